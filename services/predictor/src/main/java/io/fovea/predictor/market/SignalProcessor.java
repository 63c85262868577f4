package io.fovea.predictor.market;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.fovea.messaging.HeldTrace;
import io.fovea.messaging.Topics;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.predictor.drift.PeriodDrift;
import io.fovea.proto.market.v1.Closing;
import io.fovea.proto.market.v1.PeriodClosed;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.streams.PromptCommits;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Holds a period's scores until there are as many as the period had windows, then lets them leave with their ranks. */
final class SignalProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String periodsTopic;
    private final MarketSpec market;
    private final SignalEvents events;
    private final String definition;
    private final BooleanSupplier allScored;
    private final PromptCommits commits;
    private final Optional<PeriodDrift> drift;
    private final Map<String, Long> heardAt = new HashMap<>(); // by the clock, in this life

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> scores; // by period and id
    private KeyValueStore<String, byte[]> periods; // what is known of a period
    private PromptCommits.Asking asking;
    private long written; // when that was written which is looked at

    SignalProcessor(
            PipelineSpec pipeline,
            BooleanSupplier allScored,
            PromptCommits commits,
            Tracing tracing,
            Optional<PeriodDrift> drift) {
        this.periodsTopic = Topics.periods(pipeline.name());
        this.market = pipeline.market().orElseThrow();
        this.events = new SignalEvents(pipeline.name(), tracing);
        this.definition = market.definition();
        this.allScored = allScored;
        this.commits = commits;
        this.drift = drift;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.scores = context.getStateStore(SignalTopology.SCORES);
        this.periods = context.getStateStore(SignalTopology.PERIODS);
        this.asking = commits.in(context);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::giveUpOnTheMissing);
        context.schedule(commits.every(), PunctuationType.WALL_CLOCK_TIME, now -> asking.ask());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        written = record.timestamp();
        if (context.recordMetadata().orElseThrow().topic().equals(periodsTopic)) {
            closed(parsed(PeriodClosed.parser(), record.value()));
        } else {
            scored(parsed(Prediction.parser(), record.value()), record);
        }
        asking.ask();
    }

    private void closed(PeriodClosed period) {
        if (!period.getDefinition().equals(definition)) {
            return; // of the pipeline as it was before
        }
        String key = key(period.getPeriodEndMillis());
        KnownPeriod known = known(key);
        if (known.isDone()) {
            return; // its late scores leave as they come
        }
        if (period.getClosing() == Closing.CLOSING_LATE && known.windows() < 0) {
            leave(key, known, all -> all); // without a rank: nobody knows how many there will be
        } else {
            update(key, known.withMoreWindows(period.getWindows()));
        }
    }

    private void scored(Prediction prediction, Record<byte[], byte[]> record) {
        if (!prediction.getSignal().getDefinition().equals(definition)) {
            return; // of the pipeline as it was before
        }
        String key = key(prediction.getSignal().getPeriodEndMillis());
        KnownPeriod known = known(key);
        var score = new HeldScore(prediction, HeldTrace.of(record.headers()), context.currentSystemTimeMs());
        if (known.isDone()) {
            forward(prediction, score, record.timestamp()); // without a rank: its cross-section has left
            return;
        }
        scores.put(key + prediction.getId(), score.toBytes());
        update(key, known.withOneMore());
    }

    private void update(String key, KnownPeriod known) {
        heardAt.put(key, context.currentSystemTimeMs());
        if (known.isWhole()) {
            leave(key, known);
        } else {
            periods.put(key, known.toBytes());
        }
    }

    private void leave(String key, KnownPeriod known) {
        leave(key, known, all -> CrossSectionOfScores.of(all, market));
    }

    private void leave(String key, KnownPeriod known, UnaryOperator<List<Prediction>> ranking) {
        long now = context.currentSystemTimeMs();
        Map<String, HeldScore> held = take(key);
        List<Prediction> signals =
                ranking.apply(held.values().stream().map(HeldScore::prediction).toList());
        signals.forEach(signal -> forward(signal, held.get(signal.getId()), now));
        drift.flatMap(watched -> watched.left(signals, context.getStateStore(SignalTopology.DRIFT), now))
                .ifPresent(compared -> context.forward(compared, SignalTopology.TO_DRIFT));
        periods.put(key, known.done().toBytes());
        heardAt.remove(key);
    }

    /** By id, in the order of ids. */
    private Map<String, HeldScore> take(String key) {
        Map<String, HeldScore> all = new LinkedHashMap<>();
        try (KeyValueIterator<String, byte[]> ofPeriod = scores.range(key, key + '\u007f')) {
            ofPeriod.forEachRemaining(entry -> all.put(entry.key.substring(key.length()), HeldScore.of(entry.value)));
        }
        all.keySet().forEach(id -> scores.delete(key + id));
        return all;
    }

    /** A window that became a dead letter has no score; the others leave without it once the predictor is past it. */
    private void giveUpOnTheMissing(long now) {
        written = now;
        if (heardAt.isEmpty()) {
            listenFrom(now);
        }
        List<String> idle = heardAt.entrySet().stream()
                .filter(entry ->
                        now - entry.getValue() >= market.bars().rules().idle().toMillis())
                .map(Map.Entry::getKey)
                .filter(key -> known(key).isClosedWithScores())
                .toList();
        if (!idle.isEmpty() && allScored.getAsBoolean()) {
            idle.forEach(key -> leave(key, known(key)));
        }
    }

    /** What waited when this life began. */
    private void listenFrom(long now) {
        try (KeyValueIterator<String, byte[]> all = periods.all()) {
            all.forEachRemaining(entry -> {
                if (KnownPeriod.of(entry.value).isClosedWithScores()) {
                    heardAt.put(entry.key, now);
                }
            });
        }
    }

    private void forward(Prediction signal, HeldScore score, long timestamp) {
        context.forward(events.record(signal, score, timestamp), SignalTopology.TO_PREDICTIONS);
        asking.done(written);
    }

    private KnownPeriod known(String key) {
        byte @Nullable [] value = periods.get(key);
        return value == null ? KnownPeriod.NOTHING : KnownPeriod.of(value);
    }

    /** In the order of time, before 1970 too. */
    private static String key(long end) {
        return "p%016x".formatted(end ^ Long.MIN_VALUE);
    }

    @Override
    public void close() {
        drift.ifPresent(PeriodDrift::close);
    }

    private static <T> T parsed(Parser<T> parser, byte[] value) {
        try {
            return parser.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A topic of Fovea's own holds what is not Fovea's.", e);
        }
    }
}
