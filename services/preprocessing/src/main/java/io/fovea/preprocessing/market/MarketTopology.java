package io.fovea.preprocessing.market;

import io.fovea.messaging.Topics;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.streams.PipelineTopology;
import io.fovea.streams.PromptCommits;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The way of a pipeline's bars.
 *
 * <pre>
 * bars.P -> [instruments] --> examples.P          live and labelled windows
 *                |      \---> dead-letters.P
 *                v
 *         period-news.P -> [cross-sections] --> periods.P     a period is over, with so many windows
 *          (1 partition)         |
 *                                v  where a channel is a rank or a z-score
 *                          standings.P -> [windows] --> examples.P
 * </pre>
 *
 * <p>See {@code docs/adr/0011-state-of-instruments.md} and {@code 0012-when-a-cross-section-is-whole.md}.
 */
public final class MarketTopology {

    static final String INSTRUMENTS = "instruments";
    static final String PARTITION = "partition";
    static final String PERIODS = "periods";
    static final String RETURNS = "returns";
    static final String PROGRESS = "progress";
    static final String WINDOWS = "windows";

    static final String TO_EXAMPLES = "to-examples";
    static final String TO_DEAD_LETTERS = "to-dead-letters";
    static final String TO_NEWS = "to-period-news";
    static final String TO_PERIODS = "to-periods";
    static final String TO_STANDINGS = "to-standings";
    static final String STANDINGS_TO_EXAMPLES = "standings-to-examples";

    private MarketTopology() {}

    /**
     * What runs for a pipeline on bars.
     *
     * @param commitInterval how often what follows from a live bar becomes visible
     */
    public static PipelineTopology of(
            PipelineSpec pipeline,
            BarsPartitions partitions,
            BarMeters meters,
            Duration commitInterval,
            Tracing tracing) {
        return new PipelineTopology(
                applicationId(pipeline), topology(pipeline, partitions, meters, commitInterval, tracing));
    }

    private static Topology topology(
            PipelineSpec pipeline,
            BarsPartitions partitions,
            BarMeters meters,
            Duration commitInterval,
            Tracing tracing) {
        MarketSpec market = pipeline.market().orElseThrow();
        String name = pipeline.name();
        var ofBars = new PromptCommits(commitInterval);
        var ofPeriods = new PromptCommits(commitInterval); // they end when bars have just been committed
        var topology = new Topology();
        topology.addSource("bars", Topics.bars(name));
        topology.addProcessor(INSTRUMENTS, () -> new BarProcessor(pipeline, meters, ofBars, tracing), "bars");
        topology.addStateStore(store(INSTRUMENTS, Serdes.String(), Serdes.ByteArray()), INSTRUMENTS);
        topology.addStateStore(store(PARTITION, Serdes.String(), Serdes.Long()), INSTRUMENTS);
        topology.addSink(TO_EXAMPLES, Topics.examples(name), INSTRUMENTS);
        topology.addSink(TO_DEAD_LETTERS, Topics.deadLetters(name), INSTRUMENTS);
        topology.addSink(TO_NEWS, Topics.periodNews(name), INSTRUMENTS);

        topology.addSource("period-news", Topics.periodNews(name));
        topology.addProcessor(
                PERIODS, () -> new CrossSectionProcessor(market, partitions, meters, ofPeriods), "period-news");
        topology.addStateStore(store(PERIODS, Serdes.String(), Serdes.ByteArray()), PERIODS);
        topology.addStateStore(store(RETURNS, Serdes.String(), Serdes.ByteArray()), PERIODS);
        topology.addStateStore(store(PROGRESS, Serdes.String(), Serdes.Long()), PERIODS);
        topology.addSink(TO_PERIODS, Topics.periods(name), PERIODS);
        if (market.windows().isCrossSectional()) {
            topology.addSink(TO_STANDINGS, Topics.standings(name), PERIODS);
            topology.addSource("standings", Topics.standings(name));
            var ofStandings = new PromptCommits(commitInterval);
            topology.addProcessor(WINDOWS, () -> new StandingProcessor(pipeline, ofStandings, tracing), "standings");
            topology.addStateStore(store(WINDOWS, Serdes.String(), Serdes.ByteArray()), WINDOWS);
            topology.addSink(STANDINGS_TO_EXAMPLES, Topics.examples(name), WINDOWS);
        }
        return topology;
    }

    /** In memory with a changelog: after kill -9 Kafka Streams reads the changelog in any case. Cached until a commit. */
    private static <K, V> StoreBuilder<KeyValueStore<K, V>> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, values)
                .withCachingEnabled();
    }

    /** Carries the definition, so that a pipeline with other windows begins with no state, at the first bar. */
    public static String applicationId(PipelineSpec pipeline) {
        return "fovea-preprocessing-" + pipeline.name() + "-"
                + pipeline.market().orElseThrow().definition();
    }
}
