package io.fovea.trainer;

import io.fovea.proto.training.v1.TrainingJob;
import io.fovea.trainer.jobs.Outcome;
import io.fovea.trainer.jobs.Stop;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Trainers on {@link Stripes}, in a workplace of their own for each test. */
abstract class StripesStand {
    static final int RECORDS = 300;

    @TempDir
    Path folder;

    Workplace work;

    @BeforeEach
    void open() {
        work = new Workplace(folder.resolve("storage"));
        work.add(Stripes.examples(RECORDS));
    }

    @AfterEach
    void close() {
        work.close();
    }

    Outcome train(String trainer, TrainingJob job) {
        return work.trainer(trainer).train(job, new Stop());
    }

    static TrainingJob job(String id, int epochs) {
        return Stripes.job(id, Stripes.file(epochs), RECORDS);
    }

    String weights(String version) {
        return work.registry
                .manifest(work.registry.resolve("stripes", version).orElseThrow())
                .weightsSha256();
    }
}
