package io.fovea.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.DepthwiseConv2D;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/**
 * Which axis is which, by ONNX' operator specification: Conv {@code [filters, channels / group, height, width]}, ConvTranspose
 * {@code [channels, filters / group, ...]}, Gemm {@code [in, out]} or, with transB, {@code [out, in]}, MatMul {@code [in, out]}.
 */
class OnnxTest {
    private static final int FLOAT = 1;
    private static final int FLOAT16 = 10;

    @TempDir
    Path folder;

    @Test
    void shouldTurnAConvolution() throws IOException {
        // Given a kernel of 2 filters, 3 channels, height 1, width 2, counted through
        OnnxFile file = new OnnxFile()
                .floats("conv.weight", FLOAT, new long[] {2, 3, 1, 2}, counted(12))
                .floats("conv.bias", FLOAT, new long[] {2}, counted(2))
                .node("Conv", new String[] {"x", "conv.weight", "conv.bias"}, "y");

        // When
        Map<String, HostTensor> conv = layer(file, "conv");

        // Then [1, 2, 3, 2]: value 6 f + 2 c + w at w, c, f
        assertThat(conv.get("kernel"))
                .isEqualTo(HostTensor.float32(new long[] {1, 2, 3, 2}, 0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11));
        assertThat(conv.keySet()).containsExactly("kernel", "bias");
    }

    @Test
    void shouldTurnADepthwiseConvolution() throws IOException {
        // Given 2 channels with 2 outputs each, height 1, width 2: filter 2 c + m
        OnnxFile file = new OnnxFile()
                .floats("deep.weight", FLOAT, new long[] {4, 1, 1, 2}, counted(8))
                .node("Conv", new String[] {"x", "deep.weight"}, "y", OnnxFile.attribute("group", 2));

        // Then [1, 2, 2, 2]: value 4 c + 2 m + w at w, c, m
        assertThat(layer(file, "deep"))
                .containsExactly(
                        Map.entry("kernel", HostTensor.float32(new long[] {1, 2, 2, 2}, 0, 2, 4, 6, 1, 3, 5, 7)));
    }

    @Test
    void shouldTurnAGroupedConvolution() throws IOException {
        OnnxFile file = new OnnxFile()
                .floats("g.weight", FLOAT, new long[] {4, 2, 1, 1}, counted(8))
                .node("Conv", new String[] {"x", "g.weight"}, "y", OnnxFile.attribute("group", 2));

        assertThat(layer(file, "g").get("kernel"))
                .isEqualTo(HostTensor.float32(new long[] {1, 1, 2, 4}, 0, 2, 4, 6, 1, 3, 5, 7));
    }

    @Test
    void shouldTurnATransposedConvolution() throws IOException {
        // Given 2 channels in, 3 filters out: Keras has [height, width, filters, channels]
        OnnxFile file = new OnnxFile()
                .floats("up.weight", FLOAT, new long[] {2, 3, 1, 1}, counted(6))
                .node("ConvTranspose", new String[] {"x", "up.weight"}, "y");

        assertThat(layer(file, "up").get("kernel"))
                .isEqualTo(HostTensor.float32(new long[] {1, 1, 3, 2}, 0, 3, 1, 4, 2, 5));
    }

    @Test
    void shouldTurnDenseLayersAsTheyAreStored() throws IOException {
        OnnxFile file = new OnnxFile()
                .floats("a.weight", FLOAT, new long[] {2, 3}, counted(6))
                .floats("a.bias", FLOAT, new long[] {2}, counted(2))
                .floats("b.weight", FLOAT, new long[] {2, 3}, counted(6))
                .floats("c/kernel:0", FLOAT, new long[] {2, 3}, counted(6))
                .floats("c/bias:0", FLOAT, new long[] {3}, counted(3))
                .node("Gemm", new String[] {"x", "a.weight", "a.bias"}, "y", OnnxFile.attribute("transB", 1))
                .node("Gemm", new String[] {"x", "b.weight"}, "z")
                .node("MatMul", new String[] {"x", "c/kernel:0"}, "product")
                .node("Add", new String[] {"product", "c/bias:0"}, "u");

        assertThat(layer(file, "a").get("kernel")).isEqualTo(HostTensor.float32(new long[] {3, 2}, 0, 3, 1, 4, 2, 5));
        assertThat(layer(file, "b").get("kernel")).isEqualTo(HostTensor.float32(new long[] {2, 3}, counted(6)));
        assertThat(layer(file, "c").get("kernel")).isEqualTo(HostTensor.float32(new long[] {2, 3}, counted(6)));
        assertThat(layer(file, "c").get("bias")).isEqualTo(HostTensor.float32(new long[] {3}, counted(3)));
    }

    @Test
    void shouldReadHalvesAsIntegersAndConstantsAsInitializers() throws IOException {
        // Given 1 and -2 as halves in int32_data; a kernel as a node
        OnnxFile file = new OnnxFile()
                .integers("conv.bias", FLOAT16, new long[] {2}, 0x3c00, 0xc000)
                .constant("conv.weight", OnnxFile.floatTensor("", new long[] {2, 1, 1, 1}, 3, 4))
                .node("Conv", new String[] {"x", "conv.weight", "conv.bias"}, "y");

        assertThat(layer(file, "conv"))
                .containsEntry("kernel", HostTensor.float32(new long[] {1, 1, 1, 2}, 3, 4))
                .containsEntry("bias", HostTensor.float32(new long[] {2}, 1, -2));
    }

    @Test
    void shouldLoadANetworkWithBatchNormalization() throws IOException {
        // Given what PyTorch calls them; scale is all ones, and our layer has none
        OnnxFile file = new OnnxFile()
                .raw("stem.weight", FLOAT16, new long[] {4, 3, 1, 1}, halves(12))
                .floats("bn.weight", FLOAT, new long[] {4}, new float[] {1, 1, 1, 1})
                .floats("bn.bias", FLOAT, new long[] {4}, counted(4))
                .floats("bn.running_mean", FLOAT, new long[] {4}, counted(4))
                .floats("bn.running_var", FLOAT, new long[] {4}, counted(4))
                .floats("deep.weight", FLOAT, new long[] {4, 1, 3, 3}, counted(36))
                .floats("fc.weight", FLOAT, new long[] {2, 4}, counted(8))
                .floats("fc.bias", FLOAT, new long[] {2}, counted(2))
                .node("Conv", new String[] {"x", "stem.weight"}, "a")
                .node(
                        "BatchNormalization",
                        new String[] {"a", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"},
                        "b")
                .node("Conv", new String[] {"b", "deep.weight"}, "c", OnnxFile.attribute("group", 4))
                .node("Gemm", new String[] {"c", "fc.weight", "fc.bias"}, "d", OnnxFile.attribute("transB", 1));
        Model model = Model.of(Input.float32("x", Shape.of(5, 5, 3))
                .then(new Conv2D(4, 1).withoutBias().named("stem"))
                .then(new BatchNormalization().withoutScale().named("bn"))
                .then(new DepthwiseConv2D(3).withoutBias().named("deep"))
                .then(new GlobalAveragePooling2D())
                .then(new Dense(2).named("fc")));

        // When
        read(file).weights().loadInto(model);

        // Then
        assertThat(model.namedWeights().get("bn/moving_variance").value())
                .contains(HostTensor.float32(new long[] {4}, counted(4)));
        assertThat(model.namedWeights().get("fc/kernel").value())
                .contains(HostTensor.float32(new long[] {4, 2}, 0, 4, 1, 5, 2, 6, 3, 7));
        assertThat(model.namedWeights().values())
                .allMatch(weight -> weight.value().isPresent());
    }

    @Test
    void shouldNameLayerExpectedAndFoundShapeAndChangeNothing() throws IOException {
        OnnxFile file = new OnnxFile()
                .floats("fc.weight", FLOAT, new long[] {2, 4}, counted(8))
                .node("Gemm", new String[] {"x", "fc.weight"}, "y", OnnxFile.attribute("transB", 1));
        Model model = Model.of(
                Input.float32("x", Shape.of(3)).then(new Dense(2).withoutBias().named("fc")));
        StoredWeights stored = read(file).weights();

        assertThatThrownBy(() -> stored.loadInto(model))
                .isInstanceOf(WeightsException.class)
                .hasMessage("fc/kernel: expected the shape [3, 2], found [4, 2].");
        assertThat(model.namedWeights().get("fc/kernel").value()).isEmpty();
    }

    private Map<String, HostTensor> layer(OnnxFile file, String name) throws IOException {
        return read(file).weights().layers().get(name);
    }

    private Onnx read(OnnxFile file) throws IOException {
        Path path = folder.resolve("model.onnx");
        file.write(path);
        return Onnx.read(path);
    }

    private static float[] counted(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        return values;
    }

    private static byte[] halves(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, count).forEach(i -> bytes.putShort((short) 0x3c00));
        return bytes.array();
    }
}
