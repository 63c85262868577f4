package io.fovea.messaging;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.subscription.Cancellable;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A broker for a class of tests; topics, and a group that is named as their pipeline, for each test. */
abstract class StreamStand {

    @TempDir
    static Path folder;

    static Channels channels;
    static TopicAdmin admin;
    static String servers;

    private static EmbeddedKafka kafka;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    String in;
    String out;
    String group;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder);
        servers = kafka.bootstrapServers();
        channels = new Channels(servers);
        admin = TopicAdmin.of(Map.of("bootstrap.servers", servers));
    }

    @AfterAll
    static void stop() {
        admin.close();
        channels.close();
        kafka.close();
    }

    @BeforeEach
    void createTopics() {
        group = UUID.randomUUID().toString();
        in = Topics.images(group);
        out = Topics.examples(group);
        admin.ensurePipelineTopics(group);
    }

    ExactlyOnce exactlyOnce(String service) {
        return ExactlyOnce.of(ExactlyOnceSettings.of(service, group, servers), meters, channels.clients());
    }

    static void close(Cancellable channel, ExactlyOnce exactlyOnce) {
        channel.cancel();
        exactlyOnce.close();
    }
}
