package io.fovea.serving;

import com.google.protobuf.ByteString;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.registry.TensorSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a model answered to one record.
 *
 * @param record where the question came from
 * @param contents the output, without the batch axis, little-endian; finite
 * @param inferenceNanos time in the engine for the whole batch
 * @param batchSize records that were run at once
 */
public record Answer(
        PipelineSpec pipeline,
        LoadedModel model,
        ConsumerRecord<byte[], byte[]> record,
        Example example,
        ByteString contents,
        long inferenceNanos,
        int batchSize) {

    /** The output under this name. */
    public Tensor output(String name) {
        TensorSpec spec = model.output();
        return Tensor.newBuilder()
                .setName(name)
                .setDatatype(spec.datatype())
                .addAllShape(spec.shape())
                .setRawContents(contents)
                .build();
    }
}
