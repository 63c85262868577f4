package io.fovea.preprocessing.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.market.BarCheck;
import io.fovea.market.Decimals;
import io.fovea.messaging.DeadLetters;
import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Bar;
import io.fovea.streams.PromptCommits;
import io.fovea.transforms.market.BarClose;
import io.fovea.transforms.market.InstrumentWindows;
import io.fovea.transforms.market.MarketWindow;
import io.fovea.transforms.market.PeriodReturn;
import io.fovea.transforms.market.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** One partition of bars: each becomes windows of its instrument, or a dead letter, and news of its period. */
final class BarProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final MarketSpec market;
    private final Set<String> universe;
    private final boolean volumes;
    private final BarMeters meters;
    private final WindowExamples examples;
    private final PromptCommits commits;
    private final Map<String, InstrumentWindows> known = new HashMap<>(); // what the store has, read

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> instruments;
    private PartitionNews news;
    private PromptCommits.Asking asking;

    BarProcessor(PipelineSpec pipeline, BarMeters meters, PromptCommits commits, Tracing tracing) {
        this.commits = commits;
        this.market = pipeline.market().orElseThrow();
        this.universe = market.bars().instruments();
        this.volumes = market.needsVolume();
        this.meters = meters;
        this.examples = new WindowExamples(pipeline, tracing);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.instruments = context.getStateStore(MarketTopology.INSTRUMENTS);
        this.news = new PartitionNews(context, market);
        this.asking = commits.in(context);
        this.known.clear(); // a task that was revived has another store
        context.schedule(commits.every(), PunctuationType.WALL_CLOCK_TIME, now -> tellAndAsk());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            take(bar(record), record);
        } catch (RejectedException e) {
            RecordMetadata at = context.recordMetadata().orElseThrow();
            Headers headers = DeadLetters.headers(
                    record.headers(), e.rejection(), WindowExamples.SERVICE, at.topic(), at.partition(), at.offset());
            context.forward(record.withHeaders(headers), MarketTopology.TO_DEAD_LETTERS);
        }
        asking.done(record.timestamp());
        if (asking.isDue()) {
            tellAndAsk();
        }
    }

    /** What a bar has ended is told in its transaction. */
    private void tellAndAsk() {
        news.tell();
        asking.ask();
    }

    private Bar bar(Record<byte[], byte[]> record) {
        Bar bar = parsed(record.value());
        BarCheck.problem(bar).ifPresent(this::invalid);
        if (record.key() == null
                || !Arrays.equals(record.key(), bar.getInstrument().getBytes(UTF_8))) {
            invalid("its record's key is not its instrument, %s.".formatted(bar.getInstrument()));
        }
        if (!universe.isEmpty() && !universe.contains(bar.getInstrument())) {
            invalid("instrument is '%s', which is none of the pipeline's %d."
                    .formatted(bar.getInstrument(), universe.size()));
        }
        return bar;
    }

    private Bar parsed(byte[] value) {
        try {
            if (value != null) {
                return Bar.parseFrom(value);
            }
        } catch (InvalidProtocolBufferException e) {
            meters.invalid();
            throw new RejectedException(new Rejection.MalformedRecord(String.valueOf(e.getMessage())));
        }
        meters.invalid();
        throw new RejectedException(new Rejection.MalformedRecord("it is empty"));
    }

    private void invalid(String problem) {
        meters.invalid();
        throw new RejectedException(new Rejection.InvalidBar(problem));
    }

    private void take(Bar bar, Record<byte[], byte[]> record) {
        String instrument = bar.getInstrument();
        double price = Decimals.toDouble(bar.getClose());
        var close = new BarClose(bar.getPeriodEndMillis(), bar.getAsOfMillis(), price, dollarVolume(bar, price));
        InstrumentWindows windows =
                known.computeIfAbsent(instrument, name -> InstrumentWindows.of(market, instruments.get(name)));
        Verdict verdict = windows.accept(
                close, period -> over(instrument, period, record), window -> forward(instrument, window, record));
        meters.bar(verdict);
        switch (verdict.fate()) {
            case TAKEN -> {
                instruments.put(instrument, windows.toBytes());
                news.known(bar.getAsOfMillis(), record.timestamp(), moment -> closeOpen(moment, record));
            }
            case DROPPED -> {}
            case REFUSED ->
                throw new RejectedException(
                        new Rejection.BarAgainstRule(verdict.reason().name(), verdict.explanation()));
        }
    }

    private double dollarVolume(Bar bar, double price) {
        return volumes && bar.hasVolume() ? Decimals.toDouble(bar.getVolume()) * price : Double.NaN;
    }

    /** Ends what was over at {@code moment}, of every instrument of this partition. */
    private void closeOpen(long moment, Record<byte[], byte[]> record) {
        try (KeyValueIterator<String, byte[]> all = instruments.all()) {
            all.forEachRemaining(entry -> {
                InstrumentWindows windows =
                        known.computeIfAbsent(entry.key, name -> InstrumentWindows.of(market, entry.value));
                boolean closed = windows.closeAt(
                        moment,
                        period -> over(entry.key, period, record),
                        window -> forward(entry.key, window, record));
                if (closed) {
                    instruments.put(entry.key, windows.toBytes());
                }
            });
        }
    }

    private void over(String instrument, PeriodReturn period, Record<byte[], byte[]> cause) {
        if (period.missing() > 0) {
            meters.missing(period.missing());
        }
        news.over(instrument, period, cause.headers());
    }

    private void forward(String instrument, MarketWindow window, Record<byte[], byte[]> cause) {
        context.forward(
                examples.record(instrument, window, cause.headers(), cause.timestamp()), MarketTopology.TO_EXAMPLES);
    }
}
