package io.fovea.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.messaging.TopicTable;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.testing.StreamClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineStreamsIT {

    private static final String FILE = """
            pipeline: p
            input: {channels: 1, size: [28, 28]}
            model: {architecture: lenet5, classes: 10}
            """;

    @TempDir
    private Path folder;

    private EmbeddedKafka kafka;
    private StreamClient stream;
    private TopicTable<PipelineSpec> pipelines;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        stream = new StreamClient(kafka.bootstrapServers());
        stream.apply(FILE);
        pipelines = TopicTable.follow(
                client(),
                Topics.PIPELINES,
                value -> PipelineSpec.parse(Pipeline.parseFrom(value).getFile()));
    }

    @AfterEach
    void stop() {
        pipelines.close();
        stream.close();
        kafka.close();
    }

    @Test
    void shouldRunTheOthersWhereOneFailsAndTryThatAgain() {
        // Given
        AtomicInteger failures = new AtomicInteger();
        List<PipelineTopology> topologies = List.of(
                new PipelineTopology("copies", topology(Copying::new)),
                new PipelineTopology("fails", topology(() -> new Failing(failures))));

        // When
        try (PipelineStreams streams = PipelineStreams.follow(settings(), pipelines, pipeline -> topologies)) {
            send("a");
            waitFor(() -> failures.get() >= 2);
            send("b");

            // Then
            assertThat(copied(2)).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void shouldStartAnewWithAPipelineThatChanges() {
        // Given
        AtomicInteger made = new AtomicInteger();
        try (PipelineStreams streams = PipelineStreams.follow(settings(), pipelines, pipeline -> {
            made.incrementAndGet();
            return List.of(new PipelineTopology("copies", topology(Copying::new)));
        })) {
            send("a");
            assertThat(copied(1)).containsExactly("a");

            // When
            stream.apply(FILE + "train: {epochs: 3}\n");
            waitFor(() -> made.get() == 2);
            send("b");

            // Then: each once
            assertThat(copied(2)).containsExactlyInAnyOrder("a", "b");
        }
    }

    private static Topology topology(ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
        return new Topology()
                .addSource("from", Topics.images("p"))
                .addProcessor("processor", processor, "from")
                .addSink("to", Topics.predictions("p"), "processor");
    }

    private static final class Copying implements Processor<byte[], byte[], byte[], byte[]> {
        private ProcessorContext<byte[], byte[]> context;

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            this.context = context;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            context.forward(record);
        }
    }

    private record Failing(AtomicInteger failures) implements Processor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            failures.incrementAndGet();
            throw new IllegalStateException("planted");
        }
    }

    private void send(String key) {
        stream.send(Topics.images("p"), key, new byte[] {1});
        stream.flush();
    }

    private List<String> copied(int count) {
        return stream.read(Topics.predictions("p"), count).stream()
                .map(ConsumerRecord::key)
                .map(key -> new String(key, UTF_8))
                .toList();
    }

    private static void waitFor(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it never was so").isLessThan(deadline);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private StreamsSettings settings() {
        return new StreamsSettings("test", "one", client(), folder.resolve("state"), Duration.ofMillis(20), 1);
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
