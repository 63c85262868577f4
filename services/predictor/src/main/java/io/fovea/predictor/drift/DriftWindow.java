package io.fovea.predictor.drift;

import io.fovea.cnn.sequences.ProbableSequence;
import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.evaluation.drift.DriftReference;
import io.fovea.evaluation.drift.DriftTest;
import io.fovea.evaluation.drift.ModelAnswer;
import io.fovea.evaluation.drift.Observation;
import io.fovea.evaluation.drift.Observer;
import io.fovea.pipeline.DriftSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.drift.v1.Drift;
import io.fovea.registry.Manifest;
import io.fovea.serving.Answer;
import io.fovea.tensorcodec.Datatype;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One version's answers, until there are enough for a comparison. Of a fast stream 500 a second are taken. */
final class DriftWindow implements AutoCloseable {

    private static final double A_SECOND = 500;
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final PipelineSpec pipeline;
    private final Manifest manifest;
    private final DriftSpec spec;
    private final DriftTest test;
    private final DriftEvents events;
    private final DriftMeters meters;
    private final Executor worker;
    private final Observer observer;

    private List<Observation> observations = new ArrayList<>();
    private long fromMillis;
    private double allowance;
    private long allowedAtNanos = System.nanoTime();
    private long dueNanos = System.nanoTime();
    private volatile boolean isKnown;
    private volatile @Nullable DriftReference reference;

    DriftWindow(PipelineSpec pipeline, Manifest manifest, DriftEvents events, MeterRegistry meters, Executor worker) {
        this.pipeline = pipeline;
        this.manifest = manifest;
        this.spec = pipeline.serve().drift().orElseThrow();
        this.test = new DriftTest(spec.stability(), spec.significance());
        this.events = events;
        this.meters = new DriftMeters(pipeline.name(), manifest.model(), manifest.version(), meters);
        this.worker = worker;
        this.allowance = spec.window();
        this.observer = manifest.inputs().get(0).datatype().equals(Datatype.UINT8.name())
                ? Observer.ofPictures(Math.toIntExact(channels(manifest)))
                : Observer.ofFeatures();
    }

    private static long channels(Manifest manifest) {
        List<Long> shape = manifest.inputs().get(0).shape();
        return shape.get(shape.size() - 1);
    }

    /** Whether somebody should look for what to compare with: at first, and a minute later where nobody has found out. */
    synchronized boolean isDue() {
        long now = System.nanoTime();
        if (isKnown || now - dueNanos < 0) {
            return false;
        }
        dueNanos = now + PAUSE_NANOS;
        return true;
    }

    /** From now on it is known what to compare with; without anything nothing is kept. */
    void begin(Optional<DriftReference> known) {
        reference = known.orElse(null);
        isKnown = true;
    }

    synchronized void observe(Answer answer) {
        DriftReference known = reference;
        if (known == null || !isAllowed()) {
            return;
        }
        long now = System.currentTimeMillis();
        fromMillis = observations.isEmpty() ? now : fromMillis;
        ByteBuffer input = answer.example().getInputs(0).getRawContents().asReadOnlyByteBuffer();
        observations.add(observer.observe(input, said(probabilities(answer))));
        if (observations.size() == spec.window()) {
            List<Observation> full = observations;
            long from = fromMillis;
            observations = new ArrayList<>();
            worker.execute(() -> compare(known, full, from, now));
        }
    }

    private boolean isAllowed() {
        long now = System.nanoTime();
        allowance = Math.min(spec.window(), allowance + (now - allowedAtNanos) / 1e9 * A_SECOND);
        allowedAtNanos = now;
        if (allowance < 1) {
            return false;
        }
        allowance--;
        return true;
    }

    private ModelAnswer said(float[] probabilities) {
        return SequenceHeads.of(probabilities.length, manifest.labels().size())
                .map(heads -> {
                    ProbableSequence best = heads.best(probabilities, 1).get(0);
                    return ModelAnswer.ofSequence(
                            heads.present(probabilities), best.classes().size(), best.probability());
                })
                .orElseGet(() -> ModelAnswer.ofClasses(probabilities));
    }

    private static float[] probabilities(Answer answer) {
        float[] values = new float[answer.contents().size() / Float.BYTES];
        answer.contents()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private void compare(DriftReference known, List<Observation> seen, long from, long to) {
        DriftTest.Result result = test.compare(known, seen);
        Drift drift = DriftFigures.of(result.figures())
                .setPipeline(pipeline.name())
                .setModel(manifest.model())
                .setModelVersion(manifest.version())
                .setExamples(seen.size())
                .setFromMillis(from)
                .setToMillis(to)
                .setClassStability(result.classStability())
                .setDiscrepancy(result.vectors().squared())
                .setDiscrepancyPValue(result.vectors().pValue())
                .addAllDrifted(result.drifted())
                .build();
        meters.show(drift);
        events.send(drift);
    }

    @Override
    public void close() {
        meters.close();
    }
}
