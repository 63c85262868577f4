package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.serving.TrialTally.TrialKey;
import io.fovea.tensorcodec.TensorCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialLabelTest {

    private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    @Test
    void shouldReadWhatAnExampleTurnedOutToBe() {
        assertThat(TrialLabel.of(labelled(TensorCodec.int64("label", 7)))).contains(7L);
        assertThat(TrialLabel.of(labelled(TensorCodec.int64("sequence", new long[] {3}, new long[] {1, 9, 2}))))
                .contains(List.of(1, 9, 2));
        assertThat(TrialLabel.of(labelled(number("return", 0.5f), number("label", -0.02f))))
                .contains(-1);
    }

    @Test
    void shouldPassOverWhatIsNoLabel() {
        assertThat(TrialLabel.of(labelled())).isEmpty();
        assertThat(TrialLabel.of(labelled(number("return", 1)))).isEmpty();
        assertThat(TrialLabel.of(labelled(TensorCodec.int64("label", new long[] {2}, new long[] {1, 2}))))
                .isEmpty();
        assertThat(TrialLabel.of(labelled(Tensor.newBuilder().setName("label").build())))
                .isEmpty();
    }

    @Test
    void shouldFindClassesByName() {
        assertThat(TrialLabel.of(DelayedLabel.newBuilder().setLabel("7").build(), DIGITS))
                .contains(7L);
        assertThat(TrialLabel.of(
                        DelayedLabel.newBuilder()
                                .addAllSequence(List.of("1", "9", "2"))
                                .build(),
                        DIGITS))
                .contains(List.of(1, 9, 2));
        assertThat(TrialLabel.of(DelayedLabel.newBuilder().setLabel("cat").build(), DIGITS))
                .isEmpty();
        assertThat(TrialLabel.of(DelayedLabel.newBuilder().addSequence("cat").build(), DIGITS))
                .isEmpty();
    }

    /** One version says up, the other down, and the return is below 0. */
    @Test
    void shouldCountWhoKnewTheSignOfAReturn() {
        // Given
        var tally = new TrialTally(new TrialKey("monthly", "canary", "4", "3"), List.of(), 0);
        tally.answered("id-0", computed(-0.01f), computed(0.03f), Signature.OutputKind.NUMBER);

        // When
        tally.labelled(labelled(number("label", -0.02f)));

        // Then
        assertThat(tally.figures("one", 1).getLabelled()).isEqualTo(1);
        assertThat(tally.figures("one", 1).getCorrect()).isEqualTo(1);
        assertThat(tally.figures("one", 1).getLiveCorrect()).isZero();
    }

    private static Computed computed(float number) {
        return new Computed(number("outputs", number).getRawContents(), 1, 1);
    }

    private static Tensor number(String name, float value) {
        return TensorCodec.float32(name, new long[0], new float[] {value});
    }

    private static Example labelled(Tensor... labels) {
        return Example.newBuilder().setId("id-0").addAllLabels(List.of(labels)).build();
    }
}
