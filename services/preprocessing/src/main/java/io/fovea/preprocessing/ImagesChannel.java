package io.fovea.preprocessing;

import io.fovea.messaging.ExactlyOnce;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The images topics of all pipelines. */
@ApplicationScoped
class ImagesChannel {
    private final ExactlyOnce exactlyOnce;
    private final Preprocessing preprocessing;

    ImagesChannel(PreprocessingSetup setup) {
        this.exactlyOnce = setup.exactlyOnce();
        this.preprocessing = setup.preprocessing();
    }

    /** A batch of images becomes examples, dead letters and offsets in one transaction; order holds within a partition. */
    @Incoming("preprocessing-images-in")
    @Blocking // decoding and Kafka's answers must not hold the event loop
    CompletionStage<Void> preprocess(Message<ConsumerRecords<byte[], byte[]>> images) {
        return exactlyOnce.process(images, preprocessing);
    }
}
