package io.fovea.cnn.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What is searched: hyper-parameters, and what each can be. Immutable.
 *
 * @param parameters in the order that tables show them
 */
public record SearchSpace(List<Parameter> parameters) {
    /** @throws IllegalArgumentException where two parameters have one name */
    public SearchSpace {
        parameters = List.copyOf(parameters);
        long names = parameters.stream().map(Parameter::name).distinct().count();
        if (names < parameters.size()) {
            throw new IllegalArgumentException("Expected parameters with different names, received %s."
                    .formatted(parameters.stream().map(Parameter::name).toList()));
        }
    }

    /** Without parameters, to begin with. */
    public SearchSpace() {
        this(List.of());
    }

    /** With a real number from {@code low} to {@code high} more. */
    public SearchSpace uniform(String name, double low, double high) {
        return with(new Parameter.Uniform(name, low, high));
    }

    /** With a real number more, whose logarithm is as likely as any other; {@code low} is more than 0. */
    public SearchSpace logUniform(String name, double low, double high) {
        return with(new Parameter.LogUniform(name, low, high));
    }

    /** With a whole number more, from {@code low} to {@code high}, both among them. */
    public SearchSpace integer(String name, int low, int high) {
        return with(new Parameter.Whole(name, low, high));
    }

    /** With one of several texts, numbers or booleans more. */
    public SearchSpace choice(String name, Object... options) {
        return with(new Parameter.Choice(name, List.of(options)));
    }

    private SearchSpace with(Parameter parameter) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.add(parameter);
        return new SearchSpace(all);
    }

    /**
     * The trial with this number: the same for the same seed, whatever other trials there are. Each parameter draws from its own
     * stream, so that one more does not change the others.
     */
    Trial trial(long seed, int number) {
        long ofTrial = new SplittableRandom(new SplittableRandom(seed).nextLong() ^ number).nextLong();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            values.put(
                    parameter.name(),
                    parameter.draw(
                            new SplittableRandom(ofTrial ^ parameter.name().hashCode())));
        }
        return new Trial(number, ofTrial, values);
    }
}
