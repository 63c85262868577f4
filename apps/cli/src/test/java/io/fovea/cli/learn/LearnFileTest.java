package io.fovea.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.pipeline.BackboneSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.PretrainedSpec;
import io.fovea.transfer.PretrainedBackbone;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearnFileTest {

    @Test
    void shouldBeAPipelineFileThatHolds() {
        // Given
        PretrainedNetwork network = PretrainedNetwork.of("mobilenet", 0.25, null);

        // When
        PipelineSpec pipeline = new LearnFile("my-pets", network, 96, List.of("no", "dog \"Rex\""), 100).pipeline();

        // Then
        assertThat(pipeline.model().classes()).containsExactly("no", "dog \"Rex\"");
        assertThat(pipeline.model().backbone())
                .contains(new BackboneSpec(
                        "my-pets.backbone",
                        "live",
                        "conv_pw_13_relu_average",
                        Optional.of(new PretrainedSpec(
                                "mobilenet", 0.25, "imagenet", "conv_pw_13_relu", PretrainedSpec.Pooling.AVERAGE))));
        assertThat(pipeline.train().earlyStopping()).isPresent();
        assertThat(PretrainedBackbone.of(pipeline)).isNotNull();
    }

    @Test
    void shouldLearnFromAllWhereThereAreFew() {
        // When
        PipelineSpec pipeline =
                new LearnFile("few", PretrainedNetwork.of("vgg16", 1, null), 96, List.of("a", "b"), 12).pipeline();

        // Then
        assertThat(pipeline.train().validationSplit()).isZero();
        assertThat(pipeline.train().earlyStopping()).isEmpty();
    }

    @Test
    void shouldMakeANameOfAnyFolders() {
        assertThat(LearnFile.nameOf("My Photos (2024)")).isEqualTo("my-photos-2024");
        assertThat(LearnFile.nameOf("___")).isEqualTo("pictures");
        assertThat(LearnFile.nameOf("x".repeat(90))).hasSize(54);
    }

    @Test
    void shouldRefuseANetworkThatTakesNoPictures() {
        assertThatThrownBy(() -> PretrainedNetwork.of("lenet5", 1, null))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("lenet5 takes no colour pictures, and has no place here.");
        assertThatThrownBy(() -> PretrainedNetwork.of("lenet6", 1, null))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("No architecture is called lenet6.");
    }
}
