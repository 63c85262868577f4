package io.fovea.cnn;

import io.fovea.cnn.data.Batch;
import io.fovea.cnn.optimizers.LearningRateSchedule;
import io.fovea.cnn.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** Runs single steps of a training graph, and counts them. */
final class Steps {
    private final TrainingGraph graph;
    private Session session;
    private final Objectives objectives;
    private final int replicas;
    private final Optional<LearningRateSchedule> schedule;
    private double learningRate;
    private long step;
    private int finishedEpochs;

    Steps(TrainingGraph graph, Session session, Objectives objectives, Optimizer optimizer, int replicas) {
        this.graph = graph;
        this.session = session;
        this.objectives = objectives;
        this.replicas = replicas;
        this.schedule = optimizer.settings().schedule();
        this.learningRate = optimizer.learningRate();
    }

    /** Goes on in another session of the same graph, with the same variables. */
    void use(Session other) {
        session = other;
    }

    /** Forward, loss, gradients, update; the loss is that before the update. */
    Measure train(Batch batch) {
        if (batch.size() < replicas) {
            throw new IllegalArgumentException(
                    "A batch of %d cannot be shared by %d devices. Maybe it is what an epoch leaves for its last batch: choose another batch size."
                            .formatted(batch.size(), replicas));
        }
        ExampleWeights weights = ExampleWeights.of(batch, objectives, true);
        try (Feeds feeds = new Feeds();
                TFloat32 rate = TFloat32.scalarOf((float) learningRate());
                TInt64 number = TInt64.scalarOf(step)) {
            feeds.examples(batch, weights);
            feeds.runner.feed(graph.learningRate(), rate).feed(graph.step(), number);
            TrainingGraph.Pass pass = graph.training(batch.size());
            feeds.runner.addTarget(pass.step());
            Measure measure = feeds.measure(pass.measured(), batch, weights);
            step++;
            return measure;
        }
    }

    /** Loss and outputs, without dropout. */
    Measure evaluate(Batch batch) {
        ExampleWeights weights = ExampleWeights.of(batch, objectives, false);
        try (Feeds feeds = new Feeds()) {
            feeds.examples(batch, weights);
            return feeds.measure(graph.evaluation(), batch, weights);
        }
    }

    /** All outputs, in the model's order. */
    List<HostTensor> predict(List<HostTensor> inputs) {
        try (Feeds feeds = new Feeds()) {
            feeds.inputs(inputs);
            graph.evaluation().outputs().forEach(feeds.runner::fetch);
            try (Result result = feeds.runner.run()) {
                return outputs(result, 0);
            }
        }
    }

    private List<HostTensor> outputs(Result result, int from) {
        List<HostTensor> outputs = new ArrayList<>();
        for (int i = 0; i < objectives.size(); i++) {
            outputs.add(NativeTensors.toHost(result.get(from + i)));
        }
        return outputs;
    }

    /** @throws IllegalArgumentException where type or shape are others than the graph takes */
    static Tensor checked(String role, HostTensor host, Operand<? extends TType> expected) {
        require(role, host, expected);
        return NativeTensors.copyOf(host);
    }

    /** @throws IllegalArgumentException where type or shape are others than the graph takes */
    static void require(String role, HostTensor host, Operand<? extends TType> expected) {
        long[] row = expected.shape().tail().asArray();
        if (host.dtype().type() != expected.type() || !Arrays.equals(row, host.rowShape())) {
            throw new IllegalArgumentException("The model's %s: expected %s%s after the batch axis, received %s."
                    .formatted(role, DType.of(expected.asOutput().dataType()), Arrays.toString(row), host));
        }
    }

    /** Where no step was made since. */
    void goTo(long step, int finishedEpochs, double learningRate) {
        this.step = step;
        this.finishedEpochs = finishedEpochs;
        this.learningRate = learningRate;
    }

    void finish(int epoch) {
        finishedEpochs = epoch + 1;
    }

    int finishedEpochs() {
        return finishedEpochs;
    }

    long step() {
        return step;
    }

    /** What the next step is fed. */
    double learningRate() {
        return schedule.map(rates -> rates.at(step)).orElse(learningRate);
    }

    /** @throws IllegalStateException where a schedule gives the rate, as in Keras */
    void learningRate(double learningRate) {
        if (schedule.isPresent()) {
            throw new IllegalStateException(
                    "The learning rate follows a schedule, and cannot be set to %s.".formatted(learningRate));
        }
        this.learningRate = learningRate;
    }

    /** One run of the session; frees what it was fed. */
    private final class Feeds implements AutoCloseable {
        private final List<Tensor> fed = new ArrayList<>();
        private final Session.Runner runner = session.runner();

        private void inputs(List<HostTensor> inputs) {
            feed("input", inputs, graph.inputs());
        }

        private void examples(Batch batch, ExampleWeights weights) {
            inputs(batch.inputs());
            feed("target", batch.targets(), graph.targets());
            for (int i = 0; i < objectives.size(); i++) {
                float[] each = weights.of(i);
                requireTargets(i, batch.targets().get(i), each);
                if (each != null) {
                    add(
                            graph.sampleWeights().get(i),
                            NativeTensors.copyOf(HostTensor.float32(new long[] {each.length}, each)));
                }
            }
        }

        private void requireTargets(int output, HostTensor targets, float @Nullable [] weights) {
            Shape outputs = graph.evaluation().outputs().get(output).shape();
            objectives
                    .each()
                    .get(output)
                    .loss()
                    .fault(targets, outputs.tail(), weights)
                    .ifPresent(fault -> {
                        String which = objectives.size() == 1
                                ? ""
                                : " of output " + objectives.names().get(output);
                        throw new IllegalArgumentException("The model's targets%s: %s.".formatted(which, fault));
                    });
        }

        private void feed(String role, List<HostTensor> given, List<? extends Operand<? extends TType>> expected) {
            if (given.size() != expected.size()) {
                throw new IllegalArgumentException(
                        "The model has %d %ss, received %d.".formatted(expected.size(), role, given.size()));
            }
            for (int i = 0; i < given.size(); i++) {
                String which = given.size() == 1 ? role + "s" : role + " " + i;
                add(expected.get(i), checked(which, given.get(i), expected.get(i)));
            }
        }

        private void add(Operand<?> place, Tensor tensor) {
            fed.add(tensor);
            runner.feed(place, tensor);
        }

        private Measure measure(TrainingGraph.Measured measured, Batch batch, ExampleWeights weights) {
            runner.fetch(measured.numbers());
            if (objectives.watchesOutputs()) {
                measured.outputs().forEach(runner::fetch);
            }
            try (Result result = runner.run()) {
                float[] numbers = NativeTensors.toHost(result.get(0)).toFloats();
                List<HostTensor> outputs = objectives.watchesOutputs() ? outputs(result, 1) : List.of();
                return new Measure(numbers, batch, outputs, weights);
            }
        }

        @Override
        public void close() {
            fed.forEach(Tensor::close);
        }
    }

    /**
     * @param numbers loss, each output's loss, and how many are right for those outputs where that makes sense
     * @param outputs where metrics look at them
     */
    record Measure(float[] numbers, Batch batch, List<HostTensor> outputs, ExampleWeights weights) {
        double loss() {
            return numbers[0];
        }
    }

    /** How much each example of a batch counts, output by output. */
    record ExampleWeights(List<float @Nullable []> each) {
        private static ExampleWeights of(Batch batch, Objectives objectives, boolean training) {
            int given = batch.sampleWeights().size();
            if (given > 1 && given != objectives.size()) {
                throw new IllegalArgumentException(
                        "Expected sample weights for none, all or each of %d outputs, received %d."
                                .formatted(objectives.size(), given));
            }
            List<float @Nullable []> each = new ArrayList<>();
            for (int i = 0; i < objectives.size(); i++) {
                float[] weights = given == 0
                        ? null
                        : batch.sampleWeights().get(given == 1 ? 0 : i).toFloats();
                var classes = objectives.each().get(i).classWeights();
                each.add(
                        training && !classes.isEmpty()
                                ? ClassWeights.times(classes, batch.targets().get(i), weights)
                                : weights);
            }
            return new ExampleWeights(each);
        }

        private float @Nullable [] of(int output) {
            return each.get(output);
        }
    }
}
