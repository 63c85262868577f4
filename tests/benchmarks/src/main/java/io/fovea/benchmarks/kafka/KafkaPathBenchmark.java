package io.fovea.benchmarks.kafka;

import io.fovea.cnn.SavedModel;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Tensors through Kafka, predictor and back, beside a bare session loop over the same model with the same batch size: in
 * turn, in one run. The predictor is the all-in-one's, in a process of its own that also holds the broker.
 *
 * <p>Run from the project's root, after {@code ./fovea build}. Arguments: {@code [BATCH [RECORDS [ROUNDS]]]}.
 */
public final class KafkaPathBenchmark {
    private static final String PIPELINE = "benchmark";

    private final int batch;
    private final Pictures pictures;
    private final int rounds;

    private KafkaPathBenchmark(int batch, int records, int rounds) {
        this.batch = batch;
        this.pictures = Pictures.random(records, 7);
        this.rounds = rounds;
    }

    public static void main(String... arguments) throws Exception {
        int[] numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        int batch = numbers.length > 0 ? numbers[0] : 64;
        int records = numbers.length > 1 ? numbers[1] : 20_000;
        int rounds = numbers.length > 2 ? numbers[2] : 5;
        new KafkaPathBenchmark(batch, records, rounds).run();
    }

    private void run() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("tests/benchmarks/target")), "kafka");
        try (Fovea fovea = Fovea.up(folder.resolve("data"))) {
            train(fovea, folder);
            Path model = liveModel(fovea);
            try (SavedModel session = SavedModel.load(model);
                    KafkaPath kafka = new KafkaPath(fovea.bootstrapServers(), PIPELINE)) {
                kafka.predict(pictures, 0); // warms up both sides
                bare(session);
                measure(session, kafka);
            }
        }
    }

    /** Any weights do; these are one short epoch's, made by the trainer itself. */
    private void train(Fovea fovea, Path folder) throws Exception {
        Path file = folder.resolve("benchmark.yaml");
        Files.writeString(file, """
                pipeline: %s
                input: {kind: image, channels: 1, size: [28, 28]}
                transforms: [{rescale: [0, 1]}]
                model: {architecture: lenet5, classes: 10}
                train: {optimizer: {adam: {learningRate: 0.001}}, batchSize: 64, epochs: 1, seed: 7}
                serve: {promote: {when: "accuracy > 0"}, batch: {max: %d}}
                """.formatted(PIPELINE, batch));
        fovea.run("apply", file.toString());
        fovea.run("ingest", PIPELINE, "examples/digits", "--label-from-folder");
        fovea.run("train", PIPELINE);
    }

    private static Path liveModel(Fovea fovea) {
        Map<String, Object> kafka = Map.of("bootstrap.servers", fovea.bootstrapServers());
        try (var registry = new ModelRegistry(kafka, ArtefactStore.open(URI.create(fovea.storage())))) {
            registry.catchUp();
            return registry.fetch(registry.resolve(PIPELINE, ModelRegistry.LIVE).orElseThrow());
        }
    }

    private void measure(SavedModel session, KafkaPath kafka) {
        double[] ratios = new double[rounds];
        System.out.printf("LeNet-5, batch %d, %,d records a round%n", batch, pictures.count());
        System.out.printf("%5s  %18s  %20s  %6s%n", "round", "session, records/s", "Kafka path, records/s", "ratio");
        for (int round = 0; round < rounds; round++) {
            double bare = rate(bare(session));
            double through = rate(kafka.predict(pictures, round + 1));
            ratios[round] = through / bare;
            System.out.printf("%5d  %,18.0f  %,21.0f  %6.2f%n", round + 1, bare, through, ratios[round]);
        }
        Arrays.sort(ratios);
        System.out.printf("median ratio %.2f%n", ratios[rounds / 2]);
    }

    private double rate(long nanos) {
        return pictures.count() * 1e9 / nanos;
    }

    private long bare(SavedModel session) {
        long start = System.nanoTime();
        for (int from = 0; from < pictures.count(); from += batch) {
            session.predict(pictures.batch(from, Math.min(from + batch, pictures.count())));
        }
        return System.nanoTime() - start;
    }
}
