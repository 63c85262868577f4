package io.fovea.trainer.training;

import io.fovea.cnn.ExportedModel;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.weights.StoredWeights;
import java.nio.file.Path;

/**
 * The forms of a trained network that a version carries: a SavedModel in the folder itself, {@code model.onnx} for other engines, and
 * {@code weights.safetensors} to go on from. The manifest, which is added later, has the hash of each file.
 */
public final class ArtefactFiles {
    /** The ONNX form's name in the folder. */
    public static final String ONNX = "model.onnx";

    /** The weights' name in the folder. */
    public static final String WEIGHTS = "weights.safetensors";

    private ArtefactFiles() {}

    /** Writes all of them, with the weights as they are now. */
    public static ExportedModel write(TrainableModel model, Path folder) {
        ExportedModel exported = model.export(folder);
        model.exporter().onnx(folder.resolve(ONNX));
        StoredWeights.of(model.weights()).writeSafetensors(folder.resolve(WEIGHTS), model.model());
        return exported;
    }
}
