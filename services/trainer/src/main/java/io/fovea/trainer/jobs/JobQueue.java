package io.fovea.trainer.jobs;

import io.fovea.messaging.MessagingException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Works on jobs with a thread of its own, one at a time, and lets one go when its partition goes to another trainer.
 * While Kafka is away a job is tried again and again, each time from its last checkpoint.
 */
public final class JobQueue implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JobQueue.class);
    private static final Duration LETTING_GO = Duration.ofSeconds(8);

    private final JobWorker worker;
    private final Duration outagePause;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(runnable -> new Thread(runnable, "fovea-trainer"));
    private final Set<TopicPartition> revoked = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile RunningJob running = RunningJob.none();

    /** @param outagePause between two attempts at a job while Kafka is away */
    public JobQueue(JobWorker worker, Duration outagePause) {
        this.worker = worker;
        this.outagePause = outagePause;
    }

    /** Completes when the job has ended or was let go, and never exceptionally. */
    public CompletionStage<Outcome> work(ConsumerRecord<byte[], byte[]> job) {
        try {
            return CompletableFuture.supplyAsync(() -> workUntilDone(job), thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(Outcome.STOPPED);
        }
    }

    /** Takes jobs of these partitions, again where they had been revoked. */
    public void assign(Collection<TopicPartition> partitions) {
        revoked.removeAll(partitions);
    }

    /** Lets go of the job if it is of one of these partitions; returns when it has, or after 8 s. */
    public void revoke(Collection<TopicPartition> partitions) {
        revoked.addAll(partitions);
        RunningJob job = running;
        if (partitions.contains(job.partition())) {
            LOG.infof("Training job goes to another trainer partition=%s", job.partition());
            job.letGo(LETTING_GO);
        }
    }

    public boolean isOpen() {
        return !closed;
    }

    /** Topic and partition of the present job; "nothing" without one. */
    public String workingOn() {
        return running.toString();
    }

    /** Takes no more jobs and lets go of the present one; returns when it has, or after 8 s. */
    @Override
    public void close() {
        closed = true;
        running.letGo(LETTING_GO);
        thread.shutdown();
    }

    private Outcome workUntilDone(ConsumerRecord<byte[], byte[]> job) {
        RunningJob current = new RunningJob(new TopicPartition(job.topic(), job.partition()));
        running = current;
        try {
            Outcome outcome = Outcome.STOPPED;
            while (!outcome.isFinal() && !closed && !revoked.contains(current.partition())) {
                outcome = attempt(job, current.stop());
            }
            return outcome;
        } finally {
            running = RunningJob.none();
            current.ended();
        }
    }

    private Outcome attempt(ConsumerRecord<byte[], byte[]> job, Stop stop) {
        try {
            return worker.work(job, stop);
        } catch (KafkaException | MessagingException e) {
            LOG.warnf(
                    "Training waits for Kafka partition=%d offset=%d reason=%s",
                    job.partition(), job.offset(), e.getMessage());
            stop.await(outagePause);
            return Outcome.STOPPED;
        }
    }
}
