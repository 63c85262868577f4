package io.fovea.benchmarks.features;

import io.fovea.benchmarks.kafka.Comparison;
import io.fovea.benchmarks.kafka.Fovea;
import io.fovea.benchmarks.processes.BrokerProcess;
import io.fovea.benchmarks.processes.Cores;
import io.fovea.benchmarks.processes.Logs;
import io.fovea.benchmarks.processes.ServiceProcess;
import io.fovea.benchmarks.served.BareLoop;
import io.fovea.benchmarks.served.ServedNetwork;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Bottleneck features of MobileNet, x0.25 unless another width is asked for, at 128 x 128 through Kafka and the feature-extractor, beside a bare loop over the same SavedModel at the
 * batch that is best for it: in turn, in one run. Broker, service and loop are processes of their own.
 *
 * <p>Run from the project's root, after {@code ./fovea build}. Arguments: {@code [PICTURES [ROUNDS]] [labelled] [apart] [width=1]}; {@code apart} gives service and
 * loop core 0 and the broker core 1, where this process is to be too.
 */
public final class FeaturesBenchmark {
    private static final String PIPELINE = "features-benchmark";
    private static final ServedNetwork NETWORK = ServedNetwork.MOBILENET;
    private static final String BATCHES = "fovea_feature_extractor_batches_total";

    private final int count;
    private final int rounds;
    private final boolean labelled;
    private final String width;
    private final Cores ours;
    private final Cores others;

    private FeaturesBenchmark(int count, int rounds, boolean labelled, boolean apart, String width) {
        this.count = count;
        this.rounds = rounds;
        this.labelled = labelled;
        this.width = width;
        this.ours = apart ? new Cores("0") : Cores.ALL;
        this.others = apart ? new Cores("1") : Cores.ALL;
    }

    public static void main(String... arguments) throws Exception {
        Logs.apply();
        List<String> all = List.of(arguments);
        int[] numbers = all.stream()
                .filter(argument -> argument.matches("[0-9]+"))
                .mapToInt(Integer::parseInt)
                .toArray();
        new FeaturesBenchmark(
                        numbers.length > 0 ? numbers[0] : 4_000,
                        numbers.length > 1 ? numbers[1] : 5,
                        all.contains("labelled"),
                        all.contains("apart"),
                        all.stream()
                                .filter(argument -> argument.startsWith("width="))
                                .map(argument -> argument.substring("width=".length()))
                                .findFirst()
                                .orElse("0.25"))
                .run();
    }

    private void run() throws Exception {
        Path folder =
                Files.createTempDirectory(Files.createDirectories(Path.of("tests/benchmarks/target")), "features");
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"), others)) {
            String kafka = broker.bootstrapServers();
            String file =
                    Files.writeString(folder.resolve("p.yaml"), declared()).toString();
            String storage = ServiceProcess.storage(folder).toString();
            Fovea.command("apply", file, "--bootstrap-servers", kafka, "--storage", storage);
            try (ServiceProcess service = ServiceProcess.featureExtractor(kafka, folder, "benchmark", ours);
                    BareLoop bare = BareLoop.start(NETWORK, backbone(kafka, folder), ours);
                    FeaturesPath path = new FeaturesPath(kafka, PIPELINE, labelled)) {
                String title = "MobileNet x%s, %s".formatted(width, labelled ? "labelled" : "unlabelled");
                new Comparison(bare, service, BATCHES, broker, path).run(title, count, rounds);
            }
        }
    }

    private String declared() {
        return """
                pipeline: %s
                input: {channels: 3, size: [128, 128]}
                model:
                  backbone: {architecture: mobilenet, width: %s, weights: random, layer: conv_pw_13_relu, pooling: average}
                  classes: 7
                """.formatted(PIPELINE, width);
    }

    private static Path backbone(String kafka, Path folder) {
        Map<String, Object> client = Map.of("bootstrap.servers", kafka);
        try (var registry = new ModelRegistry(client, ArtefactStore.open(ServiceProcess.storage(folder)))) {
            registry.catchUp();
            return registry.fetch(registry.resolve(PIPELINE + ".backbone", ModelRegistry.boundFor(PIPELINE))
                    .orElseThrow());
        }
    }
}
