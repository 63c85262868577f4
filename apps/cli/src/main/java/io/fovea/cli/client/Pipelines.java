package io.fovea.cli.client;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.pipeline.v1.Pipeline;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The pipelines that a platform knows. */
public final class Pipelines {

    private Pipelines() {}

    /**
     * The pipeline of that name as it was applied last.
     *
     * @throws CommandFailure when there is none; names those that there are
     */
    public static PipelineSpec find(Connection connection, String name) {
        Map<String, Pipeline> known = all(connection);
        Pipeline found = known.get(name);
        if (found == null) {
            throw new CommandFailure("No pipeline '%s' is known here; %s"
                    .formatted(
                            name,
                            known.isEmpty()
                                    ? "apply a file first."
                                    : "there are " + String.join(", ", known.keySet()) + "."));
        }
        return PipelineSpec.parse(found.getFile(), name);
    }

    private static Map<String, Pipeline> all(Connection connection) {
        var latest = new TreeMap<String, Pipeline>();
        try (TopicReader reader = TopicReader.open(connection, Topics.PIPELINES, TopicReader.From.BEGINNING)) {
            for (ConsumerRecord<String, byte[]> record : reader.readToEnd()) {
                if (record.value() == null) {
                    latest.remove(record.key());
                } else {
                    latest.put(record.key(), parse(record));
                }
            }
        }
        return latest;
    }

    private static Pipeline parse(ConsumerRecord<String, byte[]> record) {
        try {
            return Pipeline.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new CommandFailure("Pipeline '" + record.key() + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
