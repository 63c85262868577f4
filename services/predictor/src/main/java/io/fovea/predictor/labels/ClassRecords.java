package io.fovea.predictor.labels;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Topics;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.prediction.v1.ClassProbability;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.SequenceProbability;
import java.util.List;
import java.util.Optional;

/** Images whose answers are classes or sequences of them, and what somebody says of them later. */
final class ClassRecords implements JoinedRecords {

    private final String pipeline;

    ClassRecords(String pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public String labelsTopic() {
        return Topics.labels(pipeline);
    }

    @Override
    public Optional<Outcome> outcome(Prediction prediction) {
        if (prediction.getTopCount() > 0) {
            ClassProbability best = prediction.getTop(0);
            return Optional.of(outcome(prediction, best.getLabel(), best.getProbability()));
        }
        if (prediction.getSequencesCount() > 0) {
            SequenceProbability best = prediction.getSequences(0);
            return Optional.of(outcome(prediction, written(best.getSequenceList()), (float) best.getProbability()));
        }
        return Optional.empty();
    }

    private static Outcome outcome(Prediction prediction, String predicted, float probability) {
        return JoinedRecords.unlabelled(prediction)
                .setPredicted(predicted)
                .setProbability(probability)
                .build();
    }

    @Override
    public Optional<DelayedLabel> label(byte[] value) throws InvalidProtocolBufferException {
        DelayedLabel label = DelayedLabel.parseFrom(value);
        return Optional.of(
                label.getSequenceCount() == 0
                        ? label
                        : label.toBuilder()
                                .setLabel(written(label.getSequenceList()))
                                .build());
    }

    private static String written(List<String> sequence) {
        return String.join(" ", sequence);
    }
}
