package io.fovea.trainer.training;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.data.Dataset;
import io.fovea.pipeline.AugmentSpec;
import io.fovea.tensorcodec.Datatype;
import io.fovea.trainer.examples.JobExamples;
import io.fovea.trainer.examples.LabelledExample;
import io.fovea.trainer.examples.NetworkInput;
import io.fovea.trainer.examples.TrainingSets;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.transforms.RandomShift;
import java.util.List;

/** Examples as a network is fed them; only those to train on are augmented. */
record NetworkData(Dataset train, Dataset validation, Dataset test) {

    static NetworkData of(JobExamples examples, List<AugmentSpec> augment) {
        TrainingSets sets = examples.sets();
        NetworkInput input = examples.input();
        return new NetworkData(
                augmented(dataset(sets.train(), input), augment),
                dataset(sets.validation(), input),
                dataset(sets.test(), input));
    }

    private static Dataset augmented(ArrayDataset images, List<AugmentSpec> augment) {
        List<RandomShift> shifts = augment.stream()
                .filter(AugmentSpec.Shift.class::isInstance)
                .map(spec -> new RandomShift(((AugmentSpec.Shift) spec).fraction()))
                .toList();
        return shifts.isEmpty()
                ? images
                : images.augmentedBy((pixels, height, width, channels, random) ->
                        shifts.forEach(shift -> shift.apply(pixels, height, width, channels, random)));
    }

    private static ArrayDataset dataset(List<LabelledExample> examples, NetworkInput input) {
        long size = size(input);
        if (examples.size() * size > Integer.MAX_VALUE - 8) {
            throw new JobFailedException(
                    "The job has %d examples of %d bytes each, and a trainer holds 2 GiB of a kind."
                            .formatted(examples.size(), size));
        }
        byte[] inputs = new byte[(int) (examples.size() * size)];
        long[] labels = new long[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            examples.get(i).input().copyTo(inputs, (int) (i * size));
            labels[i] = examples.get(i).label();
        }
        return new ArrayDataset(new HostTensor(dtype(input), shape(labels.length, input), inputs), labels);
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
