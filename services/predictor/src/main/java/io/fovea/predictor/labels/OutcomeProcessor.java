package io.fovea.predictor.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.fovea.messaging.CloudEventHeaders;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.tensorcodec.TensorFormatException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Joins a label with its prediction, whichever comes first. A label that says what is known already changes nothing; one that
 * says something else corrects the outcome.
 */
final class OutcomeProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final String pipeline;
    private final JoinedRecords records;
    private final MeterRegistry meters;

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> predictions; // an Outcome each, whose label may be there already
    private KeyValueStore<String, byte[]> labels; // whose prediction is not there yet

    OutcomeProcessor(String pipeline, JoinedRecords records, MeterRegistry meters) {
        this.pipeline = pipeline;
        this.records = records;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.predictions = context.getStateStore(LabelTopology.PREDICTIONS);
        this.labels = context.getStateStore(LabelTopology.LABELS);
    }

    /** What cannot be read is passed over: anyone can write to a topic, and nobody's figures may stop for it. */
    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            if (context.recordMetadata().orElseThrow().topic().equals(records.labelsTopic())) {
                records.label(record.value()).ifPresent(this::labelled);
            } else {
                records.outcome(Prediction.parseFrom(record.value())).ifPresent(this::predicted);
            }
        } catch (InvalidProtocolBufferException | TensorFormatException e) {
            count("unreadable");
        }
    }

    private void predicted(Outcome outcome) {
        byte[] early = labels.delete(outcome.getId());
        if (early == null) {
            predictions.put(outcome.getId(), outcome.toByteArray());
        } else {
            join(outcome, stored(DelayedLabel.parser(), early));
        }
    }

    private void labelled(DelayedLabel label) {
        byte[] known = predictions.get(label.getId());
        if (known == null) {
            labels.put(label.getId(), label.toByteArray());
            count("early");
            return;
        }
        Outcome outcome = stored(Outcome.parser(), known);
        if (outcome.getLabel().equals(label.getLabel()) && outcome.getRealizedReturn() == label.getRealizedReturn()) {
            count("repeated");
        } else {
            join(outcome, label);
        }
    }

    private void join(Outcome prediction, DelayedLabel label) {
        Outcome outcome = prediction.toBuilder()
                .setLabel(label.getLabel())
                .setKnownAtMillis(label.getKnownAtMillis())
                .setRealizedReturn(label.getRealizedReturn())
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

    private static <T> T stored(Parser<T> parser, byte[] value) {
        try {
            return parser.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A store of Fovea's own holds what is not Fovea's.", e);
        }
    }
}
