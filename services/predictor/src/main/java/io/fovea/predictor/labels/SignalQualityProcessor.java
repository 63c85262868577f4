package io.fovea.predictor.labels;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.evaluation.figures.Terms;
import io.fovea.pipeline.LabelSpec;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.label.v1.Quality;
import io.fovea.proto.prediction.v1.Signal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps each version's newest periods of signals, and says once a second what those were worth that have changed. */
final class SignalQualityProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Duration TELL = Duration.ofSeconds(1);
    private static final int REST = 10; // times as long as the figures took
    private static final String LEFT_OUT = "#left-out";

    private final PipelineSpec pipeline;
    private final String definition;
    private final Terms terms;
    private final int size;
    private final QualityMeters meters;
    private final Map<String, SignalWindow> windows = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> store; // MODEL/VERSION#PERIOD, and MODEL/VERSION#left-out
    private long restUntilNanos = System.nanoTime();

    SignalQualityProcessor(PipelineSpec pipeline, int size, MeterRegistry meters) {
        MarketSpec market = pipeline.market().orElseThrow();
        this.pipeline = pipeline;
        this.definition = market.definition();
        this.terms = new Terms(
                market.label().kind() == LabelSpec.Kind.DIRECTION,
                market.signals().quantiles(),
                market.label().horizon(),
                market.evaluate().costBps());
        this.size = size;
        this.meters = new QualityMeters(pipeline.name(), meters);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.store = context.getStateStore(LabelTopology.WINDOWS);
        restore();
        context.schedule(TELL, PunctuationType.WALL_CLOCK_TIME, this::tell);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            Outcome outcome = Outcome.parseFrom(record.value());
            if (outcome.getSignal().getDefinition().equals(definition)) {
                add(outcome);
            }
        } catch (InvalidProtocolBufferException e) {
            // none of ours: anyone can write to a topic
        }
    }

    private void add(Outcome outcome) {
        String version = QualityEvents.version(outcome);
        SignalWindow window = window(version);
        Signal signal = outcome.getSignal();
        if (LeftOut.concerns(signal)) {
            if (!outcome.getCorrected()) {
                window.leaveOut(window.leftOut().with(signal));
                store.put(version + LEFT_OUT, window.leftOut().toBytes());
            }
        } else {
            @Nullable SignalPeriod period = window.add(outcome);
            if (period != null) {
                store.put(key(version, signal.getPeriodEndMillis()), period.toBytes());
                forget(version, window);
            }
        }
        changed.add(version);
    }

    private void forget(String version, SignalWindow window) {
        window.forget().forEach(end -> store.delete(key(version, end)));
    }

    private SignalWindow window(String version) {
        return windows.computeIfAbsent(version, name -> new SignalWindow(size, terms));
    }

    private static String key(String version, long end) {
        return version + "#" + end;
    }

    private void restore() {
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> restore(entry.key, entry.value));
        }
        windows.forEach(this::forget); // where the pipeline has a smaller window by now
        changed.addAll(windows.keySet());
    }

    private void restore(String key, byte[] value) {
        int hash = key.lastIndexOf('#');
        SignalWindow window = window(key.substring(0, hash));
        if (key.endsWith(LEFT_OUT)) {
            window.leaveOut(LeftOut.of(value));
        } else {
            window.restore(Long.parseLong(key.substring(hash + 1)), SignalPeriod.of(value));
        }
    }

    /** Of many signals figures take a while, in which nothing is joined. */
    private void tell(long now) {
        long begin = System.nanoTime();
        if (begin - restUntilNanos < 0) {
            return;
        }
        for (String version : changed) {
            int slash = version.lastIndexOf('/');
            Quality quality = windows.get(version)
                    .quality()
                    .setPipeline(pipeline.name())
                    .setModel(version.substring(0, slash))
                    .setModelVersion(version.substring(slash + 1))
                    .build();
            meters.show(quality);
            context.forward(QualityEvents.record(quality, now));
        }
        changed.clear();
        long end = System.nanoTime();
        restUntilNanos = end + REST * (end - begin);
    }

    @Override
    public void close() {
        meters.close();
    }
}
