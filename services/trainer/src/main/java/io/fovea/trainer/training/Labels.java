package io.fovea.trainer.training;

import io.fovea.cnn.HostTensor;
import io.fovea.pipeline.AugmentSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.trainer.examples.LabelledExample;
import java.util.List;

/** Labels as the loss takes them: class numbers or, where examples are mixed, one share a class. */
record Labels(int classes, boolean areShares) {

    Labels(PipelineSpec pipeline) {
        this(pipeline.model().classes().size(), pipeline.augment().stream().anyMatch(AugmentSpec::mixes));
    }

    HostTensor of(List<LabelledExample> examples) {
        if (!areShares) {
            return HostTensor.int64(
                    new long[] {examples.size()},
                    examples.stream().mapToLong(LabelledExample::label).toArray());
        }
        float[] shares = new float[Math.multiplyExact(examples.size(), classes)];
        for (int i = 0; i < examples.size(); i++) {
            shares[i * classes + (int) examples.get(i).label()] = 1;
        }
        return HostTensor.float32(new long[] {examples.size(), classes}, shares);
    }
}
