package io.fovea.cnn;

import io.fovea.cnn.losses.Loss;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model with certain weights, to be written in the forms that other programs load: {@link #savedModel} for TensorFlow, {@link
 * #onnx} for ONNX Runtime and others. Both take the model's inputs as they are (pixels as bytes), preprocessing inside, and any
 * number of examples.
 */
public final class ModelExport {
    private final Model model;
    private final Map<String, HostTensor> weights;
    private final Map<String, Loss> losses;
    private final List<Features> features;

    private ModelExport(
            Model model, Map<String, HostTensor> weights, Map<String, Loss> losses, List<Features> features) {
        this.model = model;
        this.weights = weights;
        this.losses = losses;
        this.features = features;
    }

    /**
     * With the weights given, such as those of {@link TrainableModel#weights} or their moving average.
     *
     * @param weights all of the model's, by {@code layer/weight}
     * @throws IllegalArgumentException where one is missing, is none of the model's, or has another shape
     */
    public static ModelExport of(Model model, Map<String, HostTensor> weights) {
        Map<String, HostTensor> ordered = new LinkedHashMap<>();
        model.namedWeights().forEach((name, weight) -> ordered.put(name, checked(name, weight, weights.get(name))));
        weights.keySet().stream()
                .filter(name -> !ordered.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("The model has no weight %s.".formatted(name));
                });
        return new ModelExport(model, ordered, Map.of(), List.of());
    }

    private static HostTensor checked(String name, Weight weight, @Nullable HostTensor value) {
        long[] expected = weight.shape().asArray();
        if (value == null || value.dtype() != DType.FLOAT32 || !Arrays.equals(value.shape(), expected)) {
            throw new IllegalArgumentException("%s: expected FLOAT32%s, received %s."
                    .formatted(name, Arrays.toString(expected), value == null ? "nothing" : value));
        }
        return value;
    }

    /** Says what the only output means: with a loss of classes it is {@code logits}, and {@code probabilities} come beside it. */
    public ModelExport loss(Loss loss) {
        return losses(Map.of("", loss));
    }

    /**
     * Says what each output means, by the name of its layer. One whose loss is of classes has {@code NAME_probabilities} beside it; one
     * without a loss is given out as it stands.
     */
    public ModelExport losses(Map<String, Loss> losses) {
        return new ModelExport(model, weights, Map.copyOf(losses), features);
    }

    /**
     * Adds the signature {@code features} to the SavedModel: what a layer gives, pooled or not, as the output {@code features}. For
     * another backbone's end, call it once and no more.
     *
     * @throws IllegalArgumentException where there is no such layer, or it cannot be pooled, once the model is written
     */
    public ModelExport features(String layer, FeaturePooling pooling) {
        return new ModelExport(model, weights, losses, List.of(new Features(layer, pooling)));
    }

    /**
     * Writes a SavedModel: signature {@code serving}, from the model's inputs to {@code logits} and {@code probabilities} ({@code
     * outputs} where the loss is not one of classes), {@code layers}, to every layer's output, and {@code features} where asked for.
     */
    public ExportedModel savedModel(Path directory) {
        return new SavedModelWriter(model, weights, OutputMeaning.of(model, losses), features).write(directory);
    }

    /**
     * Writes one ONNX file (opset 18) with the outputs of the signature {@code serving}: the whole of it, or nothing.
     *
     * @throws io.fovea.cnn.onnx.OnnxException where a layer cannot be written, which it names
     * @throws java.io.UncheckedIOException where the file cannot be written
     */
    public void onnx(Path file) {
        new OnnxWriter(model, weights, OutputMeaning.of(model, losses)).write(file);
    }

    record Features(String layer, FeaturePooling pooling) {}
}
