package io.fovea.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@link ExactlyOnce} needs to know.
 *
 * @param service who processes, such as {@code predictor}; meters and dead letters carry it
 * @param instance stable name of this process, so that its next life fences this one's open transaction
 * @param clientProperties of Kafka's producer and admin client; {@code bootstrap.servers} is needed
 * @param transactionTimeout the broker aborts a transaction that is open for longer; keep it above the longest outage
 *     that should pass without a new producer
 * @param postponement how long a postponed partition rests
 * @param longestPause between two attempts at a batch; the first pause is 100 ms, and each is twice the one before
 * @param limits of a batch
 */
public record ExactlyOnceSettings(
        String service,
        String instance,
        Map<String, Object> clientProperties,
        Duration transactionTimeout,
        Duration postponement,
        Duration longestPause,
        BatchLimits limits) {

    public ExactlyOnceSettings {
        if (service.isBlank() || instance.isBlank()) {
            throw new IllegalArgumentException("Exactly once needs the names of the service and of its instance.");
        }
        clientProperties = Map.copyOf(clientProperties);
    }

    /** Settings with a transaction timeout of 60 s, postponements of 250 ms, pauses of up to 5 s and batches as large as polls. */
    public static ExactlyOnceSettings of(String service, String instance, Map<String, Object> clientProperties) {
        return new ExactlyOnceSettings(
                service,
                instance,
                clientProperties,
                Duration.ofSeconds(60),
                Duration.ofMillis(250),
                Duration.ofSeconds(5),
                BatchLimits.NONE);
    }

    /** As {@link #of(String, String, Map)}, with nothing but the brokers' addresses. */
    public static ExactlyOnceSettings of(String service, String instance, String bootstrapServers) {
        return of(service, instance, Map.of("bootstrap.servers", bootstrapServers));
    }

    public ExactlyOnceSettings withTransactionTimeout(Duration timeout) {
        return new ExactlyOnceSettings(
                service, instance, clientProperties, timeout, postponement, longestPause, limits);
    }

    public ExactlyOnceSettings withPostponement(Duration rest) {
        return new ExactlyOnceSettings(
                service, instance, clientProperties, transactionTimeout, rest, longestPause, limits);
    }

    public ExactlyOnceSettings withLimits(BatchLimits ofBatch) {
        return new ExactlyOnceSettings(
                service, instance, clientProperties, transactionTimeout, postponement, longestPause, ofBatch);
    }

    /** Adds a property of the producer or the admin client, or overrides a default. */
    public ExactlyOnceSettings withClientProperty(String key, Object value) {
        var properties = new HashMap<>(clientProperties);
        properties.put(key, value);
        return new ExactlyOnceSettings(
                service, instance, properties, transactionTimeout, postponement, longestPause, limits);
    }

    String transactionalId() {
        return service + "-" + instance;
    }
}
