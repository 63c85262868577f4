package io.fovea.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The ways into a running house whose pipeline takes images of 28 by 28. */
final class Doors implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new Bytes();

    private final String pipeline;
    private final SoundRequests requests;
    private final RawHttp http;
    private final ManagedChannel channel;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String bootstrapServers;

    Doors(Platform platform, String pipeline, int grpcPort, byte[] image) {
        this.pipeline = pipeline;
        this.requests = new SoundRequests(pipeline, image);
        this.http = new RawHttp(platform.http().orElseThrow());
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort)
                .usePlaintext()
                .build();
        this.bootstrapServers = platform.bootstrapServers();
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    RawHttp http() {
        return http;
    }

    SoundRequests requests() {
        return requests;
    }

    /** The status of a call with these bytes as its message. */
    String grpc(String method, byte[] message) {
        MethodDescriptor<byte[], byte[]> called = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("inference.GRPCInferenceService/" + method)
                .setRequestMarshaller(BYTES)
                .setResponseMarshaller(BYTES)
                .build();
        try {
            ClientCalls.blockingUnaryCall(channel, called, CallOptions.DEFAULT, message);
            return "OK";
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode().name();
        }
    }

    /** Sends a record as a stranger writes it, straight to a topic; whether it did: one with a label would get no answer. */
    boolean send(Mutations mutations, StrangeRecord strange) {
        byte[] value = mutations.below(20) == 0 ? null : mutations.of(strange.value());
        if (value != null && strange.isLabelled(value)) {
            return false;
        }
        byte[] key = mutations.below(10) == 0 ? null : mutations.of(strange.key());
        var record = new ProducerRecord<>(strange.topic(), key, value);
        for (String header : List.of("fovea-model-alias", "traceparent", "ce_id", "", "dead-letter-reason")) {
            if (mutations.below(3) == 0) {
                byte[] word = mutations.below(5) == 0 ? null : mutations.word().getBytes(UTF_8);
                record.headers().add(header, word);
            }
        }
        producer.send(record);
        return true;
    }

    /** Returns how many answers there are when no more come. */
    long stillAnswers() {
        long before = -1;
        long now = answers();
        while (now != before) {
            Pause.millis(2_000);
            before = now;
            now = answers();
        }
        return now;
    }

    /** Predictions and dead letters so far. */
    long answers() {
        return List.of("predictions", "dead-letters").stream()
                .mapToLong(topic -> new CommittedTopic(bootstrapServers, "fovea." + topic + "." + pipeline)
                        .records()
                        .size())
                .sum();
    }

    void awaitAnswers(long count) {
        producer.flush();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (answers() < count) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("%d answers instead of %d after %s".formatted(answers(), count, PATIENCE));
            }
            Pause.millis(500);
        }
        Pause.millis(1_000); // for those that should not come
        if (answers() != count) {
            throw new AssertionError("%d answers instead of %d".formatted(answers(), count));
        }
    }

    /** Returns when a sound request is answered. */
    void awaitAnswer() throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (http.send("POST", "/v2/models/" + pipeline + "/infer", Map.of(), SoundRequests.json())
                        .status()
                != 200) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("A sound request is not answered.");
            }
            Pause.millis(500);
        }
    }

    @Override
    public void close() {
        producer.close();
        channel.shutdownNow();
    }

    /** As they are. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
