package io.fovea.cnn.search;

import java.nio.file.Path;

/** Trains trials, for a search. For models, {@link ModelTrials} is one. */
@FunctionalInterface
public interface TrialRun {
    /**
     * Trains a trial for some epochs more.
     *
     * @return its score then; NaN where it failed to learn, which is worse than any number
     */
    double train(Trial trial, Leg leg);

    /**
     * A part of a trial's training.
     *
     * @param fromEpoch how many it was trained for before: 0 to begin, else it goes on from what it left in its folder
     * @param toEpoch how many it is to be trained for in all
     * @param folder the trial's own, which is there, for its checkpoint
     */
    record Leg(int fromEpoch, int toEpoch, Path folder) {}
}
