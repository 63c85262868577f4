package io.fovea.ingestion.publishing;

import io.fovea.proto.image.v1.ImageRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One pipeline's images topic, to which no image is published twice. What it holds is read at first use, and again
 * after a transaction whose end is unknown. One request at a time; see {@code docs/adr/0004-content-hash-as-id.md}.
 */
final class ImagesTopic {
    private final String pipeline;
    private final PublishedImages published;
    private final ImageTransactions transactions;

    private final FingerprintSet known = new FingerprintSet();
    private final Map<Integer, Long> positions = new HashMap<>();
    private boolean isStale = true;
    private volatile int size;

    ImagesTopic(String pipeline, PublishedImages published, ImageTransactions transactions) {
        this.pipeline = pipeline;
        this.published = published;
        this.transactions = transactions;
    }

    /**
     * Publishes those images that the topic does not hold, in one transaction.
     *
     * @param event makes an image's record
     * @return how many were published
     * @throws BrokerUnavailableException when it is unknown whether they were; sending them again is safe
     */
    synchronized int append(List<ImageRecord> images, Function<ImageRecord, ProducerRecord<byte[], byte[]>> event) {
        refresh();
        Set<ImageFingerprint> sent = new HashSet<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ImageRecord image : images) {
            ImageFingerprint fingerprint = ImageFingerprint.of(image);
            if (!known.contains(fingerprint) && sent.add(fingerprint)) {
                records.add(event.apply(image));
            }
        }
        publish(records);
        sent.forEach(known::add);
        size = known.size();
        return records.size();
    }

    /** Images known to be in the topic; waits for nobody. */
    int size() {
        return size;
    }

    private void refresh() {
        if (isStale) {
            transactions.settle(); // or the end of the topic would hide behind an open transaction
            published.read(pipeline, positions, image -> known.add(ImageFingerprint.of(image)));
            isStale = false;
        }
    }

    private void publish(List<ProducerRecord<byte[], byte[]>> records) {
        if (!records.isEmpty()) {
            isStale = true;
            transactions.publish(records);
            isStale = false;
        }
    }
}
