package io.fovea.trainer.jobs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** The job that a trainer works on, as the threads see it that may want it to stop. */
final class RunningJob {
    private final TopicPartition partition;
    private final Stop stop = new Stop();
    private final CountDownLatch ended = new CountDownLatch(1);

    RunningJob(TopicPartition partition) {
        this.partition = partition;
    }

    /** What a trainer works on that has nothing to do. */
    static RunningJob none() {
        RunningJob none = new RunningJob(new TopicPartition("", -1));
        none.ended();
        return none;
    }

    TopicPartition partition() {
        return partition;
    }

    Stop stop() {
        return stop;
    }

    void ended() {
        ended.countDown();
    }

    /** Asks it to stop, and waits that long for it. */
    void letGo(Duration patience) {
        stop.request();
        try {
            ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return partition.partition() < 0 ? "nothing" : partition.toString();
    }
}
