package io.fovea.benchmarks.processes;

import io.fovea.embeddedkafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A broker in a JVM of its own, so that its work is not counted as its clients'. */
public final class BrokerProcess implements AutoCloseable {

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    public static BrokerProcess start(Path dataDir) throws IOException {
        return start(dataDir, Cores.ALL);
    }

    public static BrokerProcess start(Path dataDir, Cores cores) throws IOException {
        Process process = Jvm.start(cores, BrokerProcess.class, dataDir.toString());
        return new BrokerProcess(
                process, process.inputReader(StandardCharsets.UTF_8).readLine());
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** What it has used of the processors. */
    public Duration processorTime() {
        return Jvm.processorTime(process.toHandle());
    }

    /** @param arguments its folder */
    public static void main(String[] arguments) throws IOException {
        Logs.apply();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]))) {
            System.out.println(kafka.bootstrapServers());
            while (System.in.read() >= 0) {} // until its parent is gone
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
