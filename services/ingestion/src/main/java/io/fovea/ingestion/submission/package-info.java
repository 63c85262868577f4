/** What a client sent: read within its limits, and checked image by image. */
@NullMarked
package io.fovea.ingestion.submission;

import org.jspecify.annotations.NullMarked;
