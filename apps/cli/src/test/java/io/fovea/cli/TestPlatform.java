package io.fovea.cli;

import com.google.protobuf.MessageLite;
import io.fovea.cli.client.Connection;
import io.fovea.cli.terminal.RecordingTerminal;
import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.messaging.ControlProducer;
import io.fovea.proto.model.v1.TrialFigures;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.Lineage;
import io.fovea.registry.ManifestDraft;
import io.fovea.registry.ModelRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A broker, a storage and no services: what the commands are tested against. */
final class TestPlatform implements AutoCloseable {

    static final String DIGITS = """
            pipeline: digits
            input: {kind: image, channels: 1, size: [28, 28]}
            model: {architecture: lenet5, classes: 10}
            """;

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final ControlProducer producer;

    TestPlatform(Path folder) {
        this.folder = folder;
        this.kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        this.producer = ControlProducer.of(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /** What one command printed, and how it ended. */
    record Result(int status, String out, String err) {}

    Result run(String... arguments) {
        return runWith(URI.create("http://localhost:1"), arguments);
    }

    Result runWith(URI ingestion, String... arguments) {
        var terminal = new RecordingTerminal();
        var words = new java.util.ArrayList<>(List.of(arguments));
        words.addAll(List.of(
                "--bootstrap-servers", kafka.bootstrapServers(),
                "--ingestion-url", ingestion.toString(),
                "--storage", storage().toString()));
        int status = CommandLines.on(terminal).execute(words.toArray(String[]::new));
        return new Result(status, terminal.out(), terminal.err());
    }

    Connection connection() {
        return new Connection(kafka.bootstrapServers(), URI.create("http://localhost:1"), storage());
    }

    void publish(String topic, String key, MessageLite value) {
        producer.send(topic, key, value);
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** A version whose artefact is a file that no engine would load. */
    void publishModel(String model, String job, double accuracy) throws IOException {
        publishModel(model, job, Map.of("val_accuracy", accuracy));
    }

    /** The same with figures of its own. */
    void publishModel(String model, String job, Map<String, Double> metrics) throws IOException {
        Path artefact = Files.createDirectories(folder.resolve("artefact-" + job));
        Files.writeString(artefact.resolve("saved_model.pb"), job);
        publishModel(model, job, metrics, artefact);
    }

    /** A version whose artefact is in this folder. */
    void publishModel(String model, String job, double accuracy, Path artefact) {
        publishModel(model, job, Map.of("val_accuracy", accuracy), artefact);
    }

    private void publishModel(String model, String job, Map<String, Double> metrics, Path artefact) {
        try (var registry = new ModelRegistry(connection().kafka(), ArtefactStore.open(storage()))) {
            registry.publish(
                    artefact,
                    new ManifestDraft(
                            model,
                            List.of(),
                            List.of(),
                            Map.of(),
                            List.of("zero", "one", "two", "three"),
                            List.of(),
                            metrics,
                            new Lineage(job, "digits", "ab", "0.1.0", 7, null),
                            "cd"));
        }
    }

    /** As a predictor does that has a version on trial. */
    void report(TrialFigures figures) {
        try (var registry = new ModelRegistry(connection().kafka(), ArtefactStore.open(storage()))) {
            registry.report(figures);
        }
    }

    private URI storage() {
        return folder.resolve("storage").toUri();
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
    }
}
