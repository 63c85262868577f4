package io.fovea.benchmarks.streams;

import io.fovea.benchmarks.processes.Cores;
import io.fovea.benchmarks.processes.Jvm;
import io.fovea.benchmarks.processes.Logs;
import io.fovea.benchmarks.served.ServedNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;

/**
 * A Kafka Streams application that scores each record with ONNX Runtime in its {@code mapValues}, on one thread: the embedded engine
 * of Crayfish (EDBT 2024) at parallelism 1. In a process of its own.
 */
final class OnnxTopology implements AutoCloseable {

    private final Process process;

    private OnnxTopology(Process process) {
        this.process = process;
    }

    /**
     * Returns once it runs.
     *
     * @param model the ONNX file
     * @param guarantee as {@code processing.guarantee} has it
     */
    static OnnxTopology start(
            String bootstrapServers,
            ServedNetwork network,
            Path model,
            String guarantee,
            String from,
            String to,
            Path stateDir)
            throws IOException {
        Process process = Jvm.start(
                Cores.ALL,
                OnnxTopology.class,
                bootstrapServers,
                network.pipeline(),
                model.toString(),
                guarantee,
                from,
                to,
                stateDir.toString());
        if (process.inputReader(StandardCharsets.UTF_8).readLine() == null) {
            throw new IOException("The topology did not start; its errors are above.");
        }
        return new OnnxTopology(process);
    }

    /** What it has used of the processors. */
    Duration processorTime() {
        return Jvm.processorTime(process.toHandle());
    }

    /** @param arguments broker, network, model, guarantee, topics to read and to write, folder */
    public static void main(String[] arguments) throws IOException {
        Logs.apply();
        ServedNetwork network = ServedNetwork.named(arguments[1]);
        var scorer = new OnnxScorer(Path.of(arguments[2]), network.shape());
        var builder = new StreamsBuilder();
        builder.<byte[], byte[]>stream(arguments[4]).mapValues(scorer::score).to(arguments[5]);
        var streams = new KafkaStreams(builder.build(), properties(arguments[0], arguments[3], Path.of(arguments[6])));
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                System.out.println("running");
            }
        });
        streams.start();
        while (System.in.read() >= 0) {} // until its parent is gone
    }

    private static Properties properties(String bootstrapServers, String guarantee, Path stateDir) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "onnx-" + guarantee);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.producerPrefix("linger.ms"), 5); // 100 by default, which would be its latency
        properties.put(StreamsConfig.producerPrefix("batch.size"), 128 * 1024); // as the predictor's producer has it
        return properties;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
