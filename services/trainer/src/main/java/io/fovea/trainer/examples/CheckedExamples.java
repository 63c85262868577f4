package io.fovea.trainer.examples;

import io.fovea.messaging.RejectedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Labelled examples, told apart: those that can be learned from, and the others with the reason. */
public record CheckedExamples(List<LabelledExample> usable, List<RejectedExample> rejected) {

    public static CheckedExamples of(Collection<LabelledRecord> records, ExampleCheck check) {
        List<LabelledExample> usable = new ArrayList<>();
        List<RejectedExample> rejected = new ArrayList<>();
        for (LabelledRecord labelled : records) {
            try {
                usable.add(check.check(labelled.example()));
            } catch (RejectedException e) {
                rejected.add(new RejectedExample(labelled.record(), e.rejection()));
            }
        }
        return new CheckedExamples(usable, rejected);
    }
}
