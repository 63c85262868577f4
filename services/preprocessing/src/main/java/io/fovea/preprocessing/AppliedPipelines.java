package io.fovea.preprocessing;

import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.TopicTable;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.pipeline.v1.Pipeline;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The pipelines of the control topic, as they change. */
final class AppliedPipelines implements Pipelines, AutoCloseable {
    private final TopicTable<PipelineSpec> table;

    private final TopicAdmin admin;
    private final Set<String> withTopics = ConcurrentHashMap.newKeySet();

    private AppliedPipelines(TopicTable<PipelineSpec> table, TopicAdmin admin) {
        this.table = table;
        this.admin = admin;
    }

    static AppliedPipelines follow(Map<String, Object> clientProperties) {
        TopicTable<PipelineSpec> table = TopicTable.follow(
                clientProperties,
                Topics.PIPELINES,
                value -> PipelineSpec.parse(Pipeline.parseFrom(value).getFile()));
        return new AppliedPipelines(table, TopicAdmin.of(clientProperties));
    }

    @Override
    public Optional<PipelineSpec> named(String name) {
        Optional<PipelineSpec> pipeline = table.get(name);
        if (pipeline.isPresent() && !withTopics.contains(name)) {
            admin.ensurePipelineTopics(name); // whoever wrote the images may have made their topic only
            withTopics.add(name);
        }
        return pipeline;
    }

    /** All of them, for those that follow. */
    TopicTable<PipelineSpec> table() {
        return table;
    }

    TopicAdmin admin() {
        return admin;
    }

    @Override
    public void catchUp() {
        table.catchUp();
    }

    @Override
    public void close() {
        table.close();
        admin.close();
    }
}
