package io.fovea.benchmarks.networks;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.data.Batch;
import io.fovea.cnn.data.Dataset;
import java.util.Collections;
import java.util.OptionalLong;

/** The same batch again and again, so that no engine is measured at preparing data. */
record RepeatedBatch(HostTensor images, HostTensor labels, int times) implements Dataset {
    @Override
    public int size() {
        return times * images.rows();
    }

    @Override
    public Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed) {
        return Collections.nCopies(times, new Batch(images, labels));
    }
}
