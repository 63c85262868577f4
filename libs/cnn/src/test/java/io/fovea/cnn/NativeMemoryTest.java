package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.metrics.TopKCategoricalAccuracy;
import io.fovea.cnn.optimizers.AdamW;
import io.fovea.cnn.optimizers.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tensorflow.ndarray.Shape;

class NativeMemoryTest {
    private static final Pattern ANONYMOUS = Pattern.compile("RssAnon:\\s+(\\d+) kB");

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldStayFlatOverManySteps() throws IOException {
        // Given: one step a batch of 16, 60 steps an epoch
        Dataset train = Examples.squares(960, 1);
        Dataset validation = Examples.squares(64, 2);
        SymbolicTensor outputs = Input.uint8("image", Shape.of(28, 28, 1))
                .then(new Flatten())
                .then(new Dense(64))
                .then(new Dropout(0.5))
                .then(new Dense(10));
        // with all that a step may have: metrics, sample weights, clipping, decay, averages, batches prepared ahead
        Objective objective = Objective.of(Loss.sparseCategoricalCrossentropyFromLogits())
                .metrics(new TopKCategoricalAccuracy(2))
                .classWeights(Map.of(1, 2.0));
        Optimizer optimizer = new AdamW().clipNorm(1).ema(0.99).schedule(step -> 0.001);
        try (TrainableModel model = Model.of(outputs).compile(optimizer, objective, Options.seed(1))) {
            model.fit(train, validation, new FitOptions(16, 20));
            long before = residentKilobytes();

            // When
            History history = model.fit(
                    train, validation, new FitOptions(16, 84)); // 5,040 steps; a leaked input alone would be 63 MB

            // Then
            assertThat(history.epochs()).hasSize(84);
            assertThat(residentKilobytes() - before).isLessThan(20_000);
        }
    }

    private static long residentKilobytes() throws IOException {
        System.gc();
        Matcher matcher = ANONYMOUS.matcher(Files.readString(Path.of("/proc/self/status")));
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
