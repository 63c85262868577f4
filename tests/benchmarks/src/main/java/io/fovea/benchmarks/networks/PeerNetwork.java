package io.fovea.benchmarks.networks;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** A network on DJL with PyTorch, where its natives are on the class path; nothing is ever downloaded for it. */
final class PeerNetwork implements Contender {
    private final Model model;
    private final Trainer trainer;
    private final Examples examples;
    private final Shape shape;

    private PeerNetwork(Network network, int batch) {
        this.examples = Examples.of(network, batch);
        this.shape = new Shape(batch, network.channels(), network.size(), network.size());
        this.model = Model.newInstance(network.name(), "PyTorch");
        model.setBlock(network.peer());
        var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed((float) NetworkBenchmark.LEARNING_RATE))
                        .build());
        this.trainer = model.newTrainer(config);
        trainer.initialize(shape);
    }

    /** Empty where PyTorch's natives are not there: build with {@code -Ppeers}. */
    static Optional<Contender> of(Network network, int batch) {
        return available() ? Optional.of(new PeerNetwork(network, batch)) : Optional.empty();
    }

    static boolean available() {
        return PeerNetwork.class.getClassLoader().getResource("native/lib/pytorch.properties") != null;
    }

    /** Must run before the first use: natives are unpacked below this build's target folder, and not fetched. */
    static void prepare(Clock clock) {
        if (clock.threads() > 0) {
            System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(clock.threads()));
        }
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty(
                "DJL_CACHE_DIR",
                Path.of("tests/benchmarks/target/djl").toAbsolutePath().toString());
    }

    static String version() {
        return "DJL %s on PyTorch %s"
                .formatted(Engine.getDjlVersion(), Engine.getEngine("PyTorch").getVersion());
    }

    @Override
    public String name() {
        return "DJL";
    }

    @Override
    public long parameters() {
        return model.getBlock().getParameters().values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    @Override
    public double[] train(int steps) {
        double[] losses = new double[steps];
        for (int step = 0; step < steps; step++) {
            try (NDManager manager = trainer.getManager().newSubManager()) {
                NDList images = new NDList(images(manager));
                NDList labels = new NDList(manager.create(examples.labels()));
                try (GradientCollector gradients = trainer.newGradientCollector()) {
                    NDList logits = trainer.forward(images, labels);
                    NDArray loss = trainer.getLoss().evaluate(labels, logits);
                    gradients.backward(loss);
                    losses[step] = loss.getFloat();
                }
                trainer.step();
            }
        }
        return losses;
    }

    @Override
    public void predict(int times) {
        var parameters = new ParameterStore(model.getNDManager(), false);
        for (int i = 0; i < times; i++) {
            try (NDManager manager = model.getNDManager().newSubManager()) {
                NDList logits = model.getBlock().forward(parameters, new NDList(images(manager)), false);
                logits.singletonOrThrow().softmax(1).toFloatArray();
            }
        }
    }

    private NDArray images(NDManager manager) {
        return manager.create(ByteBuffer.wrap(examples.pixels()), shape, DataType.UINT8)
                .toType(DataType.FLOAT32, false)
                .mul(1 / 255f);
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
