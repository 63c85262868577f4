package io.fovea.ingestion.publishing;

import io.fovea.messaging.DeadLetters;
import io.fovea.messaging.Topics;
import io.fovea.proto.image.v1.ImageRecord;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Dead letters of what came from no topic: the record that would have been published, and why it was not. */
final class RefusedImages implements Published<RefusedImage>, EventLog.Events<RefusedImage> {
    private static final int NO_PARTITION = 0; // where it goes when it is sent again
    private static final long NO_OFFSET = -1;

    private final Published<ImageRecord> letters;
    private final ImageEvents events;

    RefusedImages(Published<ImageRecord> letters, ImageEvents events) {
        this.letters = letters;
        this.events = events;
    }

    @Override
    public ProducerRecord<byte[], byte[]> event(String pipeline, RefusedImage refused, Optional<String> traceparent) {
        ProducerRecord<byte[], byte[]> image = events.event(pipeline, refused.image(), traceparent);
        return new ProducerRecord<>(
                Topics.deadLetters(pipeline),
                null,
                image.key(),
                image.value(),
                DeadLetters.headers(
                        image.headers(), refused.reason(), "ingestion", image.topic(), NO_PARTITION, NO_OFFSET));
    }

    @Override
    public void read(String pipeline, Map<Integer, Long> positions, Consumer<RefusedImage> records) {
        letters.read(pipeline, positions, image -> records.accept(new RefusedImage(image, "")));
    }

    @Override
    public void check() {
        letters.check();
    }
}
