package io.fovea.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.messaging.BatchOutput;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class InferenceStageTest {

    private final FakeEngine engine = new FakeEngine();
    private final List<String> sent = new ArrayList<>();
    private final List<Long> rejected = new ArrayList<>();
    private final List<Long> left = new ArrayList<>();

    @Test
    void shouldRunAtMostTheLargestBatchAtOnce() {
        // When
        process(4, Integer.MAX_VALUE, records(1, 2, 3, 4, 5, 6));

        // Then
        assertThat(sent).containsExactly("0 of 4", "1 of 4", "2 of 4", "3 of 4", "4 of 2", "5 of 2");
        assertThat(left).isEmpty();
    }

    @Test
    void shouldLeaveTheRestWhenTheTimeIsUpAndRejectNothingOfIt() {
        // Given: the sixth record, which nobody looks at, makes the model fail
        List<ConsumerRecord<byte[], byte[]>> records = records(1, 2, 3, 4, 5, 13);

        // When
        process(2, 2, records);

        // Then
        assertThat(sent).containsExactly("0 of 2", "1 of 2", "2 of 2", "3 of 2");
        assertThat(left).containsExactly(4L, 5L);
        assertThat(rejected).isEmpty();
    }

    @Test
    void shouldReadWhatItsRoleReadsAndWhatBecomesADeadLetter() {
        // Given
        PipelineSpec known = Samples.pipeline(2);
        InferenceStage stage = stage(
                name -> Optional.of(known).filter(pipeline -> pipeline.name().equals(name)));

        // When, Then
        assertThat(stage.reads(Topics.examples(known.name()))).isTrue();
        assertThat(stage.reads(Topics.features(known.name()))).isFalse();
        assertThat(stage.reads(Topics.features("unknown"))).isTrue();
    }

    /** @param batches of the model after which the time is up */
    private void process(int largest, int batches, List<ConsumerRecord<byte[], byte[]>> records) {
        stage(name -> Optional.of(Samples.pipeline(largest))).process(records, outputUntil(batches));
    }

    private InferenceStage stage(Function<String, Optional<PipelineSpec>> pipelines) {
        return new InferenceStage(
                pipelines,
                name -> Optional.of(new ModelLease(Samples.model(engine), () -> {})),
                Samples.noTrials(),
                Samples.role(),
                new ServingMetrics(new SimpleMeterRegistry(), "test"));
    }

    private BatchOutput outputUntil(int batches) {
        return new BatchOutput() {
            @Override
            public void send(ProducerRecord<byte[], byte[]> record) {
                sent.add(new String(record.value(), UTF_8));
            }

            @Override
            public void reject(ConsumerRecord<byte[], byte[]> record, Rejection why) {
                rejected.add(record.offset());
            }

            @Override
            public void postpone(ConsumerRecord<byte[], byte[]> record) {
                throw new AssertionError("Nothing is to wait.");
            }

            @Override
            public boolean isTimeUp() {
                return engine.batchSizes.size() >= batches;
            }

            @Override
            public void leave(ConsumerRecord<byte[], byte[]> record) {
                left.add(record.offset());
            }
        };
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(float... numbers) {
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> Samples.record(i, numbers[i], 0))
                .toList();
    }
}
