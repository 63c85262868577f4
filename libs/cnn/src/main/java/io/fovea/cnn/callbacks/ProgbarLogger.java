package io.fovea.cnn.callbacks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keras' {@code ProgbarLogger}: a line for each epoch, with a bar while it runs and its metrics when it is done. The bar is drawn over
 * itself, so it is for a terminal; elsewhere, as in a file, there are the finished lines alone.
 */
public final class ProgbarLogger implements Callback {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private long epochStarted;
    private long drawn;
    private double lossSum;
    private int batches;
    private int done;
    private int seen;
    private int lineLength;

    /** To standard output; with a bar where there is a terminal. */
    public ProgbarLogger() {
        this(System.out, System.console() != null);
    }

    /** @param terminal whether to draw a bar */
    public ProgbarLogger(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void onEpochBegin(int epoch) {
        epochStarted = System.nanoTime();
        drawn = 0;
        lossSum = 0;
        batches = 0;
        done = 0;
        seen = 0;
        lineLength = 0;
    }

    @Override
    public void onBatchEnd(int epoch, int batch, int batches, double loss) {
        this.batches = batches;
        done = batch + 1;
        lossSum += loss;
        seen++;
        long now = System.nanoTime();
        if (terminal && (now - drawn > REDRAW_NANOS || drawn == 0)) {
            drawn = now;
            draw(String.format(Locale.ROOT, "%s  loss: %.4f", line(epoch, done), lossSum / seen));
        }
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
        String metrics = logs.entrySet().stream()
                .map(log -> String.format(Locale.ROOT, "%s: %.4f", log.getKey(), log.getValue()))
                .collect(Collectors.joining("  "));
        double seconds = (System.nanoTime() - epochStarted) / 1e9;
        draw(String.format(Locale.ROOT, "%s  %.1f s  %s", line(epoch, done), seconds, metrics));
        out.println();
    }

    private String line(int epoch, int done) {
        if (batches < 1) { // a data set that does not know its size
            return String.format(Locale.ROOT, "Epoch %d  %d", epoch + 1, done);
        }
        int filled = (int) ((long) WIDTH * done / batches);
        String bar = terminal ? "  " + "[" + "=".repeat(filled) + ".".repeat(WIDTH - filled) + "]" : "";
        String total = String.valueOf(batches);
        return String.format(Locale.ROOT, "Epoch %d  %" + total.length() + "d/%s%s", epoch + 1, done, total, bar);
    }

    private void draw(String line) {
        String rest = " ".repeat(Math.max(0, lineLength - line.length())); // of a longer line before
        out.print(terminal ? "\r" + line + rest : line);
        out.flush();
        lineLength = line.length();
    }
}
