package io.fovea.cli.terminal;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One piece of work in front of a person. Safe for several threads. */
public final class Step implements AutoCloseable {

    private static final Duration FRAME = Duration.ofMillis(100);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final StepLine line;
    private final Consumer<Duration> onEnd;
    private final long startedNanos = System.nanoTime();
    private final ScheduledExecutorService ticker;
    private final Thread onExit = new Thread(this::close, "progress-exit"); // Ctrl-C leaves a whole line too

    private double share = Double.NaN;
    private String detail = "";
    private int frames;
    private boolean ended;

    Step(Terminal terminal, String name, Consumer<Duration> onEnd) {
        this.terminal = terminal;
        this.line = new StepLine(name, terminal.glyphs(), terminal.errInk(), terminal.columns());
        this.onEnd = onEnd;
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        Runtime.getRuntime().addShutdownHook(onExit);
        Duration period = terminal.live() ? FRAME : SIGN_OF_LIFE;
        ticker.scheduleAtFixedRate(
                this::draw, terminal.live() ? 0 : period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Shows how far it is, from 0 to 1, and what there is to say about it. */
    public synchronized void show(double newShare, String newDetail) {
        share = newShare;
        detail = newDetail;
    }

    /** Shows what there is to say where nobody knows how far it is. */
    public synchronized void show(String newDetail) {
        detail = newDetail;
    }

    /** Shows how many of {@code total} are done, with a noun: "1,200 of 8,000 images". */
    public void count(long done, long total, String noun) {
        show(total == 0 ? 1 : (double) done / total, Figures.count(done) + " of " + Figures.count(total) + " " + noun);
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Ends the step well and leaves {@code outcome} in its line. */
    public void done(String outcome) {
        end(line.done(outcome, elapsed()));
    }

    @Override
    public void close() {
        end(line.failed(detail, elapsed()));
    }

    private synchronized void end(String last) {
        if (ended) {
            return;
        }
        ended = true;
        ticker.shutdownNow();
        forgetExit();
        erase();
        terminal.err().println(last);
        onEnd.accept(elapsed());
    }

    private void forgetExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // it is the exit
        }
    }

    private synchronized void draw() {
        if (ended) {
            return;
        }
        String text = line.moving(share, detail, elapsed(), frames++);
        if (terminal.live()) {
            terminal.err().print("\r" + text + "\u001b[K");
            terminal.err().flush();
        } else {
            terminal.err().println(text);
        }
    }

    private void erase() {
        if (terminal.live()) {
            terminal.err().print("\r\u001b[K");
        }
    }
}
