package io.fovea.benchmarks.networks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Trains and asks the same network on Fovea and, where its natives are on the class path, on DJL with PyTorch: bytes in, plain
 * SGD, cross-entropy, all cores. ONNX Runtime is asked too. Checks first that all have as many parameters, that those which train
 * learn the batch, and that ONNX Runtime gives Fovea's probabilities to 1e-4.
 *
 * <p>Arguments: {@code NETWORK ROUNDS SECONDS CLOCK BATCH...}, such as {@code all 5 0.7 wall 1 8 32 256}. A network is {@code lenet5},
 * {@code cifar_cnn}, {@code resnet20}, {@code mobilenet} or {@code all}.
 */
public final class NetworkBenchmark {
    static final double LEARNING_RATE = 0.01;

    private static final int LEARNING_STEPS = 40;
    private static final int LEARNING_IMAGES = 2_560;

    private final Rounds rounds;
    private final Clock clock;
    private final PrintStream out;

    private NetworkBenchmark(Rounds rounds, Clock clock, PrintStream out) {
        this.rounds = rounds;
        this.clock = clock;
        this.out = out;
    }

    public static void main(String... arguments) {
        run(System.out, arguments);
    }

    static void run(PrintStream out, String... arguments) {
        Clock clock = Clock.named(arguments[3]);
        PeerNetwork.prepare(clock);
        out.println(
                PeerNetwork.available()
                        ? "Fovea beside " + PeerNetwork.version()
                        : "Fovea alone: PyTorch's natives are not on the class path, build with -Ppeers");
        var rounds = new Rounds(Integer.parseInt(arguments[1]), Double.parseDouble(arguments[2]), clock);
        int[] batches = Arrays.stream(arguments, 4, arguments.length)
                .mapToInt(Integer::parseInt)
                .toArray();
        var benchmark = new NetworkBenchmark(rounds, clock, out);
        for (Network network : Network.named(arguments[0])) {
            for (int batch : batches) {
                benchmark.run(network, batch);
            }
        }
    }

    private void run(Network network, int batch) {
        List<Contender> contenders = new ArrayList<>();
        var fovea = new FoveaNetwork(network, batch, clock);
        contenders.add(fovea);
        try {
            PeerNetwork.of(network, batch).ifPresent(contenders::add);
            check(network, contenders, Math.min(LEARNING_STEPS, LEARNING_IMAGES / batch));
            measure(network, batch, contenders, fovea);
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private void measure(Network network, int batch, List<Contender> contenders, FoveaNetwork fovea) {
        try (OnnxNetwork onnx = fovea.onnx(network, clock)) {
            List<IntConsumer> training = new ArrayList<>();
            contenders.forEach(contender -> training.add(contender::train));
            Map<String, IntConsumer> asking = new LinkedHashMap<>();
            contenders.forEach(contender -> asking.put(contender.name(), contender::predict));
            asking.put("ONNX Runtime", onnx::predict);
            print(
                    network,
                    "train",
                    batch,
                    contenders.stream().map(Contender::name).toList(),
                    training);
            print(network, "predict", batch, List.copyOf(asking.keySet()), List.copyOf(asking.values()));
        }
    }

    private void print(Network network, String what, int batch, List<String> names, List<IntConsumer> works) {
        List<Rate> rates = rounds.run(batch, works);
        double ours = rates.get(0).median();
        var row = new StringBuilder(String.format(
                Locale.ROOT, "%-16s %-8s batch %4d   Fovea %9.0f images/s", network.title(), what, batch, ours));
        for (int i = 1; i < names.size(); i++) {
            double theirs = rates.get(i).median();
            row.append(String.format(Locale.ROOT, "   %s %9.0f (%.2f)", names.get(i), theirs, ours / theirs));
        }
        out.println(row);
    }

    private static void check(Network network, List<Contender> contenders, int steps) {
        for (Contender contender : contenders) {
            if (contender.parameters() != contenders.get(0).parameters()) {
                throw new IllegalStateException("%s: %,d parameters, the other engine has %,d."
                        .formatted(network.title(), contenders.get(0).parameters(), contender.parameters()));
            }
            double[] losses = contender.train(steps);
            double later = Arrays.stream(losses, steps / 2, steps).min().orElseThrow();
            if (!(later < losses[0])) {
                throw new IllegalStateException("%s does not learn on %s: the loss goes from %f to %f at the best."
                        .formatted(network.title(), contender.name(), losses[0], later));
            }
        }
    }
}
