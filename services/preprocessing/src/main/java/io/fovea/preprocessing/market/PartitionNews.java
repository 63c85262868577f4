package io.fovea.preprocessing.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.pipeline.MarketSpec;
import io.fovea.proto.market.v1.PeriodNews;
import io.fovea.transforms.market.PeriodReturn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a partition of bars has to tell of its periods. What was not told yet is in a store, so it is told exactly once too;
 * it is told a few milliseconds later, so that a thousand bars are one piece of news.
 */
final class PartitionNews {

    private static final Duration EVERY = Duration.ofMillis(5);
    private static final String PROGRESS = "progress";
    private static final String UNTOLD = "untold";

    private final ProcessorContext<byte[], byte[]> context;
    private final MarketSpec market;
    private final KeyValueStore<String, Long> store;
    private final int partition;
    private final byte[] key;
    private final long graceMillis;
    private final String definition;
    private long progress;
    private boolean isUntold;

    PartitionNews(ProcessorContext<byte[], byte[]> context, MarketSpec market) {
        this.context = context;
        this.market = market;
        this.store = context.getStateStore(MarketTopology.PARTITION);
        this.partition = context.taskId().partition();
        this.key = Integer.toString(partition).getBytes(UTF_8);
        this.graceMillis = market.bars().rules().grace().toMillis();
        this.definition = market.definition();
        Long known = store.get(PROGRESS);
        this.progress = known == null ? Long.MIN_VALUE : known;
        this.isUntold = true; // maybe: the store knows
        context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, now -> tell(now));
    }

    /** An instrument's period is over. */
    void over(String instrument, PeriodReturn period) {
        boolean isWindow = period.run() >= market.windows().lags() && !period.carried();
        if (market.windows().isCrossSectional()) {
            tellReturn(instrument, period, isWindow);
        } else if (!period.carried()) {
            String at = PeriodKey.of(period.end());
            Long before = store.get(at);
            store.put(at, (before == null ? 0 : before) + (1L << 32) + (isWindow ? 1 : 0));
            isUntold = true;
        }
    }

    /**
     * A bar was known at {@code asOf}. When that passes a period's end and the grace, {@code closeOpen} is called with
     * the end, for the periods that had no bar since.
     */
    void known(long asOf, LongConsumer closeOpen) {
        if (asOf <= progress) {
            return;
        }
        long overBefore = lastOver(progress);
        progress = asOf;
        if (market.bars().isResampled() && lastOver(asOf) > overBefore) {
            closeOpen.accept(lastOver(asOf));
        }
        store.put(PROGRESS, asOf);
        store.put(UNTOLD, asOf);
        isUntold = true;
    }

    /** The newest period's end whose grace is over at {@code asOf}. */
    private long lastOver(long asOf) {
        return asOf == Long.MIN_VALUE ? Long.MIN_VALUE : market.bars().period().endBefore(asOf - graceMillis);
    }

    private void tellReturn(String instrument, PeriodReturn period, boolean isWindow) {
        PeriodNews.Builder told = news().setPeriodEndMillis(period.end())
                .setInstruments(period.carried() ? 0 : 1)
                .setWindows(isWindow ? 1 : 0);
        told.addReturns(Returns.record(instrument, period));
        send(told.build(), context.currentSystemTimeMs());
    }

    private void tell(long now) {
        if (!isUntold) {
            return;
        }
        List<KeyValue<String, Long>> untold = new ArrayList<>();
        try (KeyValueIterator<String, Long> all = store.all()) {
            all.forEachRemaining(untold::add);
        }
        for (KeyValue<String, Long> entry : untold) {
            if (entry.key.length() == PeriodKey.LENGTH) {
                send(
                        news().setPeriodEndMillis(PeriodKey.end(entry.key))
                                .setInstruments((int) (entry.value >>> 32))
                                .setWindows(entry.value.intValue())
                                .build(),
                        now);
                store.delete(entry.key);
            }
        }
        Long untoldProgress = store.delete(UNTOLD);
        if (untoldProgress != null) { // last, since it says that all before it was told
            send(news().setProgressMillis(untoldProgress).build(), now);
        }
        isUntold = false;
    }

    private PeriodNews.Builder news() {
        return PeriodNews.newBuilder().setDefinition(definition).setPartition(partition);
    }

    private void send(PeriodNews told, long now) {
        context.forward(new Record<>(key, told.toByteArray(), now), MarketTopology.TO_NEWS);
    }
}
