package io.fovea.transforms.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** What was drawn for a batch: a tensor {@code [batch, numbers]} for each step. */
record Numbers(List<TFloat32> ofSteps) implements AutoCloseable {

    static Numbers drawn(List<Step> steps, long seed, long[] keys) {
        float[][][] drawn = new float[steps.size()][keys.length][];
        for (int i = 0; i < keys.length; i++) {
            RandomGenerator random = Draws.of(seed, keys[i]);
            for (int step = 0; step < steps.size(); step++) {
                drawn[step][i] = steps.get(step).draw(random);
            }
        }
        List<TFloat32> tensors = new ArrayList<>();
        for (float[][] ofStep : drawn) {
            tensors.add(tensor(ofStep));
        }
        return new Numbers(tensors);
    }

    static TFloat32 tensor(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, all, row * rows[0].length, rows[0].length);
        }
        return TFloat32.tensorOf(Shape.of(rows.length, rows[0].length), DataBuffers.of(all, true, false));
    }

    @Override
    public void close() {
        ofSteps.forEach(TFloat32::close);
    }
}
