package io.fovea.preprocessing.market;

import io.fovea.messaging.Tracing;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Standing;
import io.fovea.streams.PromptCommits;
import io.fovea.transforms.market.InstrumentWindows;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Returns with their ranks become windows of their instrument. */
final class StandingProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final MarketSpec market;
    private final String definition;
    private final WindowExamples examples;
    private final PromptCommits commits;

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> states;
    private PromptCommits.Asking asking;

    StandingProcessor(PipelineSpec pipeline, PromptCommits commits, Tracing tracing) {
        this.commits = commits;
        this.market = pipeline.market().orElseThrow();
        this.definition = market.definition();
        this.examples = new WindowExamples(pipeline, tracing);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.states = context.getStateStore(MarketTopology.WINDOWS);
        this.asking = commits.in(context);
        context.schedule(commits.every(), PunctuationType.WALL_CLOCK_TIME, now -> asking.ask());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Standing standing = Standings.standing(record.value());
        if (!standing.getDefinition().equals(definition)) {
            return; // of the pipeline as it was before
        }
        String instrument = standing.getPeriod().getInstrument();
        InstrumentWindows windows = InstrumentWindows.of(market, states.get(instrument));
        windows.push(
                Returns.of(standing.getPeriod()),
                Standings.values(standing, market.windows().channels()),
                window -> context.forward(
                        examples.record(
                                instrument,
                                window,
                                Returns.trace(standing.getPeriod()).headers(),
                                record.timestamp()),
                        MarketTopology.STANDINGS_TO_EXAMPLES));
        states.put(instrument, windows.toBytes());
        asking.done(record.timestamp());
        asking.ask();
    }
}
