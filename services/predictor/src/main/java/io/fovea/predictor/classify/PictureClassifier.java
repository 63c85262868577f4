package io.fovea.predictor.classify;

import com.google.protobuf.ByteString;
import io.fovea.cnn.HostTensor;
import io.fovea.pipeline.ImageInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.predictor.inference.Caller;
import io.fovea.predictor.inference.InferenceRequest;
import io.fovea.predictor.inference.InferenceServer;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.serving.CallRefusedException;
import io.fovea.serving.CallRefusedException.Reason;
import io.fovea.serving.ModelCalls;
import io.fovea.serving.ModelDescription;
import io.fovea.transforms.ImageLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Answers pictures as people have them: decoded and transformed as the pipeline's examples are, then run in the batches of all
 * other callers. Thread-safe; close it to free its native memory.
 */
public final class PictureClassifier implements AutoCloseable {

    private final ModelCalls calls;
    private final InferenceServer inference;
    private final PictureReader reader;
    private final Turns explanations;
    private final int top;

    private PictureClassifier(
            ModelCalls calls, InferenceServer inference, PictureReader reader, Turns explanations, int top) {
        this.calls = calls;
        this.inference = inference;
        this.reader = reader;
        this.explanations = explanations;
        this.top = top;
    }

    /**
     * A classifier of the models behind these calls.
     *
     * @param limits what is refused before it is decoded
     * @param patience how long a caller waits for its turn
     * @param top classes where the caller does not say how many
     */
    public static PictureClassifier of(
            ModelCalls calls, InferenceServer inference, ImageLimits limits, Duration patience, int top) {
        return new PictureClassifier(
                calls, inference, new PictureReader(limits, patience), new Turns(1, patience), top);
    }

    /**
     * The picture's classes, or a {@link CallRefusedException}.
     *
     * @param version a number, an alias such as {@code live}, or empty
     * @param encoded a JPEG or PNG
     * @param wanted how many classes at most
     * @throws CallRefusedException where the model is not there or takes no pictures
     * @throws UnsupportedPictureException where it is neither JPEG nor PNG
     * @throws io.fovea.transforms.ImageRejectedException where the picture is over a limit or broken
     */
    public CompletionStage<Classification> classify(
            String name, String version, byte[] encoded, OptionalInt wanted, Caller caller) {
        PipelineSpec pipeline = pipelineOf(calls.find(name, version));
        return inference
                .infer(name, version, () -> request(reader.read(encoded, pipeline)), caller)
                .thenApply(answer -> Classification.of(answer, wanted.orElse(top)));
    }

    /**
     * The picture as the network sees it, beside where it saw what speaks for the best class: Grad-CAM, as a PNG. Throws what
     * {@link #classify} does, and where the model has no convolution; runs in the caller's thread.
     */
    public byte[] gradCam(String name, String version, byte[] encoded) {
        ModelDescription model = calls.find(name, version);
        if (model.sequences().isPresent()) {
            throw new CallRefusedException(
                    Reason.INVALID,
                    "NOT_EXPLAINABLE: Model %s reads sequences, and Grad-CAM is for one class: ask for application/json."
                            .formatted(model.name()));
        }
        HostTensor pixels = reader.read(encoded, pipelineOf(model));
        return explanations.take(() -> GradCam.png(calls.explain(model, pixels), pixels));
    }

    private PipelineSpec pipelineOf(ModelDescription model) {
        PipelineSpec pipeline = calls.pipeline(model);
        if (!(pipeline.input() instanceof ImageInput) || pipeline.learnsOnFeatures()) {
            throw new CallRefusedException(
                    Reason.INVALID,
                    "TAKES_NO_PICTURE: Model %s takes %s %s, no picture: send those to .../infer."
                            .formatted(
                                    model.name(),
                                    model.input().name(),
                                    model.input().shape()));
        }
        return pipeline;
    }

    private static InferenceRequest request(HostTensor pixels) {
        Tensor.Builder tensor = Tensor.newBuilder()
                .setName(ImageInput.IMAGE)
                .setDatatype(pixels.dtype().name())
                .setRawContents(ByteString.copyFrom(pixels.contents()));
        for (long size : pixels.shape()) {
            tensor.addShape(size);
        }
        return new InferenceRequest("", List.of(tensor.build()), List.of(), Optional.empty());
    }

    @Override
    public void close() {
        reader.close();
    }
}
