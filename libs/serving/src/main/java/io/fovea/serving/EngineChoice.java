package io.fovea.serving;

import io.fovea.pipeline.EngineName;
import io.fovea.registry.Manifest;
import io.fovea.registry.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Which engine runs a version, and why: see docs/adr/0021-two-engines.md. */
public final class EngineChoice {

    private static final Logger LOG = Logger.getLogger(EngineChoice.class);

    private final EngineLoader tensorFlow;
    private final EngineLoader onnx;

    EngineChoice(EngineLoader tensorFlow, EngineLoader onnx) {
        this.tensorFlow = tensorFlow;
        this.onnx = onnx;
    }

    /**
     * TensorFlow on a device, and ONNX Runtime.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:0}
     */
    public static EngineChoice on(String device) {
        return new EngineChoice(new TensorFlowEngines(device), new OnnxEngines());
    }

    /**
     * An engine, and why it was chosen, in a sentence.
     *
     * @param reason such as {@code 3.1 times as fast as tensorflow}
     */
    record Chosen(Engine engine, String reason) {}

    /** The engine for a version; the caller closes it. */
    Chosen choose(Path artefact, Manifest manifest, ModelDemand demand) {
        TensorSpec input = demand.signature().inputOf(manifest);
        String output = demand.signature().outputOf(manifest).name();
        Engine reference = tensorFlow.load(artefact, input.name(), output);
        if (demand.engine() == EngineName.TENSORFLOW) {
            return new Chosen(reference, "the pipeline asks for it");
        }
        if (demand.signature().kind() == Signature.OutputKind.LAYER) {
            return new Chosen(reference, "a layer is wanted, which only a SavedModel gives");
        }
        if (!manifest.files().containsKey(OnnxEngines.FILE)) {
            return new Chosen(reference, "the version has no ONNX form");
        }
        return contest(reference, artefact, input, output, demand);
    }

    /** TensorFlow, which alone can explain; the caller closes it. */
    Engine explaining(Path artefact, Manifest manifest, Signature signature) {
        return tensorFlow.load(
                artefact,
                signature.inputOf(manifest).name(),
                signature.outputOf(manifest).name());
    }

    private Chosen contest(Engine reference, Path artefact, TensorSpec input, String output, ModelDemand demand) {
        Engine candidate;
        try {
            candidate = onnx.load(artefact, input.name(), output);
        } catch (RuntimeException | LinkageError e) {
            return new Chosen(reference, "its ONNX form cannot be used: " + e.getMessage());
        }
        try {
            EngineContest.Result result =
                    new EngineContest(input, reference, candidate).run(sizes(demand.largestBatch()));
            boolean takesOnnx = result.disagreement().isEmpty()
                    && (demand.engine() == EngineName.ONNXRUNTIME || result.speedUp() > 1);
            result.rounds().forEach(round -> LOG.debugf("Engines compared: pipeline=%s %s", demand.pipeline(), round));
            (takesOnnx ? reference : candidate).close();
            return takesOnnx
                    ? new Chosen(candidate, reason(demand, result.speedUp(), "tensorflow"))
                    : new Chosen(
                            reference,
                            result.disagreement().orElseGet(() -> reason(demand, 1 / result.speedUp(), "onnxruntime")));
        } catch (RuntimeException e) { // TensorFlow itself failed; the warm-up says how
            candidate.close();
            return new Chosen(reference, "the two could not be compared: " + e.getMessage());
        }
    }

    private static String reason(ModelDemand demand, double speedUp, String other) {
        String compared = String.format(
                Locale.ROOT, "%.1f times as fast as %s at batches of 1 to %d", speedUp, other, demand.largestBatch());
        return demand.engine() == EngineName.AUTO ? compared : "the pipeline asks for it; " + compared;
    }

    /** Every power of two below the largest, and the largest. */
    static List<Integer> sizes(int largest) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 1; size < largest; size *= 2) {
            sizes.add(size);
        }
        sizes.add(largest);
        return sizes;
    }
}
