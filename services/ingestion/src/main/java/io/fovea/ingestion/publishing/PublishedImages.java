package io.fovea.ingestion.publishing;

import io.fovea.proto.image.v1.ImageRecord;
import java.util.Map;
import java.util.function.Consumer;

/** What the images topics hold, committed. */
interface PublishedImages {

    /**
     * Reads a pipeline's images to the present end.
     *
     * @param positions the next offset to read by partition, from the beginning where absent; moved along
     * @throws BrokerUnavailableException when the broker does not answer; the positions say how far it came
     */
    void read(String pipeline, Map<Integer, Long> positions, Consumer<ImageRecord> images);

    /** @throws BrokerUnavailableException when the broker does not answer */
    void check();
}
