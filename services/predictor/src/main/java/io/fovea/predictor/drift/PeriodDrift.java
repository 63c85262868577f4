package io.fovea.predictor.drift;

import io.fovea.evaluation.drift.DriftReference;
import io.fovea.evaluation.drift.PeriodObserver;
import io.fovea.evaluation.drift.StretchTest;
import io.fovea.pipeline.DriftSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.WindowSpec;
import io.fovea.proto.drift.v1.Drift;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import io.fovea.registry.ArtefactException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

/**
 * Watches the periods of a market's pipeline: once a version has answered as many as {@code serve.drift.window} says, they are compared
 * with those that it was trained on (docs/adr/0038). Lives within the topology of signals, whose transactions hold what it keeps.
 */
public final class PeriodDrift implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PeriodDrift.class);

    private final PipelineSpec pipeline;
    private final DriftSpec spec;
    private final int channels;
    private final PeriodObserver observer;
    private final DriftReferences references;
    private final MeterRegistry registry;
    private final List<String> names;
    private final Map<String, Watched> watched =
            new RecentVersions<>(version -> version.meters().close());

    /** A version, and what it is compared with where it is. */
    private record Watched(Optional<StretchTest> test, DriftMeters meters) {}

    /** @param pipeline on bars, with {@code serve.drift} */
    public PeriodDrift(PipelineSpec pipeline, DriftReferences references, MeterRegistry registry) {
        this.pipeline = pipeline;
        this.spec = pipeline.serve().drift().orElseThrow();
        WindowSpec windows = pipeline.market().orElseThrow().windows();
        this.channels = windows.channels().size();
        this.observer = new PeriodObserver(windows.channelsOfTheirOwn());
        this.names = Stream.concat(observer.inputNames().stream(), observer.scoreNames().stream())
                .toList();
        this.references = references;
        this.registry = registry;
    }

    /**
     * Takes in a period whose signals leave. What is without a rank is passed over, and so is what the model has been trained on, or
     * was said by a version that answered half of the period or less.
     *
     * @param kept of this object alone
     * @return a record for the topic of drift, where a comparison was due
     */
    public Optional<Record<byte[], byte[]>> left(
            List<Prediction> signals, KeyValueStore<String, byte[]> kept, long now) {
        List<Prediction> ranked =
                signals.stream().filter(one -> counts(one.getSignal())).toList();
        return ranked.stream().collect(Collectors.groupingBy(PeriodDrift::version)).values().stream()
                .filter(ofVersion -> 2 * ofVersion.size() > ranked.size())
                .findFirst()
                .flatMap(ofVersion -> take(ofVersion, kept))
                .map(drift -> DriftEvents.record(drift, now));
    }

    /** A score that waited while the pipeline came to be watched does not say what its window held. */
    private boolean counts(Signal signal) {
        return signal.getRank() > 0 && !signal.getInSample() && signal.getNewestCount() == channels;
    }

    private static String version(Prediction prediction) {
        return prediction.getModel() + "/" + prediction.getModelVersion();
    }

    private Optional<Drift> take(List<Prediction> ofVersion, KeyValueStore<String, byte[]> kept) {
        Prediction first = ofVersion.get(0);
        return watched(first)
                .flatMap(version -> version.test().flatMap(test -> {
                    var window = new PeriodWindow(version(first), kept);
                    window.add(first.getSignal().getPeriodEndMillis(), ofVersion.size(), observed(ofVersion));
                    return window.count() < spec.window()
                            ? Optional.empty()
                            : Optional.of(compare(test, version.meters(), first, window));
                }));
    }

    private double[] observed(List<Prediction> signals) {
        double[] inputs = observer.inputs(signals.stream()
                .map(one -> floats(one.getSignal().getNewestList()))
                .toList());
        double[] scores = observer.scores(
                signals.stream().mapToDouble(one -> one.getSignal().getScore()).toArray());
        return DoubleStream.concat(Arrays.stream(inputs), Arrays.stream(scores)).toArray();
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    /** Where the storage does not answer, the period is passed over, and the next one asks again. */
    private Optional<Watched> watched(Prediction of) {
        try {
            return Optional.of(watched.computeIfAbsent(
                    version(of),
                    version -> new Watched(
                            test(of),
                            new DriftMeters(pipeline.name(), of.getModel(), of.getModelVersion(), registry))));
        } catch (ArtefactException e) {
            LOG.warnf(
                    "A period is not watched for drift pipeline=%s model=%s problem=%s",
                    pipeline.name(), version(of), e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<StretchTest> test(Prediction of) {
        Optional<StretchTest> test = references
                .of(of.getModel(), of.getModelVersion())
                .map(DriftReference::figures)
                .filter(figures -> figures.keySet().containsAll(names))
                .map(figures -> StretchTest.of(figures, spec.window(), spec.stability(), spec.significance()));
        if (test.isPresent() && !test.get().names().containsAll(names)) {
            LOG.warnf(
                    "Too few periods to tell drift pipeline=%s model=%s compared=%s needed=%d: train or evaluate on more, or lower serve.drift.window or raise serve.drift.significance",
                    pipeline.name(), version(of), test.get().names(), test.get().leastPeriods());
        }
        return test.filter(one -> !one.names().isEmpty());
    }

    private Drift compare(StretchTest test, DriftMeters meters, Prediction of, PeriodWindow window) {
        var compared = test.compare(window.figures(names));
        Drift.Builder drift = DriftFigures.of(compared)
                .setPipeline(pipeline.name())
                .setModel(of.getModel())
                .setModelVersion(of.getModelVersion())
                .setExamples(window.signals())
                .setPeriods(window.count())
                .setFromMillis(window.firstEnd())
                .setToMillis(window.lastEnd());
        compared.stream().filter(figure -> figure.drifted()).forEach(figure -> drift.addDrifted(figure.name()));
        window.clear();
        Drift done = drift.build();
        meters.show(done);
        DriftEvents.log(done);
        return done;
    }

    @Override
    public void close() {
        watched.values().forEach(version -> version.meters().close());
    }
}
