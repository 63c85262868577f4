package io.fovea.messaging;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/** What an admin client answers, and how it is told of that it does not. */
final class AdminFutures {

    private AdminFutures() {}

    /** @throws MessagingException when it fails */
    static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static MessagingException failed(Throwable cause) {
        return new MessagingException("Kafka's topics cannot be reached: " + cause.getMessage(), cause);
    }

    static MessagingException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new MessagingException("Interrupted while asking Kafka about its topics.", e);
    }
}
