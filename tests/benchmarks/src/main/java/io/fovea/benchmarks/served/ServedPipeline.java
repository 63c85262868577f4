package io.fovea.benchmarks.served;

import io.fovea.benchmarks.processes.ServiceProcess;
import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A pipeline that is applied, with a network that is live: what {@code fovea apply}, {@code train} and {@code promote} leave. */
public record ServedPipeline(String bootstrapServers, Path folder, ServedNetwork network) {

    /**
     * Publishes and promotes a version, and applies the pipeline.
     *
     * @param engine as in a pipeline file
     * @return the folder of the version's artefact
     */
    public Path apply(int largestBatch, String engine, int partitions) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        createExamples(client, partitions);
        Path artefact = publish(client);
        String file = network.pipelineFile(largestBatch, engine);
        PipelineSpec pipeline = PipelineSpec.parse(file);
        try (TopicAdmin admin = TopicAdmin.of(client);
                ControlProducer control = ControlProducer.of(client)) {
            admin.ensureControlTopics();
            admin.ensurePipelineTopics(pipeline.name());
            control.send(
                    Topics.PIPELINES,
                    pipeline.name(),
                    Pipeline.newBuilder()
                            .setName(pipeline.name())
                            .setVersion(pipeline.version())
                            .setFile(file)
                            .build());
        }
        return artefact;
    }

    private void createExamples(Map<String, Object> client, int partitions)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(Topics.examples(network.pipeline()), partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    private Path publish(Map<String, Object> client) throws IOException {
        try (TopicAdmin admin = TopicAdmin.of(client)) {
            admin.ensureControlTopics();
        }
        try (var registry = new ModelRegistry(client, ArtefactStore.open(ServiceProcess.storage(folder)))) {
            registry.catchUp();
            ModelVersion version = new Publisher(registry, folder.resolve("work")).publish(network, 7);
            registry.move(version.getModel(), ModelRegistry.LIVE, version.getVersion(), "benchmark", "");
            return registry.fetch(version);
        }
    }
}
