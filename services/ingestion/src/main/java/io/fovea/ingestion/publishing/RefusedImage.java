package io.fovea.ingestion.publishing;

import io.fovea.proto.image.v1.ImageRecord;

/**
 * An image that its pipeline cannot use, and that nobody waits to hear of.
 *
 * @param image with its id, and its content unless that is too large
 * @param reason {@code CODE: explanation}
 */
public record RefusedImage(ImageRecord image, String reason) {}
