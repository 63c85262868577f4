package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.tensorcodec.Datatype;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final RequiredInput X = new RequiredInput("x", Datatype.FP32, Optional.empty());

    @Test
    void shouldCutAtALayer() {
        // Given
        Signature signature = new Signature(X, "dense", Signature.OutputKind.LAYER);

        // When, Then
        assertThat(signature.outputOf(Samples.manifest()).shape()).containsExactly(4L);
    }

    @Test
    void shouldNameTheLayersThereAre() {
        // Given
        Signature signature = new Signature(X, "dense_9", Signature.OutputKind.LAYER);

        // When, Then
        assertThatThrownBy(() -> signature.outputOf(Samples.manifest()))
                .hasMessage("There is no layer \"dense_9\" in sums/3; its layers are: dense.")
                .extracting("code")
                .isEqualTo(ModelRefusedException.Code.UNKNOWN_LAYER);
    }

    @Test
    void shouldRefuseAnotherInput() {
        // Given
        RequiredInput threeNumbers = new RequiredInput("x", Datatype.FP32, Optional.of(List.of(3L)));
        Signature signature = new Signature(threeNumbers, "y", Signature.OutputKind.CLASSES);

        // When, Then
        assertThatThrownBy(() -> signature.inputOf(Samples.manifest()))
                .hasMessageContaining("Expected the input x FP32 [3]")
                .extracting("code")
                .isEqualTo(ModelRefusedException.Code.WRONG_SIGNATURE);
    }

    @Test
    void shouldRefuseAnOutputThatIsNotThere() {
        // Given
        Signature signature = new Signature(X, "probabilities", Signature.OutputKind.CLASSES);

        // When, Then
        assertThatThrownBy(() -> signature.outputOf(Samples.manifest()))
                .hasMessageContaining("Expected the output probabilities FP32 [2]")
                .extracting("code")
                .isEqualTo(ModelRefusedException.Code.WRONG_SIGNATURE);
    }
}
