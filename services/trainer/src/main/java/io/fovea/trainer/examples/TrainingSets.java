package io.fovea.trainer.examples;

import io.fovea.proto.example.v1.Split;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Examples by what they are for, each list ordered by id: the order, and with it the weights, does not depend on when a
 * record arrived or in which partition.
 */
public record TrainingSets(List<LabelledExample> train, List<LabelledExample> validation, List<LabelledExample> test) {

    /**
     * By what their sources say; those of which none says it are drawn, and where that leaves none for validation, it is drawn from those for
     * training.
     *
     * @param validationShare of each class, in [0, 1)
     */
    public static TrainingSets of(Collection<LabelledExample> examples, double validationShare) {
        Set<String> kept = StratifiedDraw.of(only(examples, TrainingSets::isUnmarked), validationShare);
        if (kept.isEmpty() && only(examples, isOf(Split.SPLIT_VALIDATION)).isEmpty()) {
            kept = StratifiedDraw.of(only(examples, TrainingSets::isToLearnFrom), validationShare);
        }
        Predicate<LabelledExample> isKept = isIn(kept);
        return new TrainingSets(
                only(examples, isKept.negate().and(TrainingSets::isToLearnFrom)),
                only(examples, isKept.or(isOf(Split.SPLIT_VALIDATION))),
                only(examples, isOf(Split.SPLIT_TEST)));
    }

    public int size() {
        return train.size() + validation.size() + test.size();
    }

    private static List<LabelledExample> only(Collection<LabelledExample> examples, Predicate<LabelledExample> wanted) {
        return examples.stream()
                .filter(wanted)
                .sorted(Comparator.comparing(LabelledExample::id))
                .toList();
    }

    private static Predicate<LabelledExample> isIn(Set<String> ids) {
        return example -> ids.contains(example.id());
    }

    private static Predicate<LabelledExample> isOf(Split split) {
        return example -> example.split() == split;
    }

    private static boolean isToLearnFrom(LabelledExample example) {
        return example.split() == Split.SPLIT_TRAIN || isUnmarked(example);
    }

    private static boolean isUnmarked(LabelledExample example) {
        return example.split() == Split.SPLIT_UNSPECIFIED || example.split() == Split.UNRECOGNIZED;
    }
}
