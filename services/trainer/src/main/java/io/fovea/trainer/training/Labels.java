package io.fovea.trainer.training;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.pipeline.AugmentSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.trainer.examples.LabelledExample;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Labels as the loss takes them: class numbers or, where examples are mixed, one share a class; of sequences a class number a place. */
record Labels(int classes, boolean areShares, Optional<SequenceHeads> sequences) {

    Labels(PipelineSpec pipeline) {
        this(
                pipeline.model().classes().size(),
                pipeline.augment().stream().anyMatch(AugmentSpec::mixes),
                Network.sequences(pipeline));
    }

    HostTensor of(List<LabelledExample> examples) {
        if (sequences.isPresent()) {
            return HostTensor.int64(
                    new long[] {examples.size(), sequences.get().longest()},
                    examples.stream()
                            .flatMapToLong(
                                    example -> LongStream.of(sequences.get().target(example.classes())))
                            .toArray());
        }
        if (!areShares) {
            return HostTensor.int64(
                    new long[] {examples.size()},
                    examples.stream().mapToLong(LabelledExample::label).toArray());
        }
        float[] shares = new float[Math.multiplyExact(examples.size(), classes)];
        for (int i = 0; i < examples.size(); i++) {
            shares[i * classes + examples.get(i).label()] = 1;
        }
        return HostTensor.float32(new long[] {examples.size(), classes}, shares);
    }
}
