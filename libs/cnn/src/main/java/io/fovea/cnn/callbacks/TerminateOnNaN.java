package io.fovea.cnn.callbacks;

/** Keras' {@code TerminateOnNaN}: ends the fit after the batch whose loss is not a number, or infinite. */
public final class TerminateOnNaN extends WatchingCallback {
    private boolean terminated;

    /** Whether it ended the fit. */
    public boolean terminated() {
        return terminated;
    }

    @Override
    public void onTrainBegin(Training training) {
        super.onTrainBegin(training);
        terminated = false;
    }

    @Override
    public void onBatchEnd(int epoch, int batch, int batches, double loss) {
        if (!Double.isFinite(loss)) {
            terminated = true;
            training().stopNow();
        }
    }
}
