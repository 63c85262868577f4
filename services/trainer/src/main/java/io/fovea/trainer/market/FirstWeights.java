package io.fovea.trainer.market;

import io.fovea.cnn.Device;
import io.fovea.cnn.Options;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.losses.MeanSquaredError;
import io.fovea.cnn.optimizers.LearningRateSchedule;
import io.fovea.cnn.optimizers.Optimizer;
import io.fovea.pipeline.LabelSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.SequenceLayer;
import io.fovea.pipeline.TrainSpec;
import io.fovea.trainer.training.ClassLosses;
import io.fovea.trainer.training.LearningRates;
import io.fovea.trainer.training.Network;
import io.fovea.trainer.training.Optimizers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a pipeline's network as it is before it has learned; compiled anew only where its optimizer or its layers are others. */
final class FirstWeights implements AutoCloseable {
    private final PipelineSpec pipeline;
    private final Device device;
    private final int threads;
    private final Path checkpoint;
    private @Nullable TrainableModel model;
    private @Nullable Optimizer optimizer;
    private List<SequenceLayer> layers = List.of();

    /** @param threads of TensorFlow */
    FirstWeights(PipelineSpec pipeline, Device device, int threads) {
        this.pipeline = pipeline;
        this.device = device;
        this.threads = threads;
        try {
            this.checkpoint = Files.createTempFile("fovea-first-weights", ".checkpoint");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same weights at each call, drawn from the pipeline's seed. The model that was given before is not to be used any more.
     *
     * @param examples that it will learn from in an epoch, for its schedule
     */
    TrainableModel model(Setting setting, int examples) {
        Optimizer wanted = optimizer(setting.train(), examples);
        if (model != null && wanted.equals(optimizer) && layers.equals(setting.layers())) {
            model.restoreCheckpoint(checkpoint);
            return model;
        }
        if (model != null) {
            model.close();
        }
        model = Network.onWindows(pipeline.withLayers(setting.layers()))
                .compile(
                        wanted,
                        loss(setting.train()),
                        new Options(pipeline.train().seed(), device, threads));
        optimizer = wanted;
        layers = setting.layers();
        model.saveCheckpoint(checkpoint);
        return model;
    }

    private static Optimizer optimizer(TrainSpec train, int examples) {
        Optimizer plain = Optimizers.of(train);
        Optional<LearningRateSchedule> schedule = LearningRates.of(train, examples);
        return schedule.map(plain::schedule).orElse(plain);
    }

    private Loss loss(TrainSpec train) {
        return pipeline.market().orElseThrow().label().kind() == LabelSpec.Kind.DIRECTION
                ? ClassLosses.of(train.loss())
                : new MeanSquaredError();
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
        try {
            Files.deleteIfExists(checkpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
