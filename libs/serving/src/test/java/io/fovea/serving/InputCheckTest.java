package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.fovea.messaging.RejectedException;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.registry.TensorSpec;
import io.fovea.tensorcodec.TensorCodec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InputCheckTest {

    private static final TensorSpec X = new TensorSpec("x", "FP32", List.of(2L));

    @Test
    void shouldFindTheInputAmongOthers() {
        // Given
        Example example = Samples.example(1, 2).toBuilder()
                .addInputs(0, TensorCodec.int64("other", 1))
                .build();

        // When
        Tensor input = InputCheck.input(example, X);

        // Then
        assertThat(TensorCodec.toFloat32(input)).containsExactly(1, 2);
    }

    @ParameterizedTest
    @MethodSource("spoilt")
    void shouldRejectWhatWouldSpoilItsBatch(Example example, String code, String says) {
        // When
        RejectedException rejected = catchThrowableOfType(RejectedException.class, () -> InputCheck.input(example, X));

        // Then
        assertThat(rejected.rejection().code()).isEqualTo(code);
        assertThat(rejected.rejection().explanation()).contains(says);
    }

    static Stream<Arguments> spoilt() {
        return Stream.of(
                Arguments.of(Example.getDefaultInstance(), "MALFORMED_TENSOR", "\"x\""),
                Arguments.of(Samples.example(1, 2, 3), "SHAPE_MISMATCH", "[3]"),
                Arguments.of(with(TensorCodec.uint8("x", new long[] {2}, new byte[2])), "DATATYPE_MISMATCH", "UINT8"),
                Arguments.of(with(tooShort()), "MALFORMED_TENSOR", "received 7"),
                Arguments.of(Samples.example(1, Float.NaN), "NOT_FINITE", "x"),
                Arguments.of(Samples.example(Float.NEGATIVE_INFINITY, 1), "NOT_FINITE", "x"));
    }

    private static Example with(Tensor tensor) {
        return Example.newBuilder().addInputs(tensor).build();
    }

    private static Tensor tooShort() {
        return Samples.x(1, 2).toBuilder()
                .setRawContents(ByteString.copyFrom(new byte[7]))
                .build();
    }
}
