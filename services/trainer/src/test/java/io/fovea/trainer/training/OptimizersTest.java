package io.fovea.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.optimizers.Adagrad;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.cnn.optimizers.AdamW;
import io.fovea.cnn.optimizers.GradientClipping;
import io.fovea.cnn.optimizers.MovingAverage;
import io.fovea.cnn.optimizers.Nadam;
import io.fovea.cnn.optimizers.OptimizerSettings;
import io.fovea.cnn.optimizers.RmsProp;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.cnn.optimizers.WeightDecay;
import io.fovea.pipeline.ClipSpec;
import io.fovea.pipeline.LossSpec;
import io.fovea.pipeline.OptimizerSpec;
import io.fovea.pipeline.TrainSpec;
import io.fovea.pipeline.UpdateSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptimizersTest {
    @Test
    void shouldTrainByTheRuleThatAPipelineDeclares() {
        assertThat(Optimizers.of(train(new OptimizerSpec.Sgd(0.1, 0.9, true), UpdateSpec.NONE)))
                .isEqualTo(new Sgd(0.1, 0.9, true));
        assertThat(Optimizers.of(train(new OptimizerSpec.Rmsprop(0.1), UpdateSpec.NONE)))
                .isEqualTo(new RmsProp(0.1));
        assertThat(Optimizers.of(train(new OptimizerSpec.Adam(0.1), UpdateSpec.NONE)))
                .isEqualTo(new Adam(0.1));
        assertThat(Optimizers.of(train(new OptimizerSpec.AdamW(0.1, 0.02), UpdateSpec.NONE)))
                .isEqualTo(new AdamW(0.1, 0.02));
        assertThat(Optimizers.of(train(new OptimizerSpec.Adagrad(0.1), UpdateSpec.NONE)))
                .isEqualTo(new Adagrad(0.1));
        assertThat(Optimizers.of(train(new OptimizerSpec.Nadam(0.1), UpdateSpec.NONE)))
                .isEqualTo(new Nadam(0.1));
    }

    @Test
    void shouldAddWhatGoesOnBesideTheRule() {
        // Given
        OptimizerSpec adam = new OptimizerSpec.Adam(0.1);
        UpdateSpec all = new UpdateSpec(Optional.of(new ClipSpec.ByGlobalNorm(2)), 0.01, Optional.of(0.9), 0.8);

        // When
        OptimizerSettings settings = Optimizers.of(train(adam, all)).settings();

        // Then
        assertThat(settings.clipping()).contains(new GradientClipping.ByGlobalNorm(2));
        assertThat(settings.weightDecay()).contains(new WeightDecay(0.01, List.of()));
        assertThat(settings.average()).contains(new MovingAverage(0.9));
        assertThat(settings.layerRates().of(List.of("conv", "dense", "logits")))
                .containsEntry("logits", 1.0)
                .containsEntry("dense", 0.8);
        assertThat(clipping(new ClipSpec.ByValue(3))).contains(new GradientClipping.ByValue(3));
        assertThat(clipping(new ClipSpec.ByNorm(4))).contains(new GradientClipping.ByNorm(4));
    }

    private static Optional<GradientClipping> clipping(ClipSpec clip) {
        UpdateSpec update = new UpdateSpec(Optional.of(clip), 0, Optional.empty(), 1);
        return Optimizers.of(train(new OptimizerSpec.Adam(0.1), update))
                .settings()
                .clipping();
    }

    private static TrainSpec train(OptimizerSpec optimizer, UpdateSpec update) {
        return new TrainSpec(
                optimizer,
                update,
                Optional.empty(),
                new LossSpec(0, 0),
                Optional.empty(),
                List.of(),
                32,
                10,
                Optional.empty(),
                0.2,
                List.of(),
                1);
    }
}
