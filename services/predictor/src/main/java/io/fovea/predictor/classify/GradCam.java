package io.fovea.predictor.classify;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.explain.Explanation;
import io.fovea.cnn.explain.HeatMapSheet;
import io.fovea.cnn.explain.Pictures;
import io.fovea.cnn.explain.Plane;
import io.fovea.serving.CallRefusedException;
import io.fovea.serving.CallRefusedException.Reason;
import io.fovea.serving.ExplainedAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A picture beside where the network saw what speaks for its best class. */
final class GradCam {

    private GradCam() {}

    /**
     * The sheet, as a PNG.
     *
     * @param pixels what the model was given
     * @throws CallRefusedException where the model has no convolution
     */
    static byte[] png(ExplainedAnswer answer, HostTensor pixels) {
        Explanation explanation = answer.explanation();
        HostTensor map = explanation
                .gradCam()
                .orElseThrow(() -> new CallRefusedException(
                        Reason.INVALID,
                        "NOT_EXPLAINABLE: Model %s has no convolution, so no Grad-CAM: ask for application/json."
                                .formatted(answer.model().name())));
        int best = (int) explanation.classes().toLongs()[0];
        String label = HeatMapSheet.captionOf(answer.model().labels().get(best));
        HeatMapSheet sheet = new HeatMapSheet(title(answer, best, label), Pictures.input(pixels, 0))
                .gradCam(Plane.ofExample(map, 0), "Grad-CAM for " + label);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            Pictures.writePng(sheet.draw(), png);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory
        }
        return png.toByteArray();
    }

    private static String title(ExplainedAnswer answer, int best, String label) {
        return String.format(
                Locale.ENGLISH,
                "%s/%s: %s %.4f",
                answer.model().name(),
                answer.model().version(),
                label,
                answer.output().toFloats()[best]);
    }
}
