package io.fovea.trainer.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import io.fovea.messaging.RejectedException;
import io.fovea.pipeline.SequenceSpec;
import io.fovea.proto.example.v1.Backbone;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.example.v1.Split;
import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.trainer.Stripes;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleCheckTest {
    private static final List<String> CLASSES = List.of("left", "middle", "right");
    private static final Backbone BACKBONE = Backbone.newBuilder()
            .setId("backbone/2")
            .setWeightsSha256("ab")
            .setLayer("fc6")
            .build();

    private final ExampleCheck images = new ExampleCheck(NetworkInput.image(8, 8, 1), CLASSES);
    private final ExampleCheck sequences =
            new ExampleCheck(NetworkInput.image(8, 8, 1), CLASSES, Optional.of(new SequenceSpec(3)));
    private final ExampleCheck features = new ExampleCheck(
            NetworkInput.features(List.of(4L), new BackboneLineage("backbone/2", "ab", "fc6")), CLASSES);

    @Test
    void shouldTakeAnImageAsItIs() {
        // Given
        byte[] pixels = Stripes.pixels(2, new Random(1));

        // When
        LabelledExample checked = images.check(image().toBuilder()
                .clearInputs()
                .addInputs(Stripes.image(pixels))
                .build());

        // Then
        assertThat(checked.input().toByteArray()).isEqualTo(pixels);
        assertThat(checked.label()).isEqualTo(2);
        assertThat(checked.split()).isEqualTo(Split.SPLIT_TRAIN);
    }

    @Test
    void shouldTakeALabelOfOneElement() {
        // Given
        Example example = image().toBuilder()
                .clearLabels()
                .addLabels(TensorCodec.int64("label", new long[] {1}, new long[] {1}))
                .build();

        // When, Then
        assertThat(images.check(example).label()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource
    void shouldRejectAnImage(String code, UnaryOperator<Example.Builder> change) {
        assertThatThrownBy(() -> images.check(change.apply(image().toBuilder()).build()))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        e -> assertThat(e.rejection().code()).isEqualTo(code));
    }

    static Stream<Arguments> shouldRejectAnImage() {
        return Stream.of(
                arguments("MALFORMED_TENSOR", changed(Example.Builder::clearInputs)),
                arguments(
                        "MALFORMED_TENSOR",
                        changed(e -> e.setLabels(0, Stripes.label(1).toBuilder().setName("y")))),
                arguments(
                        "MALFORMED_TENSOR",
                        changed(e -> e.getInputsBuilder(0).setRawContents(ByteString.copyFrom(new byte[63])))),
                arguments("MALFORMED_TENSOR", changed(e -> e.getInputsBuilder(0).setDatatype("FP31"))),
                arguments(
                        "SHAPE_MISMATCH",
                        changed(e -> e.getInputsBuilder(0).setShape(0, 4).setShape(1, 16))),
                arguments(
                        "DATATYPE_MISMATCH",
                        changed(e ->
                                e.setInputs(0, TensorCodec.float32("image", new long[] {8, 8, 1}, new float[64])))),
                arguments("UNKNOWN_LABEL", changed(e -> e.setLabels(0, Stripes.label(3)))),
                arguments("UNKNOWN_LABEL", changed(e -> e.setLabels(0, Stripes.label(-1)))),
                arguments(
                        "SHAPE_MISMATCH",
                        changed(e -> e.setLabels(0, TensorCodec.int64("label", new long[] {2}, new long[] {1, 2})))),
                arguments(
                        "DATATYPE_MISMATCH",
                        changed(e -> e.setLabels(0, TensorCodec.float32("label", new long[0], new float[] {1})))));
    }

    @Test
    void shouldTakeASequence() {
        assertThat(sequences.check(sequence(2, 0, 1)).classes()).containsExactly(2, 0, 1);
    }

    @Test
    void shouldRejectWhatIsNoSequenceOfThePipeline() {
        assertThatThrownBy(() -> sequences.check(sequence(2, 0, 1, 1)))
                .hasMessage("SEQUENCE_TOO_LONG: The sequence has 4 labels, and 3 are allowed.");
        assertThatThrownBy(() -> sequences.check(sequence(0, 3))).hasMessageStartingWith("UNKNOWN_LABEL: Label '3'");
        assertThatThrownBy(() -> sequences.check(sequence())).hasMessageStartingWith("SHAPE_MISMATCH");
        assertThatThrownBy(() -> sequences.check(image()))
                .hasMessage("MALFORMED_TENSOR: There is no tensor 'sequence'; there are [label].");
        assertThatThrownBy(() -> sequences.check(image().toBuilder()
                        .addLabels(TensorCodec.float32("sequence", new long[] {1}, new float[] {1}))
                        .build()))
                .hasMessageStartingWith("DATATYPE_MISMATCH");
    }

    private static Example sequence(long... classes) {
        return image().toBuilder()
                .setLabels(0, TensorCodec.int64("sequence", new long[] {classes.length}, classes))
                .build();
    }

    @Test
    void shouldTakeFeaturesOfItsBackbone() {
        assertThat(features.check(Stripes.features("id", Split.SPLIT_TRAIN, 1, BACKBONE))
                        .label())
                .isEqualTo(1);
    }

    @Test
    void shouldRejectFeaturesOfOtherWeights() {
        // Given
        Backbone other = BACKBONE.toBuilder().setWeightsSha256("cd").build();

        // When, Then
        assertThatThrownBy(() -> features.check(Stripes.features("id", Split.SPLIT_TRAIN, 1, other)))
                .hasMessageStartingWith("BACKBONE_MISMATCH");
    }

    @Test
    void shouldRejectWhatIsNotFinite() {
        // Given
        Example example = Stripes.features("id", Split.SPLIT_TRAIN, 1, BACKBONE).toBuilder()
                .setInputs(0, TensorCodec.float32("features", new long[] {4}, new float[] {0, Float.NaN, 0, 0}))
                .build();

        // When, Then
        assertThatThrownBy(() -> features.check(example)).hasMessageStartingWith("NOT_FINITE");
    }

    private static Example image() {
        return Example.newBuilder()
                .setId("id")
                .setSplit(Split.SPLIT_TRAIN)
                .addInputs(Stripes.image(new byte[64]))
                .addLabels(Stripes.label(2))
                .build();
    }

    private static UnaryOperator<Example.Builder> changed(java.util.function.Consumer<Example.Builder> change) {
        return builder -> {
            change.accept(builder);
            return builder;
        };
    }
}
