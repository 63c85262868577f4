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
 * partition, for readers with {@code isolation.level=read_committed}. See {@code docs/adr/0001} and {@code 0033}.
 *
 * <p>The channel is a SmallRye one with {@code batch=true}, {@code commit-strategy=ignore}, {@code
 * failure-strategy=ignore}, {@code isolation.level=read_committed}, {@code enable.auto.commit=false} and {@code
 * auto.offset.reset=earliest}. Batches are processed on a thread of this object's own, each while the one before is committed on another.
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
    private final Commits commits;
    private final Arrivals arrivals;
    private final ScheduledExecutorService worker;
    private final Postponements postponements;
    private final Tracing tracing;
    private volatile @Nullable BatchConsumer consumer;
    private volatile boolean isStranded; // closed before the consumer was back at a batch that is not committed

    private ExactlyOnce(
            ExactlyOnceSettings settings, MeterRegistry meters, Supplier<KafkaClientService> clients, Tracing tracing) {
        this.settings = settings;
        this.tracing = tracing;
        this.clients = clients;
        this.meters = new BatchMeters(settings.service(), meters);
        this.producer = new TransactionalProducer(settings);
        this.deadLetters = new DeadLetters(settings.service(), settings.clientProperties());
        this.pause = new Pause(settings.longestPause(), closed);
        this.recovery = new Recovery(settings.service(), producer, this.meters, closed, pause);
        this.commits = new Commits(settings.service());
        this.arrivals = new Arrivals(settings.limits());
        this.worker = Executors.newSingleThreadScheduledExecutor(
                task -> new Thread(task, "exactly-once-" + settings.service()));
        this.postponements = new Postponements(worker, settings.postponement());
    }

    /** For one channel of a CDI application; the caller closes it. Needs no broker yet. */
    public static ExactlyOnce of(ExactlyOnceSettings settings, MeterRegistry meters) {
        return new ExactlyOnce(
                settings,
                meters,
                () -> CDI.current().select(KafkaClientService.class).get(),
                Tracing.ofEnvironment());
    }

    /** As {@link #of(ExactlyOnceSettings, MeterRegistry)}, where the channels' consumers are found by other means. */
    public static ExactlyOnce of(ExactlyOnceSettings settings, MeterRegistry meters, KafkaClientService clients) {
        return of(settings, meters, clients, Tracing.ofEnvironment());
    }

    static ExactlyOnce of(
            ExactlyOnceSettings settings, MeterRegistry meters, KafkaClientService clients, Tracing tracing) {
        return new ExactlyOnce(settings, meters, () -> clients, tracing);
    }

    /**
     * Processes and commits what was polled, in batches within the settings' limits: polls that come while others are processed go
     * together. What fails is tried again after a pause of 100 ms to 5 s, for as long as it takes.
     *
     * @return completes once another poll may come: never with a failure, which would end the channel, but for a channel that
     *     is set up wrongly
     */
    public CompletionStage<Void> process(Message<ConsumerRecords<byte[], byte[]>> batch, BatchProcessor processor) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            BatchConsumer source = consumerOf(batch);
            CompletableFuture<Void> over = arrivals.add(source.withoutResting(PolledBatch.of(batch)));
            worker.execute(() -> {
                Thread.currentThread().setContextClassLoader(loader);
                processArrivals(source, processor, InFlight.of(channel(batch)));
            });
            return over.thenCompose(done -> batch.ack());
        } catch (RejectedExecutionException e) { // closed: it comes again in the next life
            return CompletableFuture.completedFuture(null);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** All that has come since the last time; nothing where that has been taken along. */
    private void processArrivals(BatchConsumer source, BatchProcessor processor, InFlight inFlight) {
        if (!arrivals.areMany()) {
            commits.await(); // what comes meanwhile makes the next batch larger, and waits no longer for its commit
        }
        List<Arrivals.Arrival> taken = arrivals.take();
        try {
            taken.stream()
                    .map(arrival -> arrival.polled().wantedBy(source))
                    .reduce(PolledBatch::with)
                    .ifPresent(polled -> {
                        processAll(polled, source, processor);
                        commits.whenDone(() -> inFlight.done(polled.poll()));
                    });
        } finally {
            if (!taken.isEmpty()) {
                postponements.processed();
            }
            taken.forEach(arrival -> arrival.over().complete(null));
        }
    }

    private void processAll(PolledBatch polled, BatchConsumer source, BatchProcessor processor) {
        PolledBatch rest = polled;
        while (!rest.isEmpty() && !isClosed()) {
            ConsumerGroupMetadata group = source.group();
            if (group.generationId() != polled.generation()) {
                LOG.debugf("Rebalanced, going back service=%s", settings.service());
                commits.await();
                recovery.rewind(source);
                return;
            }
            PolledBatch batch = rest.first(settings.limits());
            CollectedOutput output = attempt(batch, processor); // while the batch before is committed
            commits.await();
            if (isStranded || !batch.isWanted(source)) { // the batch before is not committed: both come again
                return;
            }
            if (output == null) {
                pause.await();
            } else {
                rest = rest.after(batch, output.left(), output.resting());
                commit(batch, output, group, source, processor);
            }
        }
    }

    /** What follows a postponed record must not be looked at before it is known to come again. */
    private void commit(
            PolledBatch batch,
            CollectedOutput output,
            ConsumerGroupMetadata group,
            BatchConsumer source,
            BatchProcessor processor) {
        commits.begin(() -> finish(batch, output, group, source, processor));
        if (!output.resting().isEmpty()) {
            commits.await();
        }
    }

    private @Nullable CollectedOutput attempt(PolledBatch batch, BatchProcessor processor) {
        BatchTrace trace = tracing.batch(settings.service(), batch.records());
        var output = new CollectedOutput(deadLetters, settings.limits().time(), trace);
        long start = System.nanoTime();
        try {
            processor.process(batch.records(), output);
            output.passBy(batch.unread(processor::reads, output.stopped().keySet()));
            return output;
        } catch (RuntimeException e) {
            meters.failures.increment();
            trace.failed(e);
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

    private void finish(
            PolledBatch batch,
            CollectedOutput output,
            ConsumerGroupMetadata group,
            BatchConsumer source,
            BatchProcessor processor) {
        Map<TopicPartition, OffsetAndMetadata> offsets = batch.offsetsWithout(output.stopped());
        if (!offsets.isEmpty()) { // else all of it is postponed
            long start = System.nanoTime();
            try {
                producer.commit(output.records(), offsets, group);
            } catch (RuntimeException e) {
                output.trace().failed(e);
                isStranded = !recovery.after(e, source);
                return;
            }
            meters.committed(batch.countBefore(offsets), output.rejected(), System.nanoTime() - start);
            output.trace().committed();
        }
        pause.reset();
        if (!output.postponed().isEmpty()) {
            meters.postponements.increment(output.postponed().size());
            postponements.postpone(output.postponed(), source);
        }
        if (!output.unread().isEmpty()) {
            postponements.passBy(output.unread(), source, processor::reads);
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
            known = new BatchConsumer(found.get(0), InFlight.of(channel));
            meters.watch(known.inFlight());
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

    /** Waits up to 5 s for the batch at hand, and as long for its commit; what is not committed by then comes again in the next life. */
    @Override
    public void close() {
        closed.countDown();
        worker.shutdown();
        try {
            if (!worker.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
            commits.close(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
