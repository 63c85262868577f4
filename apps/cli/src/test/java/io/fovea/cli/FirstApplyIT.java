package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cli.TestPlatform.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker on which no service has been yet. */
class FirstApplyIT {

    private static final String ON_A_BACKBONE = """
            pipeline: scenes
            input: {channels: 3, size: [32, 32]}
            model:
              backbone: {architecture: mobilenet, width: 0.25, weights: random, layer: conv_pw_13_relu, pooling: average}
              classes: 2
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldApplyAPipelineOnABackbone() throws IOException {
        try (TestPlatform platform = new TestPlatform(folder)) {
            // When
            Result result = platform.run(
                    "apply", platform.file("scenes.yaml", ON_A_BACKBONE).toString());

            // Then
            assertThat(result.err()).isEmpty();
            assertThat(result.status()).isZero();
            assertThat(result.out()).contains("is applied", "on the backbone scenes.backbone/1");
        }
    }
}
