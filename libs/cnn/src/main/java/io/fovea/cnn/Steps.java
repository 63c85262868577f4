package io.fovea.cnn;

import io.fovea.cnn.data.Batch;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** Runs single steps of a training graph, and counts them. */
final class Steps {
    private final TrainingGraph graph;
    private final Session session;
    private double learningRate;
    private long step;
    private int finishedEpochs;

    Steps(TrainingGraph graph, Session session, double learningRate) {
        this.graph = graph;
        this.session = session;
        this.learningRate = learningRate;
    }

    /** Forward, loss, gradients, update; the loss is that before the update. */
    Measure train(Batch batch) {
        try (Tensor inputs = input(batch.inputs());
                Tensor targets = target(batch.targets());
                TFloat32 rate = TFloat32.scalarOf((float) learningRate);
                TInt64 number = TInt64.scalarOf(step)) {
            Session.Runner runner = session.runner()
                    .feed(graph.inputs().get(0), inputs)
                    .feed(graph.targets(), targets)
                    .feed(graph.learningRate(), rate)
                    .feed(graph.step(), number)
                    .addTarget(graph.trainStep());
            Measure measure = measure(runner, graph.training());
            step++;
            return measure;
        }
    }

    Measure evaluate(Batch batch) {
        try (Tensor inputs = input(batch.inputs());
                Tensor targets = target(batch.targets())) {
            Session.Runner runner =
                    session.runner().feed(graph.inputs().get(0), inputs).feed(graph.targets(), targets);
            return measure(runner, graph.evaluation());
        }
    }

    HostTensor predict(HostTensor batch) {
        try (Tensor inputs = input(batch);
                Result result = session.runner()
                        .feed(graph.inputs().get(0), inputs)
                        .fetch(graph.evaluation().outputs())
                        .run()) {
            return NativeTensors.toHost(result.get(0));
        }
    }

    private static Measure measure(Session.Runner runner, TrainingGraph.Measured measured) {
        Operand<?> hits = measured.hits();
        runner.fetch(measured.loss());
        if (hits != null) {
            runner.fetch(hits);
        }
        try (Result result = runner.run()) {
            return new Measure(scalar(result.get(0)), hits == null ? Double.NaN : scalar(result.get(1)));
        }
    }

    private static double scalar(Tensor tensor) {
        return ((TFloat32) tensor).getFloat();
    }

    private Tensor input(HostTensor host) {
        return checked("inputs", host, graph.inputs().get(0));
    }

    private Tensor target(HostTensor host) {
        return checked("targets", host, graph.targets());
    }

    static Tensor checked(String role, HostTensor host, Operand<? extends TType> expected) {
        long[] row = expected.shape().tail().asArray();
        if (host.dtype().type() != expected.type() || !Arrays.equals(row, host.rowShape())) {
            throw new IllegalArgumentException("The model's %s: expected %s%s after the batch axis, received %s."
                    .formatted(role, DType.of(expected.asOutput().dataType()), Arrays.toString(row), host));
        }
        return NativeTensors.copyOf(host);
    }

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

    double learningRate() {
        return learningRate;
    }

    void learningRate(double learningRate) {
        this.learningRate = learningRate;
    }

    /** @param loss mean over the batch; {@code hits} is NaN where right and wrong make no sense */
    record Measure(double loss, double hits) {}
}
