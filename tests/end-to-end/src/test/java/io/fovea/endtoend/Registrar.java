package io.fovea.endtoend;

import io.fovea.cnn.ExportedModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.TensorSpec;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.messaging.MessagingException;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.Lineage;
import io.fovea.registry.ManifestDraft;
import io.fovea.registry.ModelRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.ndarray.Shape;

/** A program: publishes a few versions of a small network, and then moves {@code live} from one to another until it is killed. */
final class Registrar {

    private static final int VERSIONS = 4;
    private static final int LONGEST_MILLIS = 4_000;

    private final String model;
    private final ModelRegistry registry;

    private Registrar(String model, ModelRegistry registry) {
        this.model = model;
        this.registry = registry;
    }

    /** Kafka's address, the storage's URI, the model's name. */
    public static void main(String[] arguments) throws IOException {
        var registry = new ModelRegistry(
                Map.of("bootstrap.servers", arguments[0]), ArtefactStore.open(URI.create(arguments[1])));
        var registrar = new Registrar(arguments[2], registry);
        registry.catchUp();
        for (int version = 1; version <= VERSIONS; version++) {
            registrar.publish(version);
        }
        registrar.moveForEver();
    }

    /** Nothing where the version is there already. */
    private void publish(int version) throws IOException {
        String job = "job-" + version;
        if (registry.publishedBy(job).isPresent()) {
            return;
        }
        SymbolicTensor image = Input.uint8("image", Shape.of(Questions.SIDE, Questions.SIDE, 1));
        SymbolicTensor scores = image.then(Rescaling.pixelsTo(0, 1))
                .then(new Flatten())
                .then(new Dense(16))
                .then(new Dense(2).named("scores"));
        try (TrainableModel network = Model.of(scores)
                .compile(new Sgd(), Loss.sparseCategoricalCrossentropyFromLogits(), Options.seed(version))) {
            ExportedModel exported = network.export(Files.createTempDirectory("export"));
            registry.publish(exported.directory(), draft(job, version, exported));
        }
    }

    private ManifestDraft draft(String job, int seed, ExportedModel exported) {
        return new ManifestDraft(
                model,
                specs(exported.inputs(), "UINT8"),
                specs(exported.outputs(), "FP32"),
                Map.of(),
                List.of("no", "yes"),
                List.of(),
                Map.of(),
                new Lineage(job, model, "f00", "test", seed, null),
                exported.weightsSha256());
    }

    private static List<io.fovea.registry.TensorSpec> specs(Map<String, TensorSpec> tensors, String datatype) {
        return tensors.entrySet().stream()
                .map(tensor -> new io.fovea.registry.TensorSpec(
                        tensor.getKey(),
                        datatype,
                        Arrays.stream(tensor.getValue().shape().asArray())
                                .boxed()
                                .toList()))
                .toList();
    }

    private void moveForEver() {
        var random = new Random();
        while (true) {
            try {
                String version = Integer.toString(1 + random.nextInt(VERSIONS));
                registry.move(model, ModelRegistry.LIVE, version, "registrar", "it moves all the time");
                System.out.println("live is " + version);
            } catch (MessagingException e) { // the broker is away
                System.out.println(e.getMessage());
            }
            Pause.millis(random.nextInt(LONGEST_MILLIS));
        }
    }
}
