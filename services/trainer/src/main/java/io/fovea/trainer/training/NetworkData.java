package io.fovea.trainer.training;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.data.Dataset;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.tensorcodec.Datatype;
import io.fovea.trainer.examples.JobExamples;
import io.fovea.trainer.examples.LabelledExample;
import io.fovea.trainer.examples.NetworkInput;
import io.fovea.trainer.examples.TrainingSets;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.transforms.augment.PictureAugmentation;
import java.util.List;
import java.util.Optional;

/** Examples as a network is fed them; only those to train on are augmented. Close it to free what augments them. */
record NetworkData(Dataset train, Dataset validation, Dataset test, Optional<PictureAugmentation> augmentation)
        implements AutoCloseable {

    static NetworkData of(JobExamples examples, PipelineSpec pipeline) {
        TrainingSets sets = examples.sets();
        Labels labels = new Labels(pipeline);
        ArrayDataset train = dataset(sets.train(), examples.input(), labels);
        ArrayDataset validation = dataset(sets.validation(), examples.input(), labels);
        ArrayDataset test = dataset(sets.test(), examples.input(), labels);
        if (pipeline.augment().isEmpty()) {
            return new NetworkData(train, validation, test, Optional.empty());
        }
        var augmentation = new PictureAugmentation(pipeline.augment(), pipeline.image());
        Dataset augmented = train.augmentedBy(new AugmentedExamples(augmentation, sets.train()));
        return new NetworkData(augmented, validation, test, Optional.of(augmentation));
    }

    @Override
    public void close() {
        augmentation.ifPresent(PictureAugmentation::close);
    }

    /** These examples in their order, not augmented. */
    static ArrayDataset dataset(List<LabelledExample> examples, NetworkInput input, Labels labels) {
        long size = size(input);
        if (examples.size() * size > Integer.MAX_VALUE - 8) {
            throw new JobFailedException(
                    "The job has %d examples of %d bytes each, and a trainer holds 2 GiB of a kind."
                            .formatted(examples.size(), size));
        }
        byte[] inputs = new byte[(int) (examples.size() * size)];
        for (int i = 0; i < examples.size(); i++) {
            examples.get(i).input().copyTo(inputs, (int) (i * size));
        }
        return new ArrayDataset(
                new HostTensor(dtype(input), shape(examples.size(), input), inputs), labels.of(examples));
    }

    /** Bytes of one example. */
    private static long size(NetworkInput input) {
        return input.shape().stream().reduce((long) input.datatype().size(), Math::multiplyExact);
    }

    private static DType dtype(NetworkInput input) {
        return input.datatype() == Datatype.UINT8 ? DType.UINT8 : DType.FLOAT32;
    }

    private static long[] shape(int examples, NetworkInput input) {
        long[] shape = new long[input.shape().size() + 1];
        shape[0] = examples;
        for (int axis = 1; axis < shape.length; axis++) {
            shape[axis] = input.shape().get(axis - 1);
        }
        return shape;
    }
}
