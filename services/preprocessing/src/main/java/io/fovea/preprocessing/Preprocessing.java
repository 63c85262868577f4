package io.fovea.preprocessing;

import io.fovea.messaging.BatchOutput;
import io.fovea.messaging.BatchProcessor;
import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A batch of images becomes examples; a record of which none can be made is rejected by itself. Images are decoded on
 * several threads, and examples leave in the order in which their images came.
 */
public final class Preprocessing implements BatchProcessor {
    private final Pipelines pipelines;
    private final ExampleEvents examples;
    private final OrderedWork work;

    Preprocessing(Pipelines pipelines, ExampleEvents examples, OrderedWork work) {
        this.pipelines = pipelines;
        this.examples = examples;
        this.work = work;
    }

    @Override
    public void process(List<ConsumerRecord<byte[], byte[]>> records, BatchOutput output) {
        Map<String, Optional<PipelineSpec>> specs = pipelinesOf(records); // one version for the whole batch
        work.forEach(records, record -> outcome(record, specs), outcome -> outcome.tell(output));
    }

    private Map<String, Optional<PipelineSpec>> pipelinesOf(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Optional<PipelineSpec>> specs = look(records);
        if (specs.containsValue(Optional.<PipelineSpec>empty())) {
            pipelines.catchUp(); // maybe it was applied a moment ago
            return look(records);
        }
        return specs;
    }

    private Map<String, Optional<PipelineSpec>> look(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Optional<PipelineSpec>> specs = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            specs.computeIfAbsent(record.topic(), topic -> pipelines.named(Topics.pipelineOf(topic)));
        }
        return specs;
    }

    private Outcome outcome(ConsumerRecord<byte[], byte[]> record, Map<String, Optional<PipelineSpec>> specs) {
        try {
            PipelineSpec pipeline = specs.getOrDefault(record.topic(), Optional.empty())
                    .orElseThrow(() ->
                            new RejectedException(new Rejection.UnknownPipeline(Topics.pipelineOf(record.topic()))));
            if (pipeline.market().isPresent()) {
                throw new RejectedException(
                        new Rejection.MalformedRecord("pipeline %s takes bars, not images".formatted(pipeline.name())));
            }
            return new Outcome.Made(record, examples.event(record, pipeline));
        } catch (RejectedException e) {
            return new Outcome.Rejected(record, e.rejection());
        }
    }

    /** What became of one record. */
    private sealed interface Outcome {

        void tell(BatchOutput output);

        record Made(ConsumerRecord<byte[], byte[]> image, ProducerRecord<byte[], byte[]> example) implements Outcome {
            @Override
            public void tell(BatchOutput output) {
                try {
                    output.send(example);
                } catch (RejectedException e) { // larger than a topic takes
                    output.reject(image, e.rejection());
                }
            }
        }

        record Rejected(ConsumerRecord<byte[], byte[]> image, Rejection why) implements Outcome {
            @Override
            public void tell(BatchOutput output) {
                output.reject(image, why);
            }
        }
    }
}
