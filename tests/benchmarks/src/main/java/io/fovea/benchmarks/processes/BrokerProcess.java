package io.fovea.benchmarks.processes;

import io.fovea.embeddedkafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return start(dataDir, cores, Map.of());
    }

    /** @param settings of the broker, in place of its own */
    public static BrokerProcess start(Path dataDir, Cores cores, Map<String, String> settings) throws IOException {
        Stream<String> pairs = settings.entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue());
        Process process = Jvm.start(
                cores,
                BrokerProcess.class,
                Stream.concat(Stream.of(dataDir.toString()), pairs).toArray(String[]::new));
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

    /** @param arguments its folder, and settings such as {@code log.segment.bytes=1048576} */
    public static void main(String[] arguments) throws IOException {
        Logs.apply();
        Map<String, String> settings = Arrays.stream(arguments)
                .skip(1)
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), 0, settings)) {
            System.out.println(kafka.bootstrapServers());
            while (System.in.read() >= 0) {} // until its parent is gone
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
