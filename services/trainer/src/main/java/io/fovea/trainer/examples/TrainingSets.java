package io.fovea.trainer.examples;

import io.fovea.proto.example.v1.Split;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Examples by what they are for, each list ordered by id: the order, and with it the weights, does not depend on when a
 * record arrived or in which partition.
 */
public record TrainingSets(List<LabelledExample> train, List<LabelledExample> validation, List<LabelledExample> test) {

    /**
     * @param validationShare of the training examples, taken when none is marked for validation; ids are hashes, so the
     *     last ones are as good as drawn
     */
    public static TrainingSets of(Collection<LabelledExample> examples, double validationShare) {
        List<LabelledExample> train = only(examples, Split.SPLIT_TRAIN);
        List<LabelledExample> validation = only(examples, Split.SPLIT_VALIDATION);
        if (validation.isEmpty()) {
            int kept = train.size() - (int) (train.size() * validationShare);
            validation = List.copyOf(train.subList(kept, train.size()));
            train = List.copyOf(train.subList(0, kept));
        }
        return new TrainingSets(train, validation, only(examples, Split.SPLIT_TEST));
    }

    public int size() {
        return train.size() + validation.size() + test.size();
    }

    /** One that nobody marked is for training. */
    private static List<LabelledExample> only(Collection<LabelledExample> examples, Split split) {
        List<LabelledExample> chosen = new ArrayList<>();
        for (LabelledExample example : examples) {
            if (example.split() == split || (isUnmarked(example) && split == Split.SPLIT_TRAIN)) {
                chosen.add(example);
            }
        }
        chosen.sort(Comparator.comparing(LabelledExample::id));
        return List.copyOf(chosen);
    }

    private static boolean isUnmarked(LabelledExample example) {
        return example.split() == Split.SPLIT_UNSPECIFIED || example.split() == Split.UNRECOGNIZED;
    }
}
