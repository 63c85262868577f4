package io.fovea.preprocessing.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.HeldTrace;
import io.fovea.pipeline.MarketSpec;
import io.fovea.proto.market.v1.PeriodNews;
import io.fovea.transforms.market.PeriodReturn;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a partition of bars has to tell of its periods. What was not told yet is in a store too, so it is told exactly once,
 * whenever the transaction ends; many bars are one piece of news.
 */
final class PartitionNews {

    private static final String PROGRESS = "progress";
    private static final String UNTOLD = "untold";

    private final ProcessorContext<byte[], byte[]> context;
    private final MarketSpec market;
    private final KeyValueStore<String, Long> store;
    private final Map<Long, Long> over =
            new TreeMap<>(); // by period's end: instruments << 32 | windows, as in the store
    private final int partition;
    private final byte[] key;
    private final long graceMillis;
    private final String definition;
    private long newestEnd = Long.MIN_VALUE; // many bars in turn are of one period
    private String newestKey = PeriodKey.of(newestEnd);
    private long progress;
    private boolean isProgressUntold;
    private long timestamp; // of the newest bar that is told of

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
        this.isProgressUntold = store.get(UNTOLD) != null;
        readUntold();
    }

    private void readUntold() {
        try (KeyValueIterator<String, Long> all = store.all()) {
            all.forEachRemaining(entry -> {
                if (entry.key.length() == PeriodKey.LENGTH) {
                    over.put(PeriodKey.end(entry.key), entry.value);
                }
            });
        }
    }

    /** An instrument's period is over, by a bar that came with these headers. */
    void over(String instrument, PeriodReturn period, Headers cause) {
        boolean isWindow = period.run() >= market.windows().lags() && !period.carried();
        if (market.windows().isCrossSectional()) {
            tellReturn(Returns.record(instrument, period, HeldTrace.of(cause)), isWindow);
        } else if (!period.carried()) {
            long one = (1L << 32) + (isWindow ? 1 : 0);
            if (period.end() != newestEnd) {
                newestEnd = period.end();
                newestKey = PeriodKey.of(newestEnd);
            }
            store.put(newestKey, over.merge(period.end(), one, Long::sum));
        }
    }

    /**
     * A bar was known at {@code asOf}. When that passes a period's end and the grace, {@code closeOpen} is called with
     * the end, for the periods that had no bar since.
     *
     * @param written when the bar was written to its topic
     */
    void known(long asOf, long written, LongConsumer closeOpen) {
        timestamp = Math.max(timestamp, written);
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
        isProgressUntold = true;
    }

    /** The newest period's end whose grace is over at {@code asOf}. */
    private long lastOver(long asOf) {
        return asOf == Long.MIN_VALUE ? Long.MIN_VALUE : market.bars().period().endBefore(asOf - graceMillis);
    }

    private void tellReturn(io.fovea.proto.market.v1.PeriodReturn one, boolean isWindow) {
        send(news().setPeriodEndMillis(one.getPeriodEndMillis())
                .setInstruments(one.getCarried() ? 0 : 1)
                .setWindows(isWindow ? 1 : 0)
                .addReturns(one)
                .build());
    }

    /** Tells what was not told yet. */
    void tell() {
        over.forEach((end, counts) -> {
            send(news().setPeriodEndMillis(end)
                    .setInstruments((int) (counts >>> 32))
                    .setWindows(counts.intValue())
                    .build());
            store.delete(PeriodKey.of(end));
        });
        over.clear();
        if (isProgressUntold) { // last, since it says that all before it was told
            send(news().setProgressMillis(store.delete(UNTOLD)).build());
            isProgressUntold = false;
        }
    }

    private PeriodNews.Builder news() {
        return PeriodNews.newBuilder().setDefinition(definition).setPartition(partition);
    }

    private void send(PeriodNews told) {
        context.forward(new Record<>(key, told.toByteArray(), timestamp), MarketTopology.TO_NEWS);
    }
}
