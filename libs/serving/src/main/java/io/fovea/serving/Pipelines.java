package io.fovea.serving;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.TopicTable;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.pipeline.v1.Pipeline;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The pipelines as they are applied, followed on their topic. Thread-safe. */
public final class Pipelines implements AutoCloseable {

    private final TopicTable<PipelineSpec> table;

    private Pipelines(TopicTable<PipelineSpec> table) {
        this.table = table;
    }

    /** Follows the topic from its beginning, on a thread of its own; the caller closes it. */
    public static Pipelines follow(Map<String, Object> clientProperties) {
        return new Pipelines(TopicTable.follow(clientProperties, Topics.PIPELINES, Pipelines::parse));
    }

    /** A pipeline by its name; one not yet heard of is looked for up to the topic's present end. */
    public Optional<PipelineSpec> find(String name) {
        Optional<PipelineSpec> known = table.get(name);
        if (known.isPresent()) {
            return known;
        }
        table.catchUp(); // whoever wrote the record knew the pipeline: it may have been applied just now
        return table.get(name);
    }

    public Collection<PipelineSpec> all() {
        return table.snapshot().values();
    }

    /** Calls back, on the table's thread, when a pipeline has been applied or removed. */
    public void onChange(Runnable changed) {
        table.onChange((name, pipeline) -> changed.run());
    }

    /** Reads to the topic's present end. */
    public void catchUp() {
        table.catchUp();
    }

    private static PipelineSpec parse(byte[] value) throws InvalidProtocolBufferException {
        return PipelineSpec.parse(Pipeline.parseFrom(value).getFile());
    }

    @Override
    public void close() {
        table.close();
    }
}
