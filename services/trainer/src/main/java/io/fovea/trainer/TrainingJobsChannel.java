package io.fovea.trainer;

import io.fovea.trainer.jobs.JobQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Training jobs, one at a time. A record is acknowledged, and its offset committed, once its job has ended; a job that
 * was left undone stays in the queue (docs/adr/0002-training-jobs-as-a-queue.md).
 */
@ApplicationScoped
class TrainingJobsChannel {
    private final JobQueue queue;

    TrainingJobsChannel(JobQueue queue) {
        this.queue = queue;
    }

    @Incoming("trainer-jobs-in")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> train(Message<ConsumerRecord<byte[], byte[]>> job) {
        return queue.work(job.getPayload())
                .thenCompose(outcome -> outcome.isFinal() ? job.ack() : CompletableFuture.completedFuture(null));
    }
}
