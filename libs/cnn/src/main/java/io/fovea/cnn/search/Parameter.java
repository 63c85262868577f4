package io.fovea.cnn.search;

import java.util.List;
import java.util.SplittableRandom;

/** A hyper-parameter: its name and what it can be. */
public sealed interface Parameter {
    /** Its name, unique in a space. */
    String name();

    /** A value drawn from what it can be: a Double, an Integer, or one of a choice. */
    Object draw(SplittableRandom random);

    /** A real number, each as likely as any other. */
    record Uniform(String name, double low, double high) implements Parameter {
        /** @throws IllegalArgumentException where low is not less than high */
        public Uniform {
            requireRange(name, low, high);
        }

        @Override
        public Object draw(SplittableRandom random) {
            return low + random.nextDouble() * (high - low);
        }
    }

    /** A real number whose logarithm is as likely as any other: for learning rates, say. */
    record LogUniform(String name, double low, double high) implements Parameter {
        /** @throws IllegalArgumentException where low is not more than 0 and less than high */
        public LogUniform {
            requireRange(name, low, high);
            if (low <= 0) {
                throw new IllegalArgumentException(
                        "%s: a logarithm needs a range above 0, received %s to %s.".formatted(name, low, high));
            }
        }

        @Override
        public Object draw(SplittableRandom random) {
            double drawn = Math.exp(Math.log(low) + random.nextDouble() * (Math.log(high) - Math.log(low)));
            return Math.max(low, Math.min(high, drawn));
        }
    }

    /** A whole number, each as likely as any other, both ends among them. */
    record Whole(String name, int low, int high) implements Parameter {
        /** @throws IllegalArgumentException where low is not less than high */
        public Whole {
            requireRange(name, low, high);
        }

        @Override
        public Object draw(SplittableRandom random) {
            return (int) random.nextLong(low, high + 1L);
        }
    }

    /**
     * One of several values, each as likely as any other.
     *
     * @param options texts, numbers or booleans
     */
    record Choice(String name, List<Object> options) implements Parameter {
        /** @throws IllegalArgumentException where there is none, or one is no text, number or boolean */
        public Choice {
            options = List.copyOf(options);
            if (options.isEmpty()) {
                throw new IllegalArgumentException("%s: expected something to choose from.".formatted(name));
            }
            for (Object option : options) {
                if (!(option instanceof String || option instanceof Number || option instanceof Boolean)) {
                    throw new IllegalArgumentException(
                            "%s: expected texts, numbers or booleans to choose from, received %s."
                                    .formatted(name, option.getClass().getSimpleName()));
                }
            }
        }

        @Override
        public Object draw(SplittableRandom random) {
            return options.get(random.nextInt(options.size()));
        }
    }

    private static void requireRange(String name, double low, double high) {
        if (!(low < high && Double.isFinite(low) && Double.isFinite(high))) {
            throw new IllegalArgumentException(
                    "%s: expected a range from low to high, received %s to %s.".formatted(name, low, high));
        }
    }
}
