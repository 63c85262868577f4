package io.fovea.cnn.search;

import java.nio.file.Path;
import java.util.List;

/** A search of a space: which trials are trained for how long. The same search draws the same trials. */
public sealed interface Search permits RandomSearch, SuccessiveHalving, Hyperband {
    /** What is searched. */
    SearchSpace space();

    /** Which scores are good. */
    Direction direction();

    /** Of all that is drawn. */
    long seed();

    /** Groups of trials, each with the rungs at which its worst are given up. */
    List<List<Rung>> brackets();

    /**
     * Trains trials one after another, rung by rung; a trial that goes on goes on from where it was.
     *
     * <p>A search that was broken off goes on where it was if it is run again in its folder: what was trained is not trained again.
     *
     * @param folder for {@code search.csv}, which holds each score as soon as it is there, and a folder for each trial ({@code
     *     trial-7}), which is deleted when the trial is given up
     * @throws IllegalArgumentException where the folder holds another search
     * @throws java.io.UncheckedIOException where the folder cannot be written
     */
    default SearchResult run(TrialRun run, Path folder) {
        return new Trials(this, run, folder).run();
    }

    /** The epochs of all trials together. */
    default long totalEpochs() {
        long epochs = 0;
        for (List<Rung> rungs : brackets()) {
            int before = 0;
            for (Rung rung : rungs) {
                epochs += (long) rung.trials() * (rung.epochs() - before);
                before = rung.epochs();
            }
        }
        return epochs;
    }
}
