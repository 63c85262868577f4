package io.fovea.preprocessing.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.pipeline.MarketSpec;
import io.fovea.proto.market.v1.Closing;
import io.fovea.proto.market.v1.PeriodClosed;
import io.fovea.proto.market.v1.PeriodNews;
import io.fovea.proto.market.v1.PeriodReturn;
import io.fovea.proto.market.v1.Standing;
import io.fovea.streams.PromptCommits;
import io.fovea.transforms.market.CrossSection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Puts the partitions' news of a period together, and closes the period once it is whole. */
final class CrossSectionProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final MarketSpec market;
    private final String definition;
    private final BarsPartitions partitions;
    private final BarMeters meters;
    private final PromptCommits commits;

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> periods; // news in sum, by period
    private KeyValueStore<String, byte[]> returns; // by period and instrument
    private final NavigableSet<Long> open =
            new TreeSet<>(); // ends of the periods in the store: an iterator of it costs more than news
    private Progress progress;
    private PromptCommits.Asking asking;
    private long written; // when that was written which is looked at

    CrossSectionProcessor(MarketSpec market, BarsPartitions partitions, BarMeters meters, PromptCommits commits) {
        this.market = market;
        this.definition = market.definition();
        this.partitions = partitions;
        this.meters = meters;
        this.commits = commits;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.periods = context.getStateStore(MarketTopology.PERIODS);
        this.returns = context.getStateStore(MarketTopology.RETURNS);
        readOpen();
        this.progress = new Progress(
                context.getStateStore(MarketTopology.PROGRESS),
                partitions,
                market.bars().rules());
        this.asking = commits.in(context);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::look);
        context.schedule(commits.every(), PunctuationType.WALL_CLOCK_TIME, now -> asking.ask());
    }

    private void readOpen() {
        open.clear(); // a task that was revived has another store
        try (KeyValueIterator<String, byte[]> all = periods.all()) {
            all.forEachRemaining(entry -> open.add(PeriodKey.end(entry.key)));
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        PeriodNews news = parsed(record.value());
        if (!news.getDefinition().equals(definition)) {
            return; // of the pipeline as it was before
        }
        long now = context.currentSystemTimeMs();
        written = record.timestamp();
        progress.heard(news, now);
        if (news.getPeriodEndMillis() != 0) {
            add(news, now);
        }
        if (news.getProgressMillis() != 0) {
            closeWhatIsWhole(now);
        }
        asking.ask();
    }

    private void look(long now) {
        written = now;
        closeWhatIsWhole(now);
        asking.ask();
    }

    private static PeriodNews parsed(byte[] value) {
        try {
            return PeriodNews.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A topic of Fovea's own holds what is not Fovea's.", e);
        }
    }

    private void add(PeriodNews news, long now) {
        if (news.getPeriodEndMillis() <= progress.closed()) {
            addAfterClosing(news);
            return;
        }
        String key = PeriodKey.of(news.getPeriodEndMillis());
        byte[] before = periods.get(key);
        PeriodNews sum = before == null ? PeriodNews.getDefaultInstance() : parsed(before);
        int instruments = sum.getInstruments() + news.getInstruments();
        open.add(news.getPeriodEndMillis());
        progress.opened(news.getPeriodEndMillis(), now);
        periods.put(
                key,
                PeriodNews.newBuilder()
                        .setInstruments(instruments)
                        .setWindows(sum.getWindows() + news.getWindows())
                        .build()
                        .toByteArray());
        for (PeriodReturn one : news.getReturnsList()) {
            keep(one);
        }
        int universe = market.bars().instruments().size();
        if (universe > 0 && instruments >= universe) {
            closeUpTo(news.getPeriodEndMillis(), Closing.CLOSING_COMPLETE);
        }
    }

    private void addAfterClosing(PeriodNews news) {
        meters.afterClosing(news.getInstruments());
        news.getReturnsList().forEach(one -> stand(one, 0, 0));
        if (news.getWindows() > 0) { // somebody waits to hear that their scores can leave
            tellClosed(news.getPeriodEndMillis(), news.getWindows(), Closing.CLOSING_LATE);
        }
    }

    /** A carried return is of no bar: it stands in the middle, and beside nobody. */
    private void keep(PeriodReturn one) {
        if (one.getCarried()) {
            stand(one, 0, 0);
        } else {
            returns.put(PeriodKey.of(one.getPeriodEndMillis()) + one.getInstrument(), one.toByteArray());
        }
    }

    private void closeWhatIsWhole(long now) {
        progress.look(now);
        while (!open.isEmpty()) {
            Closing why = progress.closing(open.first(), now);
            if (why == Closing.CLOSING_UNSPECIFIED) {
                return;
            }
            close(open.first(), why);
        }
    }

    private void closeUpTo(long end, Closing why) {
        while (!open.isEmpty() && open.first() <= end) {
            close(open.first(), why);
        }
    }

    private void close(long end, Closing why) {
        String key = PeriodKey.of(end);
        open.remove(end);
        PeriodNews sum = parsed(periods.delete(key));
        rank(key);
        tellClosed(end, sum.getWindows(), why);
        progress.close(end);
    }

    private void tellClosed(long end, int windows, Closing why) {
        PeriodClosed closed = PeriodClosed.newBuilder()
                .setPeriodEndMillis(end)
                .setWindows(windows)
                .setClosing(why)
                .setDefinition(definition)
                .build();
        context.forward(
                new Record<>(Long.toString(end).getBytes(UTF_8), closed.toByteArray(), written),
                MarketTopology.TO_PERIODS);
        asking.done(written);
        meters.closed(why.name().replace("CLOSING_", "").toLowerCase(Locale.ROOT));
    }

    /** The returns that are in; what is in depends on as-of times only, not on who was quicker. */
    private void rank(String key) {
        List<PeriodReturn> all = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> ofPeriod = returns.range(key, key + '\u007f')) {
            ofPeriod.forEachRemaining(entry -> all.add(Standings.periodReturn(entry.value)));
        }
        all.forEach(one -> returns.delete(key + one.getInstrument()));
        List<PeriodReturn> ranked = all.stream().filter(one -> one.getRun() > 0).toList();
        double[] values = ranked.stream().mapToDouble(PeriodReturn::getValue).toArray();
        double[] ranks = CrossSection.centredRanks(values);
        double[] scores = CrossSection.zScores(values);
        for (int i = 0; i < values.length; i++) {
            stand(ranked.get(i), ranks[i], scores[i]);
        }
    }

    private void stand(PeriodReturn one, double rank, double score) {
        Standing standing = Standing.newBuilder()
                .setPeriod(one)
                .setDefinition(definition)
                .setRank((float) rank)
                .setZScore((float) score)
                .build();
        context.forward(
                new Record<>(one.getInstrument().getBytes(UTF_8), standing.toByteArray(), written),
                MarketTopology.TO_STANDINGS);
        asking.done(written);
    }
}
