package io.fovea.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns the batches of one channel into outputs, dead letters and committed offsets, each batch in one Kafka
 * transaction: after any failure, rebalance or crash every record has had its effect exactly once, in the order of its
 * partition, for readers with {@code isolation.level=read_committed}. See {@code docs/adr/0001}.
 *
 * <p>The channel is a SmallRye one with {@code batch=true}, {@code commit-strategy=ignore}, {@code
 * failure-strategy=ignore}, {@code isolation.level=read_committed}, {@code enable.auto.commit=false} and {@code
 * auto.offset.reset=earliest}. Batches are processed on a thread of this object's own.
 */
public final class ExactlyOnce implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ExactlyOnce.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final ExactlyOnceSettings settings;
    private final Supplier<KafkaClientService> clients;
    private final BatchMeters meters;
    private final TransactionalProducer producer;
    private final DeadLetters deadLetters;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Pause pause;
    private final LogLimit failures = new LogLimit();
    private final Recovery recovery;
    private final ScheduledExecutorService worker;
    private @Nullable BatchConsumer consumer;

    private ExactlyOnce(ExactlyOnceSettings settings, MeterRegistry meters, Supplier<KafkaClientService> clients) {
        this.settings = settings;
        this.clients = clients;
        this.meters = new BatchMeters(settings.service(), meters);
        this.producer = new TransactionalProducer(settings);
        this.deadLetters = new DeadLetters(settings.service(), settings.clientProperties());
        this.pause = new Pause(settings.longestPause(), closed);
        this.recovery = new Recovery(settings.service(), producer, this.meters, closed, pause);
        this.worker = Executors.newSingleThreadScheduledExecutor(
                task -> new Thread(task, "exactly-once-" + settings.service()));
    }

    /** For one channel of a CDI application; the caller closes it. Needs no broker yet. */
    public static ExactlyOnce of(ExactlyOnceSettings settings, MeterRegistry meters) {
        return new ExactlyOnce(
                settings,
                meters,
                () -> CDI.current().select(KafkaClientService.class).get());
    }

    /** As {@link #of(ExactlyOnceSettings, MeterRegistry)}, where the channels' consumers are found by other means. */
    public static ExactlyOnce of(ExactlyOnceSettings settings, MeterRegistry meters, KafkaClientService clients) {
        return new ExactlyOnce(settings, meters, () -> clients);
    }

    /**
     * Processes and commits what was polled, in batches within the settings' limits. What fails is tried again after a pause of 100 ms to 5 s, for as long as it takes.
     *
     * @return completes once the batch is committed, or will come again: never with a failure, which would end the
     *     channel, but for a channel that is set up wrongly
     */
    public CompletionStage<Void> process(Message<ConsumerRecords<byte[], byte[]>> batch, BatchProcessor processor) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            return CompletableFuture.runAsync(
                            () -> {
                                Thread.currentThread().setContextClassLoader(loader);
                                processOnWorker(batch, processor);
                            },
                            worker)
                    .thenCompose(done -> batch.ack());
        } catch (RejectedExecutionException e) { // closed: it comes again in the next life
            return CompletableFuture.completedFuture(null);
        }
    }

    private void processOnWorker(Message<ConsumerRecords<byte[], byte[]>> message, BatchProcessor processor) {
        BatchConsumer source = consumerOf(message);
        PolledBatch polled = PolledBatch.of(message, source);
        processAll(polled, source, processor);
        InFlight.of(channel(message)).done(polled.poll());
    }

    private void processAll(PolledBatch polled, BatchConsumer source, BatchProcessor processor) {
        PolledBatch rest = polled;
        while (!rest.isEmpty() && !isClosed()) {
            ConsumerGroupMetadata group = source.group();
            if (group.generationId() != polled.generation()) {
                LOG.debugf("Rebalanced, going back service=%s", settings.service());
                recovery.rewind(source);
                return;
            }
            PolledBatch batch = rest.first(settings.limits());
            CollectedOutput output = attempt(batch, processor);
            if (output == null) {
                pause.await();
            } else if (finish(batch, output, group, source)) {
                rest = rest.after(batch, output.left(), output.postponed().keySet());
            } else {
                return;
            }
        }
    }

    private @Nullable CollectedOutput attempt(PolledBatch batch, BatchProcessor processor) {
        var output = new CollectedOutput(deadLetters, settings.limits().time());
        long start = System.nanoTime();
        try {
            processor.process(batch.records(), output);
            return output;
        } catch (RuntimeException e) {
            meters.failures.increment();
            if (failures.allows()) {
                LOG.warnf(
                        e,
                        "A batch failed and is tried again service=%s records=%d",
                        settings.service(),
                        batch.records().size());
            }
            return null;
        } finally {
            meters.processing.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    /** Whether it is committed, so that the next batch may follow. */
    private boolean finish(
            PolledBatch batch, CollectedOutput output, ConsumerGroupMetadata group, BatchConsumer source) {
        Map<TopicPartition, OffsetAndMetadata> offsets = batch.offsetsWithout(output.stopped());
        if (!offsets.isEmpty()) { // else all of it is postponed
            long start = System.nanoTime();
            try {
                producer.commit(output.records(), offsets, group);
            } catch (RuntimeException e) {
                recovery.after(e, source);
                return false;
            }
            meters.committed(batch.countBefore(offsets), output.rejected(), System.nanoTime() - start);
        }
        pause.reset();
        postpone(output.postponed(), source);
        return true;
    }

    private void postpone(Map<TopicPartition, Long> postponed, BatchConsumer source) {
        if (postponed.isEmpty()) {
            return;
        }
        meters.postponements.increment(postponed.size());
        source.postpone(postponed);
        List<TopicPartition> resting = List.copyOf(postponed.keySet());
        long rest = settings.postponement().toMillis();
        try {
            worker.schedule(() -> source.resume(resting), rest, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debugf("Closed with postponed records service=%s", settings.service());
        }
    }

    private BatchConsumer consumerOf(Message<?> message) {
        BatchConsumer known = consumer;
        if (known == null) {
            String channel = channel(message);
            List<io.smallrye.reactive.messaging.kafka.KafkaConsumer<byte[], byte[]>> found =
                    clients.get().getConsumers(channel);
            if (found.size() != 1) {
                throw new IllegalStateException(
                        "Channel %s has %d consumers, and exactly once needs one.".formatted(channel, found.size()));
            }
            known = new BatchConsumer(found.get(0));
            meters.watch(InFlight.of(channel));
            consumer = known;
        }
        return known;
    }

    private static String channel(Message<?> message) {
        return PolledBatch.metadata(message).getChannel();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Waits up to 5 s for the batch at hand; what is not committed by then comes again in the next life. */
    @Override
    public void close() {
        closed.countDown();
        worker.shutdown();
        try {
            if (!worker.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
