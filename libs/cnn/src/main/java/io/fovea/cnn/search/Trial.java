package io.fovea.cnn.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One point of a search space.
 *
 * @param number from 0, in the order that they were drawn
 * @param seed for the model that it trains; each trial has its own
 * @param parameters by name, in the space's order: Double, Integer, or what was chosen
 */
public record Trial(int number, long seed, Map<String, Object> parameters) {
    /** Copies the parameters. */
    public Trial {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A parameter that is a number. @throws IllegalArgumentException where there is none of that name, or it is no number */
    public double real(String name) {
        return value(name, Number.class).doubleValue();
    }

    /** A parameter that is a whole number. @throws IllegalArgumentException where it is none */
    public int integer(String name) {
        return value(name, Integer.class);
    }

    /** A parameter that is a text. @throws IllegalArgumentException where it is none */
    public String text(String name) {
        return value(name, String.class);
    }

    /** A parameter that is true or false. @throws IllegalArgumentException where it is neither */
    public boolean bool(String name) {
        return value(name, Boolean.class);
    }

    private <T> T value(String name, Class<T> type) {
        Object value = parameters.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("Expected a parameter %s of type %s, there is %s."
                    .formatted(name, type.getSimpleName(), parameters));
        }
        return type.cast(value);
    }
}
