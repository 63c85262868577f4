package io.fovea.benchmarks.served;

import io.fovea.benchmarks.processes.Cores;
import io.fovea.benchmarks.processes.Jvm;
import io.fovea.cnn.Device;
import io.fovea.cnn.SavedModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** {@link SavedModel#predict} again and again on batches that lie in memory, in a process of its own. */
public final class BareLoop implements AutoCloseable {

    private static final int[] BATCHES = {32, 64, 128, 256};

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter commands;

    private BareLoop(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /** @param artefact that holds the SavedModel */
    public static BareLoop start(ServedNetwork network, Path artefact, Cores cores) throws IOException {
        return new BareLoop(Jvm.start(cores, BareLoop.class, network.pipeline(), artefact.toString()));
    }

    /** Of the batches that are tried, the one that gives most records a second. */
    public int bestBatch() throws IOException {
        int best = BATCHES[0];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 2; round++) {
            for (int batch : BATCHES) {
                long nanos = nanos(batch, 1024);
                if (round > 0 && nanos < least) { // the first warms up
                    least = nanos;
                    best = batch;
                }
            }
        }
        return best;
    }

    /** How long it takes for so many records. */
    public long nanos(int batch, int records) throws IOException {
        return run(batch, records).nanos();
    }

    /** What so many records take, in batches of this size. */
    public Took run(int batch, int records) throws IOException {
        commands.println(batch + " " + records);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The bare loop ended; its errors are above.");
        }
        return Took.of(answer);
    }

    /**
     * Times of a loop, in nanoseconds.
     *
     * @param nanos of all
     * @param p50 of a batch
     * @param p99 of a batch
     */
    public record Took(long nanos, long p50, long p99) {

        private static Took of(String line) {
            long[] numbers =
                    Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Took(numbers[0], numbers[1], numbers[2]);
        }

        private String line() {
            return nanos + " " + p50 + " " + p99;
        }
    }

    /** What it has used of the processors. */
    public Duration processorTime() {
        return Jvm.processorTime(process.toHandle());
    }

    /** @param arguments network and artefact; then lines of batch and records come in */
    public static void main(String[] arguments) throws IOException {
        ServedNetwork network = ServedNetwork.named(arguments[0]);
        Pictures pictures = Pictures.random(network, 512, 7);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (SavedModel model = SavedModel.load(Path.of(arguments[1]), Device.AUTO, 0)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] numbers = line.split(" ");
                System.out.println(run(model, pictures, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]))
                        .line());
            }
        }
    }

    private static Took run(SavedModel model, Pictures pictures, int batch, int records) {
        long[] times = new long[(records + batch - 1) / batch];
        long start = System.nanoTime();
        for (int i = 0; i < times.length; i++) {
            long begun = System.nanoTime();
            int from = i * batch % pictures.count();
            int rows = Math.min(batch, records - i * batch);
            model.predict(pictures.batch(from, Math.min(from + rows, pictures.count())));
            times[i] = System.nanoTime() - begun;
        }
        long nanos = System.nanoTime() - start;
        Arrays.sort(times);
        return new Took(nanos, times[times.length / 2], times[times.length * 99 / 100]);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
