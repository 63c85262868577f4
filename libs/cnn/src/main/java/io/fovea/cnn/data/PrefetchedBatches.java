package io.fovea.cnn.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Batches that one other thread prepares, a few ahead of the one that uses them; the same batches in the same order. What fails
 * there is thrown here, when its turn comes. {@link #close} ends the thread.
 */
public final class PrefetchedBatches implements Iterator<Batch>, AutoCloseable {
    private static final long WAIT_MILLIS = 50;

    private final BlockingQueue<Prepared> ready;
    private final @Nullable Thread thread;
    private final @Nullable Iterator<Batch> direct;
    private @Nullable Prepared next;
    private volatile boolean closed;

    private PrefetchedBatches(Iterable<Batch> batches, int ahead) {
        this.ready = new LinkedBlockingQueue<>(Math.max(1, ahead));
        if (ahead == 0) {
            this.direct = batches.iterator();
            this.thread = null;
        } else {
            this.direct = null;
            this.thread = new Thread(() -> prepare(batches), "fovea-batches");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** @param ahead how many batches may wait; 0 prepares each on the thread that asks for it */
    public static PrefetchedBatches of(Iterable<Batch> batches, int ahead) {
        return new PrefetchedBatches(batches, ahead);
    }

    private void prepare(Iterable<Batch> batches) {
        Iterator<Batch> source = null;
        try {
            source = batches.iterator();
            while (!closed && source.hasNext()) {
                hand(new Prepared(source.next(), null));
            }
            hand(Prepared.END);
        } catch (RuntimeException | Error e) {
            hand(new Prepared(null, e));
        } finally {
            closeSource(source);
        }
    }

    private void hand(Prepared prepared) {
        try {
            while (!closed && !ready.offer(prepared, WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                // until there is room, or nobody wants it any more
            }
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean hasNext() {
        if (direct != null) {
            return direct.hasNext();
        }
        Prepared prepared = peek();
        if (prepared.error() instanceof RuntimeException e) {
            throw e;
        }
        if (prepared.error() instanceof Error e) {
            throw e;
        }
        return prepared.batch() != null;
    }

    @Override
    public Batch next() {
        if (direct != null) {
            return direct.next();
        }
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Batch batch = peek().batch();
        next = null;
        return Objects.requireNonNull(batch);
    }

    private Prepared peek() {
        if (next == null) {
            try {
                next = ready.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for a batch.", e);
            }
        }
        return next;
    }

    /** Ends the other thread and waits for it. */
    @Override
    public void close() {
        closed = true;
        if (thread == null) {
            closeSource(direct);
            return;
        }
        ready.clear();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeSource(@Nullable Iterator<Batch> source) {
        if (source instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("The data set could not be closed: " + e.getMessage(), e);
            }
        }
    }

    /** A batch, or why there is none; neither at the end. */
    private record Prepared(@Nullable Batch batch, @Nullable Throwable error) {
        private static final Prepared END = new Prepared(null, null);
    }
}
