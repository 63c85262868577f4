package io.fovea.trainer.training;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.evaluation.drift.DriftReference;
import io.fovea.evaluation.drift.Observation;
import io.fovea.evaluation.drift.Observer;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.tensorcodec.Datatype;
import io.fovea.trainer.examples.JobExamples;
import io.fovea.trainer.examples.LabelledExample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a version that is watched for drift is compared with: validation examples where there are some, since the network is surer of
 * those that it has learned by heart.
 */
final class DriftFile {

    private static final int MOST = 1_000; // ids are hashes, so the first ones are as good as drawn
    private static final int BATCH = 64;

    private DriftFile() {}

    /** Writes it beside the exported model, where the pipeline declares {@code serve.drift}. */
    static void write(TrainableModel model, JobExamples examples, PipelineSpec pipeline, Path folder) {
        List<LabelledExample> all = examples.sets().validation().isEmpty()
                ? examples.sets().train()
                : examples.sets().validation();
        if (pipeline.serve().drift().isEmpty() || all.isEmpty()) {
            return;
        }
        List<LabelledExample> drawn = all.subList(0, Math.min(MOST, all.size()));
        Observer observer = observer(examples);
        LogitReader reader = new LogitReader(pipeline);
        List<Observation> observations = new ArrayList<>();
        ArrayDataset inputs = NetworkData.dataset(drawn, examples.input(), new Labels(pipeline));
        model.predict(inputs, BATCH, outputs -> observe(drawn, outputs.get(0), reader, observer, observations));
        DriftReference.of(observer.names(), reader.predictable(), observations).write(folder);
    }

    private static Observer observer(JobExamples examples) {
        return examples.input().datatype() == Datatype.UINT8
                ? Observer.ofPictures(Math.toIntExact(examples.input().shape().get(2)))
                : Observer.ofFeatures();
    }

    /** The next batch's, whose place follows from how many there are. */
    private static void observe(
            List<LabelledExample> drawn,
            HostTensor logits,
            LogitReader reader,
            Observer observer,
            List<Observation> observations) {
        float[] values = logits.toFloats();
        int each = values.length / logits.rows();
        for (int row = 0; row < logits.rows(); row++) {
            LabelledExample example = drawn.get(observations.size());
            float[] own = Arrays.copyOfRange(values, row * each, (row + 1) * each);
            observations.add(observer.observe(example.input().asReadOnlyByteBuffer(), reader.answer(own)));
        }
    }
}
