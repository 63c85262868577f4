package io.fovea.cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.Photos;
import io.fovea.cnn.SharedData;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.weights.TensorFlowJs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Published weights look at the animal, where they lie beside the checkout. */
class RealPhotosTest {
    private static final int SIDE = 224;

    @Test
    void shouldLookAtTheBirdRatherThanBesideIt() throws IOException {
        // Given: Tiny Darknet, and a photo whose bird somebody has cut out by hand
        Path photo = SharedData.file("photos/bird_segmentation.png");
        Path mask = SharedData.file("photos/bird_segmentation_mask.png");
        Model darknet = TensorFlowJs.readModel(SharedData.file("weights/tiny-darknet-imagenet/model.json"));
        Model model = Model.of(
                darknet.apply(Input.uint8("image", Shape.of(SIDE, SIDE, 3)).then(Rescaling.pixelsTo(0, 1))));
        HostTensor image = Photos.read(photo, SIDE, SIDE);
        byte[] bird = Photos.read(mask, SIDE, SIDE).contents();

        // When
        Explanation explanation;
        try (InferenceModel network = model.inference(Options.seed(1))) {
            explanation = network.explain(image);
        }

        // Then: a place on the bird is at least twice as hot and as salient as one beside it
        Plane gradCam = Plane.ofExample(explanation.gradCam().orElseThrow(), 0).resized(SIDE, SIDE);
        assertThat(contrast(gradCam, bird)).isGreaterThan(2);
        assertThat(contrast(Plane.ofExample(explanation.saliency(), 0), bird)).isGreaterThan(2);
    }

    private static double contrast(Plane map, byte[] mask) {
        double[] sum = new double[2];
        int[] places = new int[2];
        for (int i = 0; i < map.values().length; i++) {
            int inside = mask[3 * i] != 0 || mask[3 * i + 1] != 0 || mask[3 * i + 2] != 0 ? 1 : 0;
            sum[inside] += map.values()[i];
            places[inside]++;
        }
        assertThat(places[1]).isBetween(1000, SIDE * SIDE / 2);
        return sum[1] / places[1] / (sum[0] / places[0]);
    }
}
