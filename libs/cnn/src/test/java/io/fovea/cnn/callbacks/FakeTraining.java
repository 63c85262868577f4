package io.fovea.cnn.callbacks;

import io.fovea.cnn.HostTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A fit whose only weight is a number, which is also what its checkpoints hold. */
final class FakeTraining implements Training {
    boolean stopped;
    boolean stoppedNow;
    float weights;
    double learningRate = 1;

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void stopNow() {
        stoppedNow = true;
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public void learningRate(double learningRate) {
        this.learningRate = learningRate;
    }

    @Override
    public Map<String, HostTensor> weights() {
        return Map.of("dense/kernel", HostTensor.float32(new long[] {1}, weights));
    }

    @Override
    public void setWeights(Map<String, HostTensor> values) {
        weights = values.get("dense/kernel").toFloats()[0];
    }

    @Override
    public void saveCheckpoint(Path file) {
        try {
            Files.writeString(file, Float.toString(weights));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
