package io.fovea.ingestion.publishing;

import io.fovea.proto.image.v1.ImageRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The images topics of all pipelines, to which no image is published twice. Thread-safe. */
public final class ImageLog implements AutoCloseable {
    private final PublishedImages published;
    private final ImageTransactions transactions;
    private final ImageEvents events;
    private final Map<String, ImagesTopic> topics = new ConcurrentHashMap<>();

    public ImageLog(PublishedImages published, ImageTransactions transactions, ImageEvents events) {
        this.published = published;
        this.transactions = transactions;
        this.events = events;
    }

    /**
     * Publishes those of the images that the pipeline's topic does not hold, in one transaction.
     *
     * @param traceparent the W3C trace that they belong to
     * @return how many were published; the others are there already
     * @throws BrokerUnavailableException when it is unknown whether they were; sending them again is safe
     * @throws io.fovea.registry.ArtefactException when a large one cannot be stored; none was published
     */
    public int append(String pipeline, List<ImageRecord> images, Optional<String> traceparent) {
        return topics.computeIfAbsent(pipeline, name -> new ImagesTopic(name, published, transactions))
                .append(images, image -> events.event(pipeline, image, traceparent));
    }

    /** Images known to be published, of all pipelines used so far. */
    public int size() {
        return topics.values().stream().mapToInt(ImagesTopic::size).sum();
    }

    /**
     * Makes ready for transactions, and ends one that a killed process of this name left open.
     *
     * @throws BrokerUnavailableException when the broker does not answer
     */
    public void check() {
        published.check();
        transactions.check();
    }

    @Override
    public void close() {
        transactions.close();
    }
}
