package io.fovea.tensorcodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.fovea.proto.inference.v1.Tensor;
import org.junit.jupiter.api.Test;

class TensorCodecTest {

    @Test
    void shouldGiveBackBytesAsTheyWere() {
        // Given
        byte[] pixels = {0, 1, 127, (byte) 128, (byte) 255, 42};

        // When
        Tensor tensor = TensorCodec.uint8("image", new long[] {3, 2, 1}, pixels);

        // Then
        assertThat(tensor.getDatatype()).isEqualTo("UINT8");
        assertThat(TensorCodec.shape(tensor)).containsExactly(3, 2, 1);
        assertThat(TensorCodec.toBytes(tensor)).isEqualTo(pixels);
    }

    @Test
    void shouldGiveBackFloatsToTheBit() {
        // Given
        float[] logits = {0, -0.0f, 1.5f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY};

        // When
        Tensor tensor = TensorCodec.float32("logits", new long[] {6}, logits);

        // Then
        assertThat(TensorCodec.toFloat32(tensor)).isEqualTo(logits);
    }

    @Test
    void shouldWriteLittleEndian() {
        // Given
        float one = 1; // 0x3f800000

        // When
        Tensor tensor = TensorCodec.float32("scalar", new long[0], new float[] {one});

        // Then
        assertThat(TensorCodec.toBytes(tensor)).containsExactly(0, 0, 0x80, 0x3f);
    }

    @Test
    void shouldTakeScalarWithEmptyShape() {
        // Given
        Tensor tensor = TensorCodec.int64("label", -7);

        // When
        long[] elements = TensorCodec.toInt64(tensor);

        // Then
        assertThat(tensor.getShapeList()).isEmpty();
        assertThat(elements).containsExactly(-7);
    }

    @Test
    void shouldNotSeeLaterChangesOfTheArray() {
        // Given
        byte[] pixels = {1, 2};
        Tensor tensor = TensorCodec.uint8("image", new long[] {2}, pixels);

        // When
        pixels[0] = 99;

        // Then
        assertThat(TensorCodec.toBytes(tensor)).containsExactly(1, 2);
    }

    @Test
    void shouldRefuseContentsThatDoNotFillTheShape() {
        // Given
        byte[] pixels = new byte[783];

        // When / Then
        assertThatThrownBy(() -> TensorCodec.uint8("image", new long[] {28, 28, 1}, pixels))
                .isInstanceOf(TensorFormatException.class)
                .hasMessage("Tensor \"image\" UINT8 [28, 28, 1]: expected 784 bytes, received 783.");
    }

    @Test
    void shouldRefuseAnotherDatatypeThanAskedFor() {
        // Given
        Tensor tensor = TensorCodec.int64("label", 3);

        // When / Then
        assertThatThrownBy(() -> TensorCodec.toFloat32(tensor))
                .hasMessage("Tensor \"label\": expected FP32, received INT64.");
    }

    @Test
    void shouldRefuseUnknownDatatype() {
        // Given
        Tensor tensor =
                Tensor.newBuilder().setName("image").setDatatype("uint8").build();

        // When / Then
        assertThatThrownBy(() -> TensorCodec.check(tensor))
                .hasMessageStartingWith(
                        "Tensor \"image\": Datatype \"uint8\" is unknown; allowed: BOOL, UINT8, UINT16,");
    }

    @Test
    void shouldRefuseNegativeExtent() {
        // Given
        Tensor tensor = fp32(-1, -4);

        // When / Then
        assertThatThrownBy(() -> TensorCodec.check(tensor))
                .hasMessage("Tensor \"features\": shape [-1, -4] has the negative extent -1.");
    }

    @Test
    void shouldRefuseShapeThatOverflows() {
        // Given
        Tensor tensor = fp32(1L << 40, 1L << 40);

        // When / Then
        assertThatThrownBy(() -> TensorCodec.check(tensor)).hasMessageContaining("larger than any tensor can be");
    }

    @Test
    void shouldAcceptEmptyTensor() {
        // Given
        Tensor tensor = fp32(0, 84);

        // When
        float[] elements = TensorCodec.toFloat32(tensor);

        // Then
        assertThat(elements).isEmpty();
    }

    private static Tensor fp32(long... shape) {
        return Tensor.newBuilder()
                .setName("features")
                .setDatatype("FP32")
                .addAllShape(TensorShape.extents(shape))
                .setRawContents(ByteString.EMPTY)
                .build();
    }
}
