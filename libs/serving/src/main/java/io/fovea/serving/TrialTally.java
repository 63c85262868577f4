package io.fovea.serving;

import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.proto.model.v1.TrialFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What this process has seen of a version on trial beside the live one; begins anew with another version of either. A batch that
 * Kafka makes us do again counts again. Thread-safe.
 */
final class TrialTally {

    private static final int REMEMBERED = 100_000;

    private final TrialKey key;
    private final List<String> classes;
    private final long sinceMillis;
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong agreed = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong labelled = new AtomicLong();
    private final AtomicLong correct = new AtomicLong();
    private final AtomicLong liveCorrect = new AtomicLong();
    private final LatencyHistogram latency = new LatencyHistogram();
    private final LatencyHistogram liveLatency = new LatencyHistogram();
    private final Map<String, Answers> unlabelled = new LinkedHashMap<>();

    /** Who is tried beside whom. */
    record TrialKey(String model, String alias, String version, String liveVersion) {}

    /** What the two said: the index of a class, a sequence of them, or the sign of a number. */
    private record Answers(Object trial, Object live) {}

    /** @param classes by index; empty where the models answer with no classes */
    TrialTally(TrialKey key, List<String> classes, long nowMillis) {
        this.key = key;
        this.classes = List.copyOf(classes);
        this.sinceMillis = nowMillis;
    }

    TrialKey key() {
        return key;
    }

    /** Both have answered an example. */
    void answered(String example, Computed trial, Computed live, Signature.OutputKind kind) {
        Answers both = new Answers(said(trial, kind), said(live, kind));
        answers.incrementAndGet();
        latency.record(trial.nanos());
        liveLatency.record(live.nanos());
        if (both.trial().equals(both.live())) {
            agreed.incrementAndGet();
        }
        if (kind != Signature.OutputKind.LAYER) {
            remember(example, both);
        }
    }

    /** The version on trial failed on records that the live one answered. */
    void failed(int records) {
        errors.addAndGet(records);
    }

    private void remember(String example, Answers both) {
        synchronized (unlabelled) {
            unlabelled.put(example, both);
            if (unlabelled.size() > REMEMBERED) {
                unlabelled.remove(unlabelled.keySet().iterator().next());
            }
        }
    }

    /** An example has come with its label; of use where both had answered it without. */
    void labelled(Example example) {
        TrialLabel.of(example).ifPresent(label -> labelled(example.getId(), label));
    }

    /** The label of an example has come by itself. */
    void labelled(DelayedLabel label) {
        TrialLabel.of(label, classes).ifPresent(known -> labelled(label.getId(), known));
    }

    private void labelled(String example, Object label) {
        Answers said;
        synchronized (unlabelled) {
            said = unlabelled.remove(example);
        }
        if (said != null) {
            labelled.incrementAndGet();
            correct.addAndGet(said.trial().equals(label) ? 1 : 0);
            liveCorrect.addAndGet(said.live().equals(label) ? 1 : 0);
        }
    }

    /** The class of the highest score, the most probable sequence, or the number's sign. */
    private Object said(Computed answer, Signature.OutputKind kind) {
        return switch (kind) {
            case CLASSES -> (long) answer.best();
            case SEQUENCES -> sequence(answer.all());
            case NUMBER, LAYER -> answer.sign();
        };
    }

    private Object sequence(float[] probabilities) {
        return SequenceHeads.of(probabilities.length, classes.size())
                .map(heads -> heads.best(probabilities, 1).get(0).classes())
                .orElse(List.of());
    }

    TrialFigures figures(String instance, long nowMillis) {
        return TrialFigures.newBuilder()
                .setModel(key.model())
                .setAlias(key.alias())
                .setVersion(key.version())
                .setLiveVersion(key.liveVersion())
                .setInstance(instance)
                .setSinceMillis(sinceMillis)
                .setUntilMillis(nowMillis)
                .setAnswers(answers.get())
                .setAgreed(agreed.get())
                .setErrors(errors.get())
                .setLabelled(labelled.get())
                .setCorrect(correct.get())
                .setLiveCorrect(liveCorrect.get())
                .addAllLatency(latency.counts())
                .addAllLiveLatency(liveLatency.counts())
                .build();
    }

    /** Grows with all that is counted. */
    long total() {
        return answers.get() + errors.get() + labelled.get();
    }
}
