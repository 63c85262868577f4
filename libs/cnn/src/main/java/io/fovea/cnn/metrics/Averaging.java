package io.fovea.cnn.metrics;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Which one number {@link Precision}, {@link Recall} and {@link F1Score} make of the classes. For each class its own, there is {@link
 * ConfusionMatrix}.
 */
public sealed interface Averaging {
    /** Outputs that say yes or no; the number is that of yes. Several outputs of an example count together. */
    static Averaging binary() {
        return new Binary(new Threshold());
    }

    /** The same, with another threshold. */
    static Averaging binary(Threshold threshold) {
        return new Binary(threshold);
    }

    /** That of one class among several that exclude each other. */
    static Averaging ofClass(int number) {
        return new OfClass(number);
    }

    /**
     * The mean over the classes, each counting 1. Other than in Keras, which gives it 0, a class that occurs neither among the
     * targets nor among what was said does not count.
     */
    static Averaging macro() {
        return OverClasses.MACRO;
    }

    /** Of all classes counted together; for classes that exclude each other the accuracy. */
    static Averaging micro() {
        return OverClasses.MICRO;
    }

    /** The mean over the classes, each counting as much as there are targets of it. */
    static Averaging weighted() {
        return OverClasses.WEIGHTED;
    }

    /** What the metric is called, such as {@code precision}, {@code macro_precision} or {@code precision_of_3}. */
    String nameOf(String metric);

    /** The number, of the counts of each class (with {@link #binary} of yes alone). */
    double average(List<ClassCounts> classes, ToDoubleFunction<ClassCounts> metric);

    /**
     * That of yes.
     *
     * @param threshold from where on an output says yes
     */
    record Binary(Threshold threshold) implements Averaging {
        @Override
        public String nameOf(String metric) {
            return metric;
        }

        @Override
        public double average(List<ClassCounts> classes, ToDoubleFunction<ClassCounts> metric) {
            return metric.applyAsDouble(classes.get(0));
        }
    }

    /**
     * That of one class.
     *
     * @param number from 0
     */
    record OfClass(int number) implements Averaging {
        @Override
        public String nameOf(String metric) {
            return "%s_of_%d".formatted(metric, number);
        }

        @Override
        public double average(List<ClassCounts> classes, ToDoubleFunction<ClassCounts> metric) {
            if (number < 0 || number >= classes.size()) {
                throw new IllegalArgumentException("There is no class %d among %d.".formatted(number, classes.size()));
            }
            return metric.applyAsDouble(classes.get(number));
        }
    }

    /** One number of all classes. */
    enum OverClasses implements Averaging {
        /** See {@link Averaging#macro}. */
        MACRO {
            @Override
            public double average(List<ClassCounts> classes, ToDoubleFunction<ClassCounts> metric) {
                return classes.stream()
                        .filter(ClassCounts::occurs)
                        .mapToDouble(metric)
                        .average()
                        .orElse(Double.NaN);
            }
        },
        /** See {@link Averaging#micro}. */
        MICRO {
            @Override
            public double average(List<ClassCounts> classes, ToDoubleFunction<ClassCounts> metric) {
                return metric.applyAsDouble(classes.stream().reduce(new ClassCounts(0, 0, 0), ClassCounts::plus));
            }
        },
        /** See {@link Averaging#weighted}. */
        WEIGHTED {
            @Override
            public double average(List<ClassCounts> classes, ToDoubleFunction<ClassCounts> metric) {
                double support =
                        classes.stream().mapToDouble(ClassCounts::support).sum();
                double sum = classes.stream()
                        .mapToDouble(counts -> counts.support() * metric.applyAsDouble(counts))
                        .sum();
                return sum / support;
            }
        };

        @Override
        public String nameOf(String metric) {
            return name().toLowerCase(Locale.ROOT) + "_" + metric;
        }
    }
}
