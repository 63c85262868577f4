package io.fovea.predictor.market;

import io.fovea.messaging.Topics;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.predictor.drift.PeriodDrift;
import io.fovea.streams.PipelineTopology;
import io.fovea.streams.PromptCommits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * From scores to signals.
 *
 * <pre>
 * scores.P  -\\
 *             [signals] -> predictions.P   score, rank and quantile among the period's scores
 * periods.P -/         \\
 *                        -> drift.P     every so many periods, where the pipeline declares serve.drift
 * </pre>
 *
 * <p>See {@code docs/adr/0012-when-a-cross-section-is-whole.md}.
 */
public final class SignalTopology {

    static final String SIGNALS = "signals";
    static final String SCORES = "scores";
    static final String PERIODS = "periods";
    static final String DRIFT = "drift";
    static final String TO_PREDICTIONS = "to-predictions";
    static final String TO_DRIFT = "to-drift";

    private SignalTopology() {}

    /**
     * What runs for a pipeline on bars.
     *
     * @param allScored whether each score that will come has come
     * @param commitInterval how often what follows from a live bar becomes visible
     * @param drift who watches periods, a new one each time; where nobody does, none
     */
    public static PipelineTopology of(
            PipelineSpec pipeline,
            BooleanSupplier allScored,
            Duration commitInterval,
            Tracing tracing,
            Optional<Supplier<PeriodDrift>> drift) {
        var topology = new Topology();
        topology.addSource("from-scores", Topics.scores(pipeline.name()));
        topology.addSource("from-periods", Topics.periods(pipeline.name()));
        var commits = new PromptCommits(commitInterval);
        topology.addProcessor(
                SIGNALS,
                () -> new SignalProcessor(pipeline, allScored, commits, tracing, drift.map(Supplier::get)),
                "from-scores",
                "from-periods");
        topology.addStateStore(store(SCORES), SIGNALS);
        topology.addStateStore(store(PERIODS), SIGNALS);
        topology.addSink(TO_PREDICTIONS, Topics.predictions(pipeline.name()), SIGNALS);
        drift.ifPresent(watched -> {
            topology.addStateStore(store(DRIFT), SIGNALS);
            topology.addSink(TO_DRIFT, Topics.drift(pipeline.name()), SIGNALS);
        });
        return new PipelineTopology(applicationId(pipeline), topology);
    }

    /** Carries the definition, as that of preprocessing does. */
    static String applicationId(PipelineSpec pipeline) {
        return "fovea-predictor-" + pipeline.name() + "-"
                + pipeline.market().orElseThrow().definition();
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled();
    }
}
