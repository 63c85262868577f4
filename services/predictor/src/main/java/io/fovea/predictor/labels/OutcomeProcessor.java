package io.fovea.predictor.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.fovea.messaging.CloudEventHeaders;
import io.fovea.messaging.Topics;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.prediction.v1.ClassProbability;
import io.fovea.proto.prediction.v1.Prediction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Joins a label with its prediction, whichever comes first. A label that says what is known already changes nothing; one that
 * says something else corrects the outcome.
 */
final class OutcomeProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final String labelsTopic;
    private final MeterRegistry meters;
    private final String pipeline;

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> predictions; // an Outcome each, whose label may be there already
    private KeyValueStore<String, byte[]> labels; // whose prediction is not there yet

    OutcomeProcessor(String pipeline, MeterRegistry meters) {
        this.labelsTopic = Topics.labels(pipeline);
        this.pipeline = pipeline;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.predictions = context.getStateStore(LabelTopology.PREDICTIONS);
        this.labels = context.getStateStore(LabelTopology.LABELS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context.recordMetadata().orElseThrow().topic().equals(labelsTopic)) {
            parsed(DelayedLabel.parser(), record.value()).ifPresentOrElse(this::labelled, () -> count("unreadable"));
        } else {
            parsed(Prediction.parser(), record.value())
                    .filter(prediction -> prediction.getTopCount() > 0)
                    .ifPresent(this::predicted);
        }
    }

    private void predicted(Prediction prediction) {
        ClassProbability best = prediction.getTop(0);
        Outcome outcome = Outcome.newBuilder()
                .setId(prediction.getId())
                .setPipeline(prediction.getPipeline())
                .setModel(prediction.getModel())
                .setModelVersion(prediction.getModelVersion())
                .setPredicted(best.getLabel())
                .setProbability(best.getProbability())
                .setPredictedAtMillis(prediction.getPredictedAtMillis())
                .build();
        byte[] early = labels.delete(prediction.getId());
        if (early == null) {
            predictions.put(prediction.getId(), outcome.toByteArray());
        } else {
            join(outcome, parsed(DelayedLabel.parser(), early).orElseThrow());
        }
    }

    private void labelled(DelayedLabel label) {
        byte[] known = predictions.get(label.getId());
        if (known == null) {
            labels.put(label.getId(), label.toByteArray());
            count("early");
            return;
        }
        Outcome outcome = parsed(Outcome.parser(), known).orElseThrow();
        if (outcome.getLabel().equals(label.getLabel())) {
            count("repeated");
        } else {
            join(outcome, label);
        }
    }

    private void join(Outcome prediction, DelayedLabel label) {
        Outcome outcome = prediction.toBuilder()
                .setLabel(label.getLabel())
                .setKnownAtMillis(label.getKnownAtMillis())
                .setCorrected(!prediction.getLabel().isEmpty())
                .build();
        predictions.put(outcome.getId(), outcome.toByteArray());
        count(outcome.getCorrected() ? "corrected" : "joined");
        var headers = CloudEventHeaders.of(
                outcome.getId(),
                "/fovea/predictor",
                Outcome.getDescriptor().getFullName(),
                Instant.ofEpochMilli(outcome.getKnownAtMillis()));
        context.forward(new Record<>(
                outcome.getId().getBytes(UTF_8), outcome.toByteArray(), context.currentSystemTimeMs(), headers));
    }

    private void count(String what) {
        Counter.builder("fovea.predictor.labels")
                .tags("pipeline", pipeline, "outcome", what)
                .register(meters)
                .increment();
    }

    private static <T> Optional<T> parsed(Parser<T> parser, byte[] value) {
        try {
            return Optional.of(parser.parseFrom(value));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty(); // anyone can write to a topic, and nobody's figures may stop for it
        }
    }
}
