package io.fovea.ingestion.publishing;

import java.util.Map;
import java.util.function.Consumer;

/** What the topics of one kind of record hold, committed. */
interface Published<T> {

    /**
     * Reads a pipeline's records to the present end.
     *
     * @param positions the next offset to read by partition, from the beginning where absent; moved along
     * @throws BrokerUnavailableException when the broker does not answer; the positions say how far it came
     */
    void read(String pipeline, Map<Integer, Long> positions, Consumer<T> records);

    /** @throws BrokerUnavailableException when the broker does not answer */
    void check();
}
