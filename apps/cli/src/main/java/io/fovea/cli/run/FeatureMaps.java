package io.fovea.cli.run;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.cli.client.Connection;
import io.fovea.cli.client.TopicReader;
import io.fovea.cli.client.TopicReader.From;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.explain.ActivationSheet;
import io.fovea.cnn.explain.Pictures;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.BackboneSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.tensorcodec.TensorCodec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a pipeline's backbone made of one of its pictures, where that is a map for each channel: as it came through Kafka. */
public final class FeatureMaps {

    private FeatureMaps() {}

    /** Draws the first of the features that has maps; of a pipeline without any, nothing. */
    public static void write(Connection connection, PipelineSpec pipeline, Path file) {
        if (!pipeline.learnsOnFeatures()) {
            return;
        }
        String layer = pipeline.model().backbone().map(BackboneSpec::layer).orElseThrow();
        first(connection, Topics.features(pipeline.name()), Optional.empty())
                .filter(features -> features.getInputs(0).getShapeCount() == 3)
                .ifPresent(features -> first(
                                connection, Topics.examples(pipeline.name()), Optional.of(features.getId()))
                        .ifPresent(picture -> write(draw(layer, picture.getInputs(0), features.getInputs(0)), file)));
    }

    /** The first record with a tensor; where an id is given, of that id. */
    private static Optional<Example> first(Connection connection, String topic, Optional<String> id) {
        try (TopicReader reader = id.map(key -> TopicReader.openPartitionOf(connection, topic, key, From.BEGINNING))
                .orElseGet(() -> TopicReader.open(connection, topic, From.BEGINNING))) {
            for (var records = reader.poll(); !records.isEmpty(); records = reader.poll()) {
                Optional<Example> found = records.stream()
                        .filter(record -> id.isEmpty() || id.get().equals(record.key()))
                        .map(record -> parse(record.value()))
                        .filter(example -> example.getInputsCount() == 1)
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
    }

    private static Example parse(byte[] value) {
        try {
            return Example.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            return Example.getDefaultInstance(); // no tensor: passed over
        }
    }

    private static BufferedImage draw(String layer, Tensor picture, Tensor maps) {
        HostTensor pixels =
                HostTensor.uint8(batched(picture), picture.getRawContents().toByteArray());
        return new ActivationSheet(
                        layer,
                        Pictures.input(pixels, 0),
                        HostTensor.float32(batched(maps), TensorCodec.toFloat32(maps)))
                .draw();
    }

    private static long[] batched(Tensor tensor) {
        long[] shape = new long[tensor.getShapeCount() + 1];
        shape[0] = 1;
        for (int axis = 1; axis < shape.length; axis++) {
            shape[axis] = tensor.getShape(axis - 1);
        }
        return shape;
    }

    private static void write(BufferedImage sheet, Path file) {
        try {
            Pictures.writePng(sheet, file);
        } catch (IOException e) {
            throw new CommandFailure("The maps cannot be written to %s: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
