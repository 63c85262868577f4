package io.fovea.predictor.labels;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.LabelSpec;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import io.fovea.tensorcodec.TensorCodec;
import java.util.List;
import java.util.Optional;

/** Signals, and their windows, which come a second time once the horizon has passed. */
final class SignalRecords implements JoinedRecords {

    private static final String RETURN = "return";

    private final String pipeline;
    private final String definition;
    private final boolean isProbability;
    private final List<String> directions; // down, up

    SignalRecords(PipelineSpec pipeline) {
        MarketSpec market = pipeline.market().orElseThrow();
        this.pipeline = pipeline.name();
        this.definition = market.definition();
        this.isProbability = market.label().kind() == LabelSpec.Kind.DIRECTION;
        this.directions = isProbability ? pipeline.model().classes() : List.of("down", "up");
    }

    @Override
    public String labelsTopic() {
        return Topics.examples(pipeline);
    }

    @Override
    public Optional<Outcome> outcome(Prediction prediction) {
        Signal signal = prediction.getSignal();
        if (!signal.getDefinition().equals(definition)) {
            return Optional.empty(); // of the pipeline as it was before
        }
        double score = signal.getScore();
        return Optional.of(JoinedRecords.unlabelled(prediction)
                .setPredicted(direction(isProbability ? score - 0.5 : score))
                .setProbability(isProbability ? (float) Math.max(score, 1 - score) : 0)
                .setSignal(signal)
                .build());
    }

    @Override
    public Optional<DelayedLabel> label(byte[] value) throws InvalidProtocolBufferException {
        Example example = Example.parseFrom(value);
        if (!example.getWindow().getDefinition().equals(definition)) {
            return Optional.empty(); // of the pipeline as it was before
        }
        for (Tensor label : example.getLabelsList()) {
            if (label.getName().equals(RETURN)) {
                float realized = realized(label);
                return Optional.of(DelayedLabel.newBuilder()
                        .setId(example.getId())
                        .setLabel(direction(realized))
                        .setKnownAtMillis(example.getWindow().getLabelAsOfMillis())
                        .setRealizedReturn(realized)
                        .build());
            }
        }
        return Optional.empty(); // live
    }

    private static float realized(Tensor label) throws InvalidProtocolBufferException {
        float[] numbers = TensorCodec.toFloat32(label);
        if (numbers.length != 1 || !Float.isFinite(numbers[0])) {
            throw new InvalidProtocolBufferException("Expected one finite return.");
        }
        return numbers[0];
    }

    private String direction(double number) {
        return directions.get(number > 0 ? 1 : 0);
    }
}
