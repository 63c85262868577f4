package io.fovea.cli.search;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.search.Parameter;
import io.fovea.cnn.search.SearchSpace;
import io.fovea.pipeline.PipelineText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code --vary} says: a key of the pipeline, and what stands there instead. */
record Variation(Parameter parameter) {
    private static final String NUMBER = "[-+]?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?";
    private static final String WHOLE = "[-+]?[0-9]{1,9}";
    private static final String OPTION = "[A-Za-z0-9_.+-]+";
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    /** Below these, a value changes how the network learns; elsewhere it would change what is compared. */
    private static final List<String> PLACES = List.of("train.", "model.", "augment[");

    private static final List<String> FIXED =
            List.of("train.epochs", "train.validationSplit", "train.seed", "model.classes");

    /** @param text such as {@code train.batchSize=16,32}, {@code augment[0].shift=0..0.2} or {@code KEY=log:0.001..0.1} */
    static Variation parse(String text) {
        int equals = text.indexOf('=');
        String key = text.substring(0, Math.max(0, equals));
        String values = text.substring(equals + 1);
        requireVaried(key, text);
        try {
            return new Variation(parameter(key, values));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--vary %s: %s".formatted(text, e.getMessage()), e);
        }
    }

    /** The learning rate of the file's optimizer, a tenth to ten times what stands there. */
    static Variation ofLearningRate(PipelineText file) {
        return Stream.of("sgd", "adam", "adamw", "rmsprop", "adagrad", "nadam")
                .map(optimizer -> "train.optimizer." + optimizer + ".learningRate")
                .flatMap(key -> file.value(key).stream()
                        .map(Double::valueOf)
                        .map(rate -> new Variation(new Parameter.LogUniform(key, rate / 10, rate * 10))))
                .findFirst()
                .orElseThrow(
                        () -> new CommandFailure(
                                "The file names no learning rate to search by itself; say what to search with --vary KEY=VALUES."));
    }

    static SearchSpace space(List<Variation> variations) {
        return new SearchSpace(variations.stream().map(Variation::parameter).toList());
    }

    String key() {
        return parameter.name();
    }

    /** The values that lie furthest apart, or all of a choice: where a pipeline stands them, it stands those between. */
    Stream<String> ends() {
        if (parameter instanceof Parameter.Choice choice) {
            return choice.options().stream().map(Variation::text);
        }
        if (parameter instanceof Parameter.Whole whole) {
            return Stream.of(text(whole.low()), text(whole.high()));
        }
        return parameter instanceof Parameter.LogUniform log
                ? Stream.of(text(log.low()), text(log.high()))
                : Stream.of(text(((Parameter.Uniform) parameter).low()), text(((Parameter.Uniform) parameter).high()));
    }

    /** As it goes into the file and the table: what is trained is what is shown. */
    static String text(Object value) {
        return value instanceof Double real
                ? new BigDecimal(real, FOUR_DIGITS).stripTrailingZeros().toPlainString()
                : value.toString();
    }

    private static void requireVaried(String key, String text) {
        if (PLACES.stream().noneMatch(key::startsWith) || FIXED.stream().anyMatch(key::startsWith)) {
            throw new CommandFailure(
                    "--vary %s: expected KEY=VALUES with a key under train, model or augment, such as train.batchSize=16,32; not %s."
                            .formatted(text, String.join(", ", FIXED)));
        }
    }

    private static Parameter parameter(String key, String values) {
        boolean log = values.startsWith("log:");
        String range = log ? values.substring("log:".length()) : values;
        Optional<String[]> ends = ends(range);
        if (ends.isEmpty()) {
            return choice(key, values);
        }
        String low = ends.get()[0];
        String high = ends.get()[1];
        if (log) {
            return new Parameter.LogUniform(key, Double.parseDouble(low), Double.parseDouble(high));
        }
        return low.matches(WHOLE) && high.matches(WHOLE)
                ? new Parameter.Whole(key, Integer.parseInt(low), Integer.parseInt(high))
                : new Parameter.Uniform(key, Double.parseDouble(low), Double.parseDouble(high));
    }

    private static Optional<String[]> ends(String range) {
        int dots = range.indexOf("..");
        if (dots < 0
                || !range.substring(0, dots).matches(NUMBER)
                || !range.substring(dots + 2).matches(NUMBER)) {
            return Optional.empty();
        }
        return Optional.of(new String[] {range.substring(0, dots), range.substring(dots + 2)});
    }

    private static Parameter choice(String key, String values) {
        List<String> options = List.of(values.split(",", -1));
        if (values.contains("..") || options.stream().anyMatch(option -> !option.matches(OPTION))) {
            throw new IllegalArgumentException(
                    "expected values apart by commas, LOW..HIGH, or log:LOW..HIGH, received '%s'.".formatted(values));
        }
        return new Parameter.Choice(key, List.copyOf(options));
    }
}
