package io.fovea.cli.search;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.search.Direction;
import io.fovea.cnn.search.RandomSearch;
import io.fovea.cnn.search.Search;
import io.fovea.cnn.search.SuccessiveHalving;
import io.fovea.cnn.search.Trial;
import io.fovea.pipeline.PipelineFileException;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.PipelineText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a search does before it trains: which pipelines it may draw, checked whole, and how it compares them.
 *
 * @param monitor the metric that trials are compared by, larger is better unless it is a loss
 */
public record SearchPlan(PipelineSpec pipeline, List<Variation> variations, Search search, String monitor) {

    /**
     * @param vary what {@code --vary} was given; none: the learning rate
     * @param monitor empty: {@code val_accuracy}
     * @param halvings where empty, all trials are trained to the end
     * @throws CommandFailure where a key is not in the file, a value is not allowed there, or there is no such metric
     */
    public static SearchPlan of(
            PipelineSpec pipeline, List<String> vary, String monitor, int trials, long seed, Halvings halvings) {
        PipelineText file = new PipelineText(pipeline.file());
        List<Variation> variations = vary.isEmpty()
                ? List.of(Variation.ofLearningRate(file))
                : vary.stream().map(Variation::parse).toList();
        variations.forEach(variation -> check(file, variation));
        return new SearchPlan(
                pipeline,
                variations,
                search(pipeline, variations, direction(monitor, pipeline), trials, seed, halvings),
                monitor);
    }

    /** The file with a trial's values. */
    public String file(Trial trial) {
        return new PipelineText(pipeline.file()).with(values(trial)).yaml();
    }

    /** By key, as they stand in the file. */
    public Map<String, String> values(Trial trial) {
        Map<String, String> values = new LinkedHashMap<>();
        trial.parameters().forEach((key, value) -> values.put(key, Variation.text(value)));
        return values;
    }

    /** Epochs that a trial is trained for which is never given up. */
    public int mostEpochs() {
        return search.brackets().stream()
                .flatMap(List::stream)
                .mapToInt(rung -> rung.epochs())
                .max()
                .orElseThrow();
    }

    /** How trials are compared on the way. @param eta 0: not at all */
    public record Halvings(int minEpochs, int eta) {}

    private static void check(PipelineText file, Variation variation) {
        variation.ends().forEach(value -> {
            try {
                PipelineSpec.parse(
                        file.with(Map.of(variation.key(), value)).yaml(), "--vary " + variation.key() + "=" + value);
            } catch (PipelineFileException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(e.getMessage(), e);
            }
        });
    }

    private static Search search(
            PipelineSpec pipeline,
            List<Variation> variations,
            Direction direction,
            int trials,
            long seed,
            Halvings halvings) {
        int epochs = pipeline.train().epochs();
        try {
            return halvings.eta() == 0
                    ? new RandomSearch(Variation.space(variations), direction, trials, epochs, seed)
                    : new SuccessiveHalving(
                            Variation.space(variations),
                            direction,
                            trials,
                            halvings.minEpochs(),
                            epochs,
                            halvings.eta(),
                            seed);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private static Direction direction(String monitor, PipelineSpec pipeline) {
        Set<String> known = new TreeSet<>(Set.of("val_loss", "val_accuracy"));
        pipeline.train().metrics().forEach(metric -> known.add("val_" + metric));
        if (!known.contains(monitor)) {
            throw new CommandFailure(
                    "There is no metric '%s' to compare by; there is %s.".formatted(monitor, String.join(", ", known)));
        }
        return monitor.equals("val_loss") ? Direction.MINIMIZE : Direction.MAXIMIZE;
    }
}
