package io.fovea.ingestion;

import io.fovea.messaging.PipelineName;
import io.fovea.messaging.TopicTable;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.pipeline.v1.Pipeline;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The pipelines of the control topic. */
final class AppliedPipelines implements Pipelines, AutoCloseable {
    private final TopicTable<PipelineSpec> table;

    private AppliedPipelines(TopicTable<PipelineSpec> table) {
        this.table = table;
    }

    static AppliedPipelines follow(Map<String, Object> clientProperties) {
        return new AppliedPipelines(TopicTable.follow(
                clientProperties,
                Topics.PIPELINES,
                value -> PipelineSpec.parse(Pipeline.parseFrom(value).getFile())));
    }

    Collection<PipelineSpec> all() {
        return table.snapshot().values();
    }

    @Override
    public Optional<PipelineSpec> named(PipelineName name) {
        Optional<PipelineSpec> known = table.get(name.value());
        if (known.isPresent()) {
            return known;
        }
        table.catchUp();
        return table.get(name.value());
    }

    @Override
    public Collection<String> names() {
        return new TreeSet<>(table.snapshot().keySet());
    }

    @Override
    public void close() {
        table.close();
    }
}
