package io.fovea.trainer.market;

import io.fovea.cnn.search.Direction;
import io.fovea.cnn.search.RandomSearch;
import io.fovea.cnn.search.SearchSpace;
import io.fovea.cnn.search.Trial;
import io.fovea.cnn.search.TrialResult;
import io.fovea.pipeline.LayerValues;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.SearchSpec;
import io.fovea.pipeline.SequenceLayer;
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
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Chooses hyper-parameters by a fold's inner split: the same draws for every fold, by the pipeline's seed. */
final class FoldSearch {
    private static final String LEARNING_RATE = "learning_rate";
    private static final String BATCH_SIZE = "batch_size";
    private static final String FILTERS = "filters";
    private static final String KERNEL_SIZE = "kernel_size";
    private static final String UNITS = "units";
    private static final String DROPOUT = "dropout";

    private final TrainSpec declared;
    private final List<SequenceLayer> layers;
    private final SearchSpec search;

    FoldSearch(PipelineSpec pipeline) {
        this.declared = pipeline.train();
        this.layers = pipeline.model().layers();
        this.search = declared.search().orElseThrow();
    }

    /**
     * The trial with the least loss on the newer part of the training window.
     *
     * @param tried trains one, without a look at the test
     * @throws JobFailedException where no trial's loss is a number
     */
    Chosen best(Function<Setting, Chosen> tried) {
        Map<Integer, Chosen> chosen = new HashMap<>();
        TrialResult best = run(trial -> {
            try {
                chosen.put(trial.number(), tried.apply(setting(trial)));
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
        space = choice(space, BATCH_SIZE, search.batchSizes());
        space = choice(space, FILTERS, search.layers().filters());
        space = choice(space, KERNEL_SIZE, search.layers().kernelSizes());
        space = choice(space, UNITS, search.layers().units());
        return choice(space, DROPOUT, search.layers().dropouts());
    }

    private static SearchSpace choice(SearchSpace space, String name, List<?> options) {
        return options.isEmpty() ? space : space.choice(name, options.toArray());
    }

    private Setting setting(Trial trial) {
        TrainSpec train = declared.with(
                drawn(trial, LEARNING_RATE).orElse(declared.optimizer().learningRate()),
                whole(trial, BATCH_SIZE).orElse(declared.batchSize()));
        LayerValues values = new LayerValues(
                whole(trial, FILTERS), whole(trial, KERNEL_SIZE), whole(trial, UNITS), drawn(trial, DROPOUT));
        Map<String, Double> chosen = new HashMap<>();
        chosen.put(LEARNING_RATE, train.optimizer().learningRate());
        chosen.put(BATCH_SIZE, (double) train.batchSize());
        trial.parameters().keySet().forEach(name -> chosen.put(name, trial.real(name)));
        return new Setting(train, values.in(layers), chosen);
    }

    private static Optional<Double> drawn(Trial trial, String name) {
        return trial.parameters().containsKey(name) ? Optional.of(trial.real(name)) : Optional.empty();
    }

    private static Optional<Integer> whole(Trial trial, String name) {
        return trial.parameters().containsKey(name) ? Optional.of(trial.integer(name)) : Optional.empty();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
