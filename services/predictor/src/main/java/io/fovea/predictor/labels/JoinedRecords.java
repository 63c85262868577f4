package io.fovea.predictor.labels;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.prediction.v1.Prediction;
import java.util.Optional;

/** Which of a pipeline's records are joined, and what they say. */
interface JoinedRecords {

    /** Where labels come from; what comes from elsewhere is a prediction. */
    String labelsTopic();

    /** An outcome that has no label yet; empty where none is waited for. */
    Optional<Outcome> outcome(Prediction prediction);

    /** Empty where the record is no label. */
    Optional<DelayedLabel> label(byte[] value) throws InvalidProtocolBufferException;

    /** What every outcome says of its prediction. */
    static Outcome.Builder unlabelled(Prediction prediction) {
        return Outcome.newBuilder()
                .setId(prediction.getId())
                .setPipeline(prediction.getPipeline())
                .setModel(prediction.getModel())
                .setModelVersion(prediction.getModelVersion())
                .setPredictedAtMillis(prediction.getPredictedAtMillis());
    }
}
