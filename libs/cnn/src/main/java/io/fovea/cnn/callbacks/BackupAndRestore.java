package io.fovea.cnn.callbacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a fit's state in a file, so that a run which was killed goes on, when it is started again in the same way, and ends with
 * the weights of one left alone, to the bit on the same machine with the same number of threads. The file is removed at the end of a fit. It goes
 * last among the callbacks, so that it holds the state of the others.
 */
public final class BackupAndRestore implements Callback {
    private final Path file;
    private final int everySteps;
    private int since;
    private @Nullable Training training;

    /** Keeps the state at the end of each epoch. */
    public BackupAndRestore(Path file) {
        this(file, 0);
    }

    /**
     * Keeps the state at the end of each epoch and within it.
     *
     * @param everySteps steps between two writes; 0 for at the end of an epoch only
     */
    public BackupAndRestore(Path file, int everySteps) {
        if (everySteps < 0) {
            throw new IllegalArgumentException(
                    "Expected to back up every 0 steps or more, received %d.".formatted(everySteps));
        }
        this.file = file;
        this.everySteps = everySteps;
    }

    @Override
    public void onTrainBegin(Training training) {
        this.training = training;
        this.since = 0;
        if (Files.exists(file)) {
            training.restoreCheckpoint(file);
        }
    }

    @Override
    public void onBatchEnd(int epoch, int batch, int batches, double loss) {
        since++;
        if (everySteps > 0 && since >= everySteps) {
            save();
        }
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
        save();
    }

    @Override
    public void onTrainEnd() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be removed: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void save() {
        since = 0;
        if (training == null) {
            throw new IllegalStateException("This callback is not part of a fit.");
        }
        training.saveCheckpoint(file);
    }
}
