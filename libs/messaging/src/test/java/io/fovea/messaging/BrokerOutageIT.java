package io.fovea.messaging;

import static io.fovea.messaging.Records.copyTo;
import static io.fovea.messaging.Records.counts;
import static io.fovea.messaging.Records.isOrderedByKey;
import static io.fovea.messaging.Records.read;
import static io.fovea.messaging.Records.sleep;
import static io.fovea.messaging.Records.waitFor;
import static io.fovea.messaging.Records.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.subscription.Cancellable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokerOutageIT {

    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void shouldGoOnAfterOutageLongerThanTransactionTimeout() {
        // Given
        int count = 8_000;
        String in = Topics.images("digits");
        String out = Topics.examples("digits");
        var meters = new SimpleMeterRegistry();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            String servers = kafka.bootstrapServers();
            try (TopicAdmin admin = TopicAdmin.of(Map.of("bootstrap.servers", servers))) {
                admin.ensurePipelineTopics("digits");
            }
            write(servers, in, 0, count);
            try (Channels channels = new Channels(servers);
                    ExactlyOnce exactlyOnce = ExactlyOnce.of(settings(servers), meters, channels.clients())) {
                Cancellable channel = channels.open("outage", "outage", in, exactlyOnce, copyTo(out));

                // When
                waitFor(() -> meters.counter("fovea.outage.records").count() > 1_000);
                kafka.stop();
                sleep(2 * TRANSACTION_TIMEOUT.toMillis());
                kafka.restart();
                List<ConsumerRecord<byte[], byte[]>> made = read(servers, out, count);
                channel.cancel();

                // Then
                assertThat(counts(made))
                        .hasSize(count)
                        .allSatisfy((number, times) -> assertThat(times).isOne());
                assertThat(isOrderedByKey(made)).isTrue();
                assertThat(meters.counter("fovea.outage.transactions.aborted").count())
                        .isPositive();
            }
        }
    }

    /** Timeouts so short that every one of them runs out while the broker is away. */
    private static ExactlyOnceSettings settings(String servers) {
        return ExactlyOnceSettings.of("outage", "one", servers)
                .withTransactionTimeout(TRANSACTION_TIMEOUT)
                .withClientProperty("max.block.ms", 2_000)
                .withClientProperty("request.timeout.ms", 1_000)
                .withClientProperty("delivery.timeout.ms", 1_500);
    }
}
