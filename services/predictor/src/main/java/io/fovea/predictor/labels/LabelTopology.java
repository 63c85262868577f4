package io.fovea.predictor.labels;

import io.fovea.messaging.Topics;
import io.fovea.pipeline.DelayedLabelSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.streams.PipelineTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * From labels to how right a version was.
 *
 * <pre>
 * predictions.P -\
 *                 [outcomes] -> outcomes.P -> [quality] -> quality.P
 * labels.P ------/
 * </pre>
 *
 * <p>A market's windows bring their labels themselves once the horizon has passed, in {@code examples.P} in place of {@code labels.P}.
 *
 * <p>What waits is bounded by number and in memory, with a changelog: it survives a crash, and moves with its partitions.
 */
public final class LabelTopology {

    static final String PREDICTIONS = "predictions-that-wait";
    static final String LABELS = "labels-that-wait";
    static final String WINDOWS = "windows-of-outcomes";

    private LabelTopology() {}

    /** What runs for a pipeline that declares {@code serve.labels}. */
    public static PipelineTopology of(PipelineSpec pipeline, DelayedLabelSpec labels, MeterRegistry meters) {
        String name = pipeline.name();
        JoinedRecords records = records(pipeline);
        var topology = new Topology();
        topology.addSource("from-predictions", Topics.predictions(name));
        topology.addSource("from-labels", records.labelsTopic());
        topology.addProcessor(
                "outcomes", () -> new OutcomeProcessor(name, records, meters), "from-predictions", "from-labels");
        topology.addStateStore(newest(PREDICTIONS, labels.waiting()), "outcomes");
        topology.addStateStore(newest(LABELS, labels.waiting()), "outcomes");
        topology.addSink("to-outcomes", Topics.outcomes(name), "outcomes");
        topology.addSource("from-outcomes", Topics.outcomes(name));
        topology.addProcessor("quality", quality(pipeline, labels.window(), meters), "from-outcomes");
        topology.addStateStore(windows(), "quality");
        topology.addSink("to-quality", Topics.quality(name), "quality");
        return new PipelineTopology(applicationId(pipeline), topology);
    }

    /**
     * A label meets its prediction only where both are in the partition of the same number.
     *
     * @param partitions how many a topic has
     * @throws IllegalStateException where the topics do not have as many
     */
    public static void checkPartitions(PipelineSpec pipeline, ToIntFunction<String> partitions) {
        String predictions = Topics.predictions(pipeline.name());
        String labels = records(pipeline).labelsTopic();
        int ofPredictions = partitions.applyAsInt(predictions);
        int ofLabels = partitions.applyAsInt(labels);
        if (ofPredictions != ofLabels) {
            throw new IllegalStateException(
                    "%s has %d partitions and %s %d, so labels would miss their predictions: give both as many."
                            .formatted(predictions, ofPredictions, labels, ofLabels));
        }
    }

    private static JoinedRecords records(PipelineSpec pipeline) {
        return pipeline.market().isPresent() ? new SignalRecords(pipeline) : new ClassRecords(pipeline.name());
    }

    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> quality(
            PipelineSpec pipeline, int window, MeterRegistry meters) {
        return pipeline.market().isPresent()
                ? () -> new SignalQualityProcessor(pipeline, window, meters)
                : () -> new QualityProcessor(pipeline.name(), window, meters);
    }

    /** Of a market it carries the definition, as that of its signals does. */
    private static String applicationId(PipelineSpec pipeline) {
        String definition =
                pipeline.market().map(market -> "-" + market.definition()).orElse("");
        return "fovea-predictor-labels-" + pipeline.name() + definition;
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> newest(String name, int most) {
        return Stores.keyValueStoreBuilder(Stores.lruMap(name, most), Serdes.String(), Serdes.ByteArray());
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> windows() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(WINDOWS), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled();
    }
}
