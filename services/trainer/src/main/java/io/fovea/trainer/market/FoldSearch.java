package io.fovea.trainer.market;

import io.fovea.cnn.search.Direction;
import io.fovea.cnn.search.RandomSearch;
import io.fovea.cnn.search.SearchSpace;
import io.fovea.cnn.search.Trial;
import io.fovea.cnn.search.TrialResult;
import io.fovea.pipeline.SearchSpec;
import io.fovea.pipeline.TrainSpec;
import io.fovea.trainer.jobs.JobFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Chooses hyper-parameters by a fold's inner split: the same draws for every fold, by the pipeline's seed. */
final class FoldSearch {
    private static final String LEARNING_RATE = "learning_rate";
    private static final String BATCH_SIZE = "batch_size";

    private final TrainSpec declared;
    private final SearchSpec search;

    FoldSearch(TrainSpec declared) {
        this.declared = declared;
        this.search = declared.search().orElseThrow();
    }

    /**
     * The trial with the least loss on the newer part of the training window.
     *
     * @param tried trains one, without a look at the test
     * @throws JobFailedException where no trial's loss is a number
     */
    Chosen best(Function<TrainSpec, Chosen> tried) {
        Map<Integer, Chosen> chosen = new HashMap<>();
        TrialResult best = run(trial -> {
            try {
                chosen.put(trial.number(), tried.apply(train(trial)));
                return chosen.get(trial.number()).score();
            } catch (JobFailedException e) { // this trial's rate is too high; another's may not be
                return Double.NaN;
            }
        });
        if (!Double.isFinite(best.score())) {
            throw new JobFailedException(
                    "None of the %d trials of train.search has a loss that is a number. Maybe search lower learning rates."
                            .formatted(search.trials()));
        }
        return chosen.get(best.trial().number());
    }

    private TrialResult run(Function<Trial, Double> score) {
        var random = new RandomSearch(space(), Direction.MINIMIZE, search.trials(), declared.epochs(), declared.seed());
        try {
            Path folder = Files.createTempDirectory("fovea-search");
            try {
                return random.run((trial, leg) -> score.apply(trial), folder).best();
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SearchSpace space() {
        SearchSpace space = new SearchSpace();
        List<Double> rates = search.learningRates();
        if (!rates.isEmpty()) {
            space = space.logUniform(LEARNING_RATE, rates.get(0), rates.get(1));
        }
        return search.batchSizes().isEmpty()
                ? space
                : space.choice(BATCH_SIZE, search.batchSizes().toArray());
    }

    private TrainSpec train(Trial trial) {
        return declared.with(
                search.learningRates().isEmpty() ? declared.optimizer().learningRate() : trial.real(LEARNING_RATE),
                search.batchSizes().isEmpty() ? declared.batchSize() : trial.integer(BATCH_SIZE));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
