package io.fovea.serving;

import io.fovea.cnn.HostTensor;
import java.util.ArrayList;
import java.util.List;

/** Gives back what it gets; fails on a batch with a 13 in it, and always once it is ill; -1 becomes NaN. Pairs are turned round where it is said so. */
final class FakeEngine implements Engine {

    final List<Integer> batchSizes = new ArrayList<>();
    boolean ill;
    boolean closed;
    boolean turned;

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public HostTensor run(HostTensor batch) {
        float[] numbers = batch.toFloats();
        batchSizes.add(batch.rows());
        for (int i = 0; i < numbers.length; i++) {
            if (ill || numbers[i] == 13) {
                throw new IllegalStateException("unlucky");
            }
            numbers[i] = numbers[i] == -1 ? Float.NaN : numbers[i];
        }
        if (turned) {
            for (int i = 0; i + 1 < numbers.length; i += 2) {
                float first = numbers[i];
                numbers[i] = numbers[i + 1];
                numbers[i + 1] = first;
            }
        }
        return HostTensor.float32(batch.shape(), numbers);
    }

    @Override
    public void close() {
        closed = true;
    }
}
