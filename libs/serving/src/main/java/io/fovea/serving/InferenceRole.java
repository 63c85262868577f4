package io.fovea.serving;

import io.fovea.messaging.Rejection;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What sets one service that runs models over examples apart from another. */
public interface InferenceRole {

    /** The model that this pipeline needs here; empty where it needs none. */
    Optional<ModelDemand> demand(PipelineSpec pipeline);

    /** The versions on trial beside it, by alias; by default there are none. */
    default List<ModelDemand> trials(PipelineSpec pipeline) {
        return List.of();
    }

    /** Whether this pipeline's records in this topic are for this service; others are passed over. */
    boolean reads(PipelineSpec pipeline, String topic);

    /** Whether this example is for this service; others are passed over. */
    boolean concerns(Example example);

    /** Whether the example needs a model that is yet to come, so that it must wait; asked before {@link #rejection}. */
    default boolean mustWait(Example example, PipelineSpec pipeline, LoadedModel model) {
        return false;
    }

    /** Why the example can never be answered by this model, beyond its tensor's datatype and shape. */
    default Optional<Rejection> rejection(Example example, LoadedModel model) {
        return Optional.empty();
    }

    /** What this model gave before; by default nothing is kept. */
    default KeptOutputs kept(PipelineSpec pipeline, LoadedModel model) {
        return KeptOutputs.NONE;
    }

    /** The record that goes out for an answer. */
    ProducerRecord<byte[], byte[]> record(Answer answer);

    /** Sees each answer that goes out to those who asked; a shadow's is none of these, and one that Kafka makes us give again is seen again. */
    default void answered(Answer answer) {}
}
