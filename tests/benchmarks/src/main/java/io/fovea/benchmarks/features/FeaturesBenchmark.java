package io.fovea.benchmarks.features;

import io.fovea.benchmarks.kafka.Fovea;
import io.fovea.benchmarks.served.Pictures;
import io.fovea.cnn.SavedModel;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Bottleneck features of MobileNet x0.25 through Kafka and the feature-extractor, beside a bare loop over the same SavedModel at the
 * batch that is best for it: in turn, in one run. The services and the broker are an all-in-one in a process of its own.
 *
 * <p>Run from the project's root, after {@code ./fovea build}. Arguments: {@code [SIDE [PICTURES [ROUNDS [labelled]]]]}.
 */
public final class FeaturesBenchmark {
    private static final String PIPELINE = "features-benchmark";
    private static final List<Integer> BATCHES = List.of(8, 16, 32, 64, 128);

    private final Pictures pictures;
    private final int rounds;
    private final boolean labelled;

    private FeaturesBenchmark(int side, int count, int rounds, boolean labelled) {
        this.pictures = Pictures.random(new long[] {side, side, 3}, count, 7);
        this.rounds = rounds;
        this.labelled = labelled;
    }

    public static void main(String... arguments) throws Exception {
        boolean labelled = List.of(arguments).contains("labelled");
        int[] numbers = Arrays.stream(arguments)
                .filter(argument -> !argument.equals("labelled"))
                .mapToInt(Integer::parseInt)
                .toArray();
        int side = numbers.length > 0 ? numbers[0] : 128;
        int count = numbers.length > 1 ? numbers[1] : 4_000;
        int rounds = numbers.length > 2 ? numbers[2] : 5;
        new FeaturesBenchmark(side, count, rounds, labelled).run();
    }

    private void run() throws Exception {
        Path folder =
                Files.createTempDirectory(Files.createDirectories(Path.of("tests/benchmarks/target")), "features");
        try (Fovea fovea = Fovea.up(folder.resolve("data"))) {
            fovea.run(
                    "apply",
                    Files.writeString(folder.resolve("p.yaml"), declared()).toString());
            try (SavedModel backbone = SavedModel.load(backbone(fovea));
                    FeaturesPath kafka = new FeaturesPath(fovea.bootstrapServers(), PIPELINE, labelled)) {
                kafka.extract(pictures, 0); // warms up both sides
                measure(backbone, kafka, best(backbone));
            }
        }
    }

    private String declared() {
        return """
                pipeline: %s
                input: {channels: 3, size: [%d, %d]}
                model:
                  backbone: {architecture: mobilenet, width: 0.25, weights: random, layer: conv_pw_13_relu, pooling: average}
                  classes: 7
                """.formatted(PIPELINE, pictures.shape()[0], pictures.shape()[1]);
    }

    private static Path backbone(Fovea fovea) {
        Map<String, Object> kafka = Map.of("bootstrap.servers", fovea.bootstrapServers());
        try (var registry = new ModelRegistry(kafka, ArtefactStore.open(URI.create(fovea.storage())))) {
            registry.catchUp();
            return registry.fetch(registry.resolve(PIPELINE + ".backbone", ModelRegistry.boundFor(PIPELINE))
                    .orElseThrow());
        }
    }

    /** The batch at which the bare loop is fastest. */
    private int best(SavedModel backbone) {
        int best = 0;
        double fastest = 0;
        for (int batch : BATCHES) {
            bare(backbone, batch); // warms up
            double rate = rate(bare(backbone, batch));
            System.out.printf("bare loop, batch %d: %,.0f pictures/s%n", batch, rate);
            best = rate > fastest ? batch : best;
            fastest = Math.max(rate, fastest);
        }
        return best;
    }

    private void measure(SavedModel backbone, FeaturesPath kafka, int batch) {
        double[] ratios = new double[rounds];
        System.out.printf(
                "MobileNet x0.25 at %d x %d, %,d %s pictures a round, bare loop at %d%n",
                pictures.shape()[0],
                pictures.shape()[1],
                pictures.count(),
                labelled ? "labelled" : "unlabelled",
                batch);
        System.out.printf(
                "%5s  %21s  %23s  %6s%n", "round", "bare loop, pictures/s", "Kafka path, pictures/s", "ratio");
        for (int round = 0; round < rounds; round++) {
            double bare = rate(bare(backbone, batch));
            double through = rate(kafka.extract(pictures, round + 1));
            ratios[round] = through / bare;
            System.out.printf("%5d  %,21.0f  %,23.0f  %6.2f%n", round + 1, bare, through, ratios[round]);
        }
        Arrays.sort(ratios);
        System.out.printf("median ratio %.2f%n", ratios[rounds / 2]);
    }

    private double rate(long nanos) {
        return pictures.count() * 1e9 / nanos;
    }

    private long bare(SavedModel backbone, int batch) {
        long start = System.nanoTime();
        for (int from = 0; from < pictures.count(); from += batch) {
            backbone.predict(pictures.batch(from, Math.min(from + batch, pictures.count())));
        }
        return System.nanoTime() - start;
    }
}
