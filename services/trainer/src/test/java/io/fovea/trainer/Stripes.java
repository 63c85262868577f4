package io.fovea.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Backbone;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.example.v1.Split;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.proto.training.v1.OffsetRange;
import io.fovea.proto.training.v1.TrainingJob;
import io.fovea.tensorcodec.TensorCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A task that is learned in a second: of which three columns is the picture bright? */
public final class Stripes {
    public static final String PIPELINE = "stripes";

    private static final int SIZE = 8;
    private static final int CLASSES = 3;

    private Stripes() {}

    public static String file(int epochs) {
        return """
                pipeline: stripes
                input: {kind: image, channels: 1, size: [8, 8]}
                transforms: [{rescale: [0, 1]}]
                augment: [{shift: 0.13}]
                model: {architecture: ffnn, classes: 3}
                train: {optimizer: {sgd: {learningRate: 0.05}}, batchSize: 16, epochs: %d, seed: 7}
                serve: {promote: {when: "accuracy > 0.6"}}
                """.formatted(epochs);
    }

    public static TrainingJob job(String id, String file, int records) {
        PipelineSpec pipeline = PipelineSpec.parse(file);
        return TrainingJob.newBuilder()
                .setId(id)
                .setPipeline(pipeline.name())
                .setPipelineVersion(pipeline.version())
                .setPipelineFile(file)
                .addExamples(OffsetRange.newBuilder().setTopic(topic(pipeline)).setTo(records))
                .setCodeVersion("test")
                .build();
    }

    public static List<Example> examples(int count) {
        Random random = new Random(1);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Split split = i % 5 == 0 ? Split.SPLIT_VALIDATION : i % 5 == 1 ? Split.SPLIT_TEST : Split.SPLIT_TRAIN;
            examples.add(example(String.format("%08x", random.nextInt()), split, i % CLASSES, random));
        }
        return examples;
    }

    public static byte[] pixels(int label, Random random) {
        byte[] pixels = new byte[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            boolean bright = i % SIZE / 3 == label;
            pixels[i] = (byte) (random.nextInt(60) + (bright ? 180 : 0));
        }
        return pixels;
    }

    /** Features as a backbone might give them: one bright number of four. */
    public static Example features(String id, Split split, int label, Backbone backbone) {
        float[] features = new float[4];
        features[label] = 1;
        return Example.newBuilder()
                .setId(id)
                .setSplit(split)
                .addInputs(TensorCodec.float32("features", new long[] {4}, features))
                .addLabels(label(label))
                .setBackbone(backbone)
                .build();
    }

    public static Tensor image(byte[] pixels) {
        return TensorCodec.uint8("image", new long[] {SIZE, SIZE, 1}, pixels);
    }

    public static Tensor label(long label) {
        return TensorCodec.int64("label", label);
    }

    /** The value of one partition of the pipeline's topic, from offset 0. */
    public static List<ConsumerRecord<byte[], byte[]>> records(String topic, List<Example> examples) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Example example : examples) {
            records.add(new ConsumerRecord<>(
                    topic, 0, records.size(), example.getId().getBytes(UTF_8), example.toByteArray()));
        }
        return records;
    }

    private static Example example(String id, Split split, int label, Random random) {
        return Example.newBuilder()
                .setId(id)
                .setSplit(split)
                .addInputs(image(pixels(label, random)))
                .addLabels(label(label))
                .build();
    }

    private static String topic(PipelineSpec pipeline) {
        return pipeline.learnsOnFeatures() ? Topics.features(pipeline.name()) : Topics.examples(pipeline.name());
    }
}
