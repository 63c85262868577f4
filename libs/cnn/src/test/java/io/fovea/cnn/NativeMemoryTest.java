package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        SymbolicTensor outputs = Input.uint8("image", Shape.of(28, 28, 1))
                .then(new Flatten())
                .then(new Dense(64))
                .then(new Dropout(0.5))
                .then(new Dense(10));
        Loss loss = Loss.sparseCategoricalCrossentropyFromLogits();
        try (TrainableModel model = Model.of(outputs).compile(new Adam(), loss, Options.seed(1))) {
            model.fit(train, new FitOptions(16, 20));
            long before = residentKilobytes();

            // When
            model.fit(train, new FitOptions(16, 50)); // 3,000 steps; a leaked input alone would be 37 MB

            // Then
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
