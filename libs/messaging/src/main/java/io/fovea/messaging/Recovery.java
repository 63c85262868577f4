package io.fovea.messaging;

import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;

/** The way back after a failed transaction or a rebalance, tried until it succeeds or all is closed. */
final class Recovery {

    private static final Logger LOG = Logger.getLogger(Recovery.class);

    private final String service;
    private final TransactionalProducer producer;
    private final BatchMeters meters;
    private final CountDownLatch closed;
    private final Pause pause;
    private final LogLimit warnings = new LogLimit();

    Recovery(String service, TransactionalProducer producer, BatchMeters meters, CountDownLatch closed, Pause pause) {
        this.service = service;
        this.producer = producer;
        this.meters = meters;
        this.closed = closed;
        this.pause = pause;
    }

    /**
     * First the producer, since an open transaction hides the committed positions; then the consumer.
     *
     * @return whether the consumer is back at its committed positions: not where all has been closed before
     */
    boolean after(RuntimeException failure, BatchConsumer consumer) {
        meters.aborts.increment();
        warn("A transaction failed, its records come again", failure);
        boolean recovered = false;
        while (!recovered && pause.await()) {
            try {
                producer.recover();
                recovered = true;
            } catch (RuntimeException e) {
                warn("The producer cannot go on yet", e);
            }
        }
        return rewind(consumer);
    }

    /** Puts the consumer back to its committed positions; whether it could before all was closed. */
    boolean rewind(BatchConsumer consumer) {
        boolean rewound = false;
        while (!rewound && closed.getCount() > 0) {
            try {
                consumer.rewind();
                meters.rewinds.increment();
                rewound = true;
            } catch (RuntimeException e) {
                warn("The consumer cannot go back yet", e);
                pause.await();
            }
        }
        return rewound;
    }

    private void warn(String what, RuntimeException problem) {
        if (warnings.allows()) {
            LOG.warnf(
                    "%s service=%s problem=%s: %s",
                    what, service, problem.getClass().getSimpleName(), problem.getMessage());
        }
    }
}
