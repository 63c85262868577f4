package io.fovea.featureextractor;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Where examples come in. */
@ApplicationScoped
class FeatureExtractorChannel {

    private final FeatureExtractorSetup setup;

    FeatureExtractorChannel(FeatureExtractorSetup setup) {
        this.setup = setup;
    }

    /** A batch of examples becomes features, dead letters and offsets in one transaction. */
    @Incoming("feature-extractor-examples-in")
    @Blocking // native inference must not hold the event loop
    CompletionStage<Void> extract(Message<ConsumerRecords<byte[], byte[]>> examples) {
        return setup.exactlyOnce().process(examples, setup.serving().stage());
    }
}
