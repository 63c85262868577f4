package io.fovea.serving;

import io.fovea.messaging.BatchOutput;
import io.fovea.messaging.BatchProcessor;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A batch of records, of any pipelines, becomes answers and dead letters; those whose model is not there yet wait. A
 * pipeline's records of one batch are all answered by one version. Order holds within a partition. Where the batch takes longer than it may, what is answered by then
 * is committed and the rest comes next.
 */
public final class InferenceStage implements BatchProcessor {

    private final Function<String, Optional<PipelineSpec>> pipelines;
    private final Function<String, Optional<ModelLease>> models;
    private final Trials trials;
    private final InferenceRole role;
    private final ServingMetrics metrics;

    /**
     * @param pipelines a pipeline by its name, as it is at the time of asking
     * @param models the model that answers for a pipeline, such as {@link ServedModels#acquire(String)}
     * @param trials those beside it
     */
    public InferenceStage(
            Function<String, Optional<PipelineSpec>> pipelines,
            Function<String, Optional<ModelLease>> models,
            Trials trials,
            InferenceRole role,
            ServingMetrics metrics) {
        this.pipelines = pipelines;
        this.models = models;
        this.trials = trials;
        this.role = role;
        this.metrics = metrics;
    }

    @Override
    public void process(List<ConsumerRecord<byte[], byte[]>> records, BatchOutput output) {
        Map<String, List<ConsumerRecord<byte[], byte[]>>> byTopic = records.stream()
                .collect(Collectors.groupingBy(ConsumerRecord::topic, LinkedHashMap::new, Collectors.toList()));
        boolean isFirst = true; // which is begun in any case, so that something is done
        for (Map.Entry<String, List<ConsumerRecord<byte[], byte[]>>> ofTopic : byTopic.entrySet()) {
            if (!isFirst && output.isTimeUp()) {
                ofTopic.getValue().forEach(output::leave);
            } else {
                process(ofTopic.getKey(), ofTopic.getValue(), output);
            }
            isFirst = false;
        }
    }

    /** Records of a pipeline that is not known are: they become dead letters. */
    @Override
    public boolean reads(String topic) {
        return pipelines
                .apply(Topics.pipelineOf(topic))
                .map(pipeline -> role.reads(pipeline, topic))
                .orElse(true);
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
        Optional<ModelLease> lease = models.apply(pipeline.name());
        try (ModelLease held = lease.orElse(null); // null is closed by nobody
                Trials.Running running = held == null ? null : trials.begin(pipeline, held.model())) {
            Optional<LoadedModel> model = lease.map(ModelLease::model);
            Admittance admittance =
                    new Admittance(role, pipeline, model, output, example -> trials.labelled(pipeline, example));
            Consumer<List<Candidate>> inference = held == null || running == null
                    ? none -> {}
                    : new BatchInference(role, pipeline, held.model(), running.trials(), output, metrics)::answer;
            answer(records, admittance, inference, pipeline.serve().batch().max(), output);
        }
    }

    /** As many at once as the model takes; where the time is up after some, the others are left. */
    private static void answer(
            List<ConsumerRecord<byte[], byte[]>> records,
            Admittance admittance,
            Consumer<List<Candidate>> inference,
            int largest,
            BatchOutput output) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            admittance.admit(records.get(i)).ifPresent(candidates::add);
            if (candidates.size() == largest) {
                inference.accept(candidates);
                candidates = new ArrayList<>();
                if (output.isTimeUp()) {
                    records.subList(i + 1, records.size()).forEach(output::leave);
                    return;
                }
            }
        }
        if (!candidates.isEmpty()) {
            inference.accept(candidates);
        }
    }
}
