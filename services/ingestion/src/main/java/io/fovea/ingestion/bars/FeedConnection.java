package io.fovea.ingestion.bars;

import io.fovea.ingestion.publishing.BarLetter;
import io.fovea.pipeline.FeedSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Bar;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one pipeline connected to its feed: subscribes, hands bars on in batches of what has come, and connects again after
 * a pause that doubles, from 0.5 s to 30 s. A feed that is faster than what takes its bars is read more slowly.
 */
public final class FeedConnection implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FeedConnection.class);
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_WAITING = 10_000;

    private final String pipeline;
    private final FeedSpec feed;
    private final BarFeed messages;
    private final Consumer<BarBatch> sink;
    private final MeterRegistry meters;
    private final BlockingQueue<BarBatch> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread connecting;
    private final Thread publishing;
    private volatile boolean closed;
    private volatile Duration pause = SHORTEST_PAUSE;
    private volatile @Nullable WebSocket socket;

    private FeedConnection(PipelineSpec pipeline, Consumer<BarBatch> sink, MeterRegistry meters, Clock clock) {
        this.pipeline = pipeline.name();
        var input = pipeline.market().orElseThrow().bars();
        this.feed = input.feed().orElseThrow();
        this.messages = new BarFeed(input, clock);
        this.sink = sink;
        this.meters = meters;
        this.connecting = thread(this::stayConnected, "feed-" + pipeline.name());
        this.publishing = thread(this::publish, "feed-bars-" + pipeline.name());
    }

    /**
     * Connects, now and again.
     *
     * @param sink takes the bars, in order, and what is none; it is called again with the same ones after it threw
     */
    public static FeedConnection open(
            PipelineSpec pipeline, Consumer<BarBatch> sink, MeterRegistry meters, Clock clock) {
        var connection = new FeedConnection(pipeline, sink, meters, clock);
        connection.connecting.start();
        connection.publishing.start();
        return connection;
    }

    private static Thread thread(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void stayConnected() {
        try {
            while (!closed) {
                connectOnce();
                count("reconnects", 1);
                Thread.sleep(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the connection is lost, or there was none. */
    private void connectOnce() throws InterruptedException {
        var over = new CountDownLatch(1);
        try {
            WebSocket opened = http.newWebSocketBuilder()
                    .connectTimeout(CONNECTING)
                    .buildAsync(feed.url(), new Listener(over))
                    .get(CONNECTING.toMillis(), TimeUnit.MILLISECONDS);
            socket = opened;
            LOG.infof("Connected to a feed pipeline=%s url=%s", pipeline, feed.url());
            for (String text : feed.subscribe()) {
                opened.sendText(text, true).get(CONNECTING.toMillis(), TimeUnit.MILLISECONDS);
            }
            over.await();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("A feed cannot be reached pipeline=%s url=%s problem=%s", pipeline, feed.url(), e.getMessage());
        }
    }

    private void received(String text) throws InterruptedException {
        BarFeed.Message message = messages.message(text);
        pause = SHORTEST_PAUSE;
        if (message.missing() > 0) {
            LOG.warnf("A feed left messages out pipeline=%s missing=%d", pipeline, message.missing());
            count("missing.messages", message.missing());
        }
        count("rejected", message.letters().size());
        for (BarLetter letter : message.letters()) {
            LOG.debugf(
                    "A feed sent what is no bar pipeline=%s problem=%s",
                    pipeline, letter.why().explanation());
            waiting.put(BarBatch.of(letter));
        }
        for (Bar bar : message.bars()) {
            waiting.put(BarBatch.of(bar)); // full: the feed waits
        }
    }

    private void publish() {
        List<BarBatch> batch = new ArrayList<>();
        try {
            while (!closed) {
                BarBatch first = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch);
                    publish(BarBatch.joined(batch));
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(BarBatch batch) throws InterruptedException {
        while (!closed) {
            try {
                sink.accept(batch);
                return;
            } catch (RuntimeException e) { // Kafka is away: nothing is taken twice
                LOG.warnf(
                        "A feed's bars wait pipeline=%s bars=%d problem=%s",
                        pipeline, batch.bars().size(), e.getMessage());
                Thread.sleep(1_000);
            }
        }
    }

    private void count(String what, long by) {
        meters.counter("fovea.ingestion.feed." + what, "pipeline", pipeline).increment(by);
    }

    @Override
    public void close() {
        closed = true;
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
        connecting.interrupt();
        publishing.interrupt();
    }

    /** Puts a message's parts together. */
    private final class Listener implements WebSocket.Listener {
        private final CountDownLatch over;
        private final StringBuilder text = new StringBuilder();

        Listener(CountDownLatch over) {
            this.over = over;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            if (text.length() + part.length() > MOST_CHARACTERS) {
                LOG.warnf("A feed's message is longer than %d characters pipeline=%s", MOST_CHARACTERS, pipeline);
                from.abort();
                over.countDown();
                return null;
            }
            text.append(part);
            if (last) {
                try {
                    received(text.toString());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            LOG.infof("A feed closed the connection pipeline=%s status=%d", pipeline, status);
            over.countDown();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            LOG.warnf("A feed's connection broke pipeline=%s problem=%s", pipeline, error.getMessage());
            over.countDown();
        }
    }
}
