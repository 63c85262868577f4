package io.fovea.cnn.explain;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.Conv2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Four filters made by hand that find edges, the first example of Jansen's chapter on convolutional networks: what a
 * network's first layer learns to do, where one can follow it with a pencil.
 *
 * <p>The first has four rows of -1, -1, 1, 1 and answers where it grows lighter from left to right; the second is the first
 * by -1 (lighter to the left), the third its transpose (lighter downwards), the fourth the third by -1 (lighter upwards).
 */
public final class EdgeFilters {
    /** Height and width of a filter. */
    public static final int SIZE = 4;

    private static final List<String> NAMES =
            List.of("lighter to the right", "lighter to the left", "lighter downwards", "lighter upwards");
    private static final float[] STEP = {-1, -1, 1, 1};
    private static final int SHOWN = 200;
    private static final double BRIGHTEST = 0.995;

    private EdgeFilters() {}

    /** The four, each {@code [4, 4, 1, 1]}: a kernel of a convolution with one channel and one filter. */
    public static List<HostTensor> kernels() {
        float[] across = new float[SIZE * SIZE];
        float[] down = new float[SIZE * SIZE];
        for (int i = 0; i < across.length; i++) {
            across[i] = STEP[i % SIZE];
            down[i] = STEP[i / SIZE];
        }
        return List.of(kernel(across, 1), kernel(across, -1), kernel(down, 1), kernel(down, -1));
    }

    /** The four as one kernel, {@code [4, 4, 1, 4]}. */
    public static HostTensor bank() {
        List<HostTensor> kernels = kernels();
        float[] values = new float[SIZE * SIZE * kernels.size()];
        for (int filter = 0; filter < kernels.size(); filter++) {
            float[] kernel = kernels.get(filter).toFloats();
            for (int i = 0; i < kernel.length; i++) {
                values[i * kernels.size() + filter] = kernel[i];
            }
        }
        return HostTensor.float32(new long[] {SIZE, SIZE, 1, kernels.size()}, values);
    }

    private static HostTensor kernel(float[] values, float sign) {
        float[] signed = new float[values.length];
        for (int i = 0; i < signed.length; i++) {
            signed[i] = sign * values[i];
        }
        return HostTensor.float32(new long[] {SIZE, SIZE, 1, 1}, signed);
    }

    /**
     * A network of one convolution with one filter, no padding, and ReLU; 17 parameters, the bias 0.
     *
     * @param height of the image that it takes, {@code [batch, height, width, 1]} of floats
     */
    public static Model network(HostTensor kernel, int height, int width) {
        Conv2D convolution = new Conv2D(1, SIZE).activation(Activation.RELU);
        convolution.named("edges");
        Model model =
                Model.of(Input.float32("image", Shape.of(height, width, 1)).then(convolution));
        convolution.weights().get(0).set(kernel);
        return model;
    }

    /**
     * What each filter sees.
     *
     * @param image {@code [1, height, width, 1]}, FLOAT32 from 0 to 1
     * @return four maps of height - 3 by width - 3, 0 or above; 8 where a full step from 0 to 1 lies under the filter
     */
    public static List<Plane> maps(HostTensor image) {
        List<Plane> maps = new ArrayList<>();
        for (HostTensor kernel : kernels()) {
            Model network = network(kernel, (int) image.shape()[1], (int) image.shape()[2]);
            try (InferenceModel inference = network.inference(Options.seed(0))) {
                maps.addAll(Plane.ofChannels(inference.predict(image), 0, 1));
            }
        }
        return maps;
    }

    /** The image and the filters above, what they see below, the strongest of the four under the image. */
    public static BufferedImage draw(HostTensor image) {
        List<Plane> maps = maps(image);
        Scale scale = Scale.upTo(joined(maps), BRIGHTEST);
        BufferedImage input = Pictures.fitted(Pictures.colours(Plane.ofChannels(image, 0, 1), new Scale(0, 1)), SHOWN);
        List<Tile> tiles = new ArrayList<>(List.of(new Tile(input, "input")));
        for (int i = 0; i < maps.size(); i++) {
            Plane filter = new Plane(SIZE, SIZE, kernels().get(i).toFloats());
            BufferedImage drawn = Pictures.mapped(filter, new Scale(-1.6, 1.6), ColourMap.DIVERGING);
            tiles.add(new Tile(Pictures.fitted(drawn, Math.min(input.getHeight(), input.getWidth())), NAMES.get(i)));
        }
        tiles.add(new Tile(seen(strongest(maps), scale), "strongest of the four"));
        maps.forEach(map -> tiles.add(new Tile(seen(map, scale), "")));
        return new Sheet("Four hand-made edge filters: -1 blue, 1 red", tiles, maps.size() + 1)
                .legend(ColourMap.HEAT, scale, "and above, after ReLU")
                .draw();
    }

    private static Plane joined(List<Plane> maps) {
        int size = maps.get(0).values().length;
        float[] all = new float[maps.size() * size];
        for (int i = 0; i < maps.size(); i++) {
            System.arraycopy(maps.get(i).values(), 0, all, i * size, size);
        }
        return new Plane(1, all.length, all);
    }

    private static BufferedImage seen(Plane map, Scale scale) {
        return Pictures.fitted(Pictures.mapped(map, scale, ColourMap.HEAT), SHOWN);
    }

    private static Plane strongest(List<Plane> maps) {
        float[] most = maps.get(0).values().clone();
        for (Plane map : maps) {
            for (int i = 0; i < most.length; i++) {
                most[i] = Math.max(most[i], map.values()[i]);
            }
        }
        return new Plane(maps.get(0).rows(), maps.get(0).columns(), most);
    }
}
