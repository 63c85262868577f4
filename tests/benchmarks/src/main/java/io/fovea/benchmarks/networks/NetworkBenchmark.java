package io.fovea.benchmarks.networks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Trains and asks the same network on Fovea and, where its natives are on the class path, on DJL with PyTorch: the same batch
 * in the same order of bytes a pixel, plain SGD, cross-entropy, all cores. Checks first that both have as many parameters and
 * that both learn the batch.
 *
 * <p>Arguments: {@code NETWORK ROUNDS SECONDS BATCH...}, such as {@code all 5 0.7 1 32 256}. A network is {@code lenet5},
 * {@code cifar_cnn}, {@code resnet20}, {@code mobilenet} or {@code all}.
 */
public final class NetworkBenchmark {
    static final double LEARNING_RATE = 0.01;

    private static final int LEARNING_STEPS = 40;

    private final Rounds rounds;
    private final PrintStream out;

    private NetworkBenchmark(Rounds rounds, PrintStream out) {
        this.rounds = rounds;
        this.out = out;
    }

    public static void main(String... arguments) {
        run(System.out, arguments);
    }

    static void run(PrintStream out, String... arguments) {
        PeerNetwork.prepare();
        out.println(
                PeerNetwork.available()
                        ? "Fovea beside " + PeerNetwork.version()
                        : "Fovea alone: PyTorch's natives are not on the class path, build with -Ppeers");
        var rounds = new Rounds(Integer.parseInt(arguments[1]), Double.parseDouble(arguments[2]));
        int[] batches = Arrays.stream(arguments, 3, arguments.length)
                .mapToInt(Integer::parseInt)
                .toArray();
        var benchmark = new NetworkBenchmark(rounds, out);
        for (Network network : Network.named(arguments[0])) {
            for (int batch : batches) {
                benchmark.run(network, batch);
            }
        }
    }

    private void run(Network network, int batch) {
        List<Contender> contenders = new ArrayList<>();
        try {
            contenders.add(new FoveaNetwork(network, batch));
            Optional<Contender> peer = PeerNetwork.of(network, batch);
            peer.ifPresent(contenders::add);
            check(network, contenders);
            print(network, "train", batch, contenders, contender -> contender::train);
            print(network, "predict", batch, contenders, contender -> contender::predict);
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private void print(Network network, String what, int batch, List<Contender> contenders, Work work) {
        List<IntConsumer> works = contenders.stream().map(work::of).toList();
        List<Rate> rates = rounds.run(batch, works);
        double ours = rates.get(0).median();
        String peer = rates.size() == 1
                ? ""
                : "   DJL %9.0f   ratio %5.2f"
                        .formatted(rates.get(1).median(), ours / rates.get(1).median());
        out.println(String.format(
                Locale.ROOT,
                "%-16s %-8s batch %4d   Fovea %9.0f images/s%s",
                network.title(),
                what,
                batch,
                ours,
                peer));
    }

    private static void check(Network network, List<Contender> contenders) {
        for (Contender contender : contenders) {
            if (contender.parameters() != contenders.get(0).parameters()) {
                throw new IllegalStateException("%s: %,d parameters, the other engine has %,d."
                        .formatted(network.title(), contenders.get(0).parameters(), contender.parameters()));
            }
            double[] losses = contender.train(LEARNING_STEPS);
            if (!(losses[LEARNING_STEPS - 1] < losses[0])) {
                throw new IllegalStateException("%s does not learn on %s: the loss goes from %f to %f."
                        .formatted(
                                network.title(),
                                contender.getClass().getSimpleName(),
                                losses[0],
                                losses[LEARNING_STEPS - 1]));
            }
        }
    }

    private interface Work {
        IntConsumer of(Contender contender);
    }
}
