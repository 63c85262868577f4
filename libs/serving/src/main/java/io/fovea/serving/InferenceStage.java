package io.fovea.serving;

import io.fovea.messaging.BatchOutput;
import io.fovea.messaging.BatchProcessor;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A batch of records, of any pipelines, becomes answers and dead letters; those whose model is not there yet wait. A
 * pipeline's records of one batch are all answered by one version. Order holds within a partition.
 */
public final class InferenceStage implements BatchProcessor {

    private final Function<String, Optional<PipelineSpec>> pipelines;
    private final ServedModels models;
    private final InferenceRole role;
    private final ServingMetrics metrics;

    /** @param pipelines a pipeline by its name, as it is at the time of asking */
    public InferenceStage(
            Function<String, Optional<PipelineSpec>> pipelines,
            ServedModels models,
            InferenceRole role,
            ServingMetrics metrics) {
        this.pipelines = pipelines;
        this.models = models;
        this.role = role;
        this.metrics = metrics;
    }

    @Override
    public void process(List<ConsumerRecord<byte[], byte[]>> records, BatchOutput output) {
        Map<String, List<ConsumerRecord<byte[], byte[]>>> byTopic = records.stream()
                .collect(Collectors.groupingBy(ConsumerRecord::topic, LinkedHashMap::new, Collectors.toList()));
        byTopic.forEach((topic, ofTopic) -> process(topic, ofTopic, output));
    }

    private void process(String topic, List<ConsumerRecord<byte[], byte[]>> records, BatchOutput output) {
        String name = Topics.pipelineOf(topic);
        Optional<PipelineSpec> pipeline = pipelines.apply(name);
        if (pipeline.isEmpty()) {
            records.forEach(record -> output.reject(record, new Rejection.UnknownPipeline(name)));
        } else if (role.reads(pipeline.get(), topic)) {
            answer(pipeline.get(), records, output);
        }
    }

    private void answer(PipelineSpec pipeline, List<ConsumerRecord<byte[], byte[]>> records, BatchOutput output) {
        Optional<ModelLease> lease = models.acquire(pipeline.name());
        try (ModelLease held = lease.orElse(null)) { // null is closed by nobody
            Optional<LoadedModel> model = lease.map(ModelLease::model);
            List<Candidate> candidates = new Admittance(role, pipeline, model, output).admit(records);
            model.ifPresent(loaded -> new BatchInference(role, pipeline, loaded, output, metrics).answer(candidates));
        }
    }
}
