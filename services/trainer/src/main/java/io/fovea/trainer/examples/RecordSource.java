package io.fovea.trainer.examples;

import io.fovea.proto.training.v1.OffsetRange;
import io.fovea.trainer.jobs.Stop;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where the records of a job are. */
public interface RecordSource {
    /**
     * Hands over every committed record of the ranges, in order within a range.
     *
     * @throws io.fovea.trainer.jobs.JobFailedException when a range is not there, or no longer
     * @throws io.fovea.trainer.jobs.JobStoppedException when asked to stop
     */
    void read(List<OffsetRange> ranges, Stop stop, Consumer<ConsumerRecord<byte[], byte[]>> reader);
}
