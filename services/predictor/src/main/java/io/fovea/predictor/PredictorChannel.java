package io.fovea.predictor;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Where examples come in. */
@ApplicationScoped
class PredictorChannel {

    private final PredictorSetup setup;

    PredictorChannel(PredictorSetup setup) {
        this.setup = setup;
    }

    /** A batch of examples and features becomes predictions, dead letters and offsets in one transaction. */
    @Incoming("predictor-examples-in")
    @Blocking // native inference must not hold the event loop
    CompletionStage<Void> predict(Message<ConsumerRecords<byte[], byte[]>> examples) {
        return setup.exactlyOnce().process(examples, setup.serving().stage());
    }
}
