package io.fovea.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.optimizers.Adagrad;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.cnn.optimizers.AdamW;
import io.fovea.cnn.optimizers.Nadam;
import io.fovea.cnn.optimizers.RmsProp;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.pipeline.OptimizerSpec;
import org.junit.jupiter.api.Test;

class OptimizersTest {
    @Test
    void shouldTrainByTheRuleThatAPipelineDeclares() {
        assertThat(Optimizers.of(new OptimizerSpec.Sgd(0.1, 0.9, true))).isEqualTo(new Sgd(0.1, 0.9, true));
        assertThat(Optimizers.of(new OptimizerSpec.Rmsprop(0.1))).isEqualTo(new RmsProp(0.1));
        assertThat(Optimizers.of(new OptimizerSpec.Adam(0.1))).isEqualTo(new Adam(0.1));
        assertThat(Optimizers.of(new OptimizerSpec.AdamW(0.1, 0.02))).isEqualTo(new AdamW(0.1, 0.02));
        assertThat(Optimizers.of(new OptimizerSpec.Adagrad(0.1))).isEqualTo(new Adagrad(0.1));
        assertThat(Optimizers.of(new OptimizerSpec.Nadam(0.1))).isEqualTo(new Nadam(0.1));
    }
}
