package io.fovea.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** Files made on the spot: what is read, and what is said of broken ones. */
class WeightFilesTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadAModelOfTensorFlowJs() throws IOException {
        // Given
        Files.write(folder.resolve("shard"), floats(1, 2, 3, 4, 5, 6));

        // When
        Model model = TensorFlowJs.readModel(json("Dense", "shard"));

        // Then
        assertThat(model.namedWeights().get("dense/kernel").value())
                .contains(HostTensor.float32(new long[] {2, 2}, 1, 2, 3, 4));
        assertThat(model.namedWeights().get("dense/bias").value()).contains(HostTensor.float32(new long[] {2}, 5, 6));
    }

    @Test
    void shouldGiveAModelBackTheWeightsThatAnotherLearned() {
        // Given
        Path file = folder.resolve("lenet5.safetensors");
        Model learned = Architectures.named("lenet5").build(Shape.of(28, 28, 1), 10);
        Map<String, HostTensor> weights;
        try (TrainableModel model =
                learned.compile(new Sgd(), Loss.sparseCategoricalCrossentropyFromLogits(), Options.seed(3))) {
            weights = model.weights();
        }
        StoredWeights.of(weights).writeSafetensors(file);
        Model other = Architectures.named("lenet5").build(Shape.of(28, 28, 1), 10);

        // When
        StoredWeights.readSafetensors(file).loadInto(other);

        // Then
        other.namedWeights()
                .forEach((name, weight) -> assertThat(weight.value()).contains(weights.get(name)));
    }

    @Test
    void shouldNameAMissingOrTruncatedShard() throws IOException {
        Path file = json("Dense", "shard");

        assertThatThrownBy(() -> TensorFlowJs.readModel(file)).hasMessageEndingWith("the shards shard are missing.");
        Files.write(folder.resolve("shard"), floats(1, 2, 3, 4, 5));
        assertThatThrownBy(() -> TensorFlowJs.readModel(file))
                .hasMessageEndingWith(
                        "dense/bias ends at byte 24 of its shards, which hold 20. Maybe one is cut short.");
    }

    @Test
    void shouldRefuseAnAbsurdShapeOfTensorFlowJs() throws IOException {
        Files.write(folder.resolve("shard"), floats(1, 2, 3, 4, 5, 6));
        Path file = json("Dense", "shard");
        for (String shape : List.of("[4611686018427387904, 4]", "[-2, -2]", "[3, 2]", "[null, 2]")) {
            Files.writeString(file, Files.readString(json("Dense", "shard")).replace("[2, 2]", shape));
            assertThatThrownBy(() -> TensorFlowJs.readModel(file)).isInstanceOf(WeightsException.class);
        }
    }

    @Test
    void shouldReadTensorFlowJsWhateverWayItsFolderIsNamed() throws IOException {
        Files.write(folder.resolve("shard"), floats(1, 2, 3, 4, 5, 6));
        Path file = json("Dense", "shard");
        Path roundabout =
                Files.createDirectory(folder.resolve("inner")).resolve("..").resolve(file.getFileName());

        assertThat(TensorFlowJs.readModel(roundabout).parameters())
                .isEqualTo(TensorFlowJs.readModel(file).parameters());
    }

    @Test
    void shouldNotReadOutsideOfItsFolder() throws IOException {
        Path file = json("Dense", "../secret");

        assertThatThrownBy(() -> TensorFlowJs.readModel(file))
                .hasMessageEndingWith("outside of its folder: ../secret.");
        Path absolute = json("Dense", "/etc/passwd");
        assertThatThrownBy(() -> TensorFlowJs.readModel(absolute))
                .hasMessageEndingWith("outside of its folder: /etc/passwd.");
        Path none = json("Dense", "a\\u0000b");
        assertThatThrownBy(() -> TensorFlowJs.readModel(none)).hasMessageContaining("that can be no file");
    }

    @Test
    void shouldNameALayerThatThereIsNot() throws IOException {
        Files.write(folder.resolve("shard"), floats(1, 2, 3, 4, 5, 6));
        Path file = json("Lambda", "shard");

        assertThatThrownBy(() -> TensorFlowJs.readModel(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith("dense: there is no layer Lambda here. There are: Activation, Add, ");
    }

    @Test
    void shouldSayThatAFileIsNoHdf5() throws IOException {
        Path file = Files.write(folder.resolve("broken.h5"), new byte[100]);

        assertThatThrownBy(() -> KerasHdf5.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("broken.h5 cannot be read as HDF5: ");
        assertThatThrownBy(() -> KerasHdf5.read(folder.resolve("absent.h5"))).isInstanceOf(WeightsException.class);
    }

    @Test
    void shouldReadSingleAndHalfPrecisionOfOnnx() throws IOException {
        // Given a kernel [filters 2, channels 1, 1, 2] in raw fp16, a bias in packed floats
        ByteBuffer halves = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        halves.putShort((short) 0x3c00)
                .putShort((short) 0xc000)
                .putShort((short) 0x0001)
                .putShort((short) 0x7bff);
        UnknownFieldSet.Builder kernel = tensor("conv1.weight", 10, 2, 1, 1, 2).addField(9, bytes(halves.array()));
        UnknownFieldSet.Builder bias = tensor("conv1.bias", 1, 2).addField(4, bytes(floats(0.5f, -0.5f)));

        // When
        Map<String, HostTensor> conv1 =
                Onnx.read(onnx(kernel, bias)).weights().layers().get("conv1");

        // Then
        assertThat(conv1)
                .containsEntry("kernel", HostTensor.float32(new long[] {1, 2, 1, 2}, 1, 0x1p-24f, -2, 65504))
                .containsEntry("bias", HostTensor.float32(new long[] {2}, 0.5f, -0.5f));
    }

    @Test
    void shouldSayThatAnOnnxFileIsCutShort() throws IOException {
        Path file = onnx(tensor("conv1.bias", 1, 2).addField(4, bytes(floats(0.5f, -0.5f))));
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, whole.length - 3));
        assertThatThrownBy(() -> Onnx.read(file)).hasMessageEndingWith("is no ONNX model, or is cut short.");
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> Onnx.read(file)).hasMessageEndingWith("is no ONNX model, or has no weights.");
    }

    @Test
    void shouldConvertEveryHalfThatHasASpecialForm() {
        assertThat(OnnxTensor.toFloat((short) 0)).isZero();
        assertThat(OnnxTensor.toFloat((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(OnnxTensor.toFloat((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(OnnxTensor.toFloat((short) 0x7e00)).isNaN();
        assertThat(OnnxTensor.toFloat((short) 0x0400)).isEqualTo(0x1p-14f);
        assertThat(OnnxTensor.toFloat((short) 0x3555)).isEqualTo(0.33325195f);
    }

    private Path json(String layer, String shard) throws IOException {
        try (InputStream in = WeightFilesTest.class.getResourceAsStream("/weights/one-dense-layer.json")) {
            String topology = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(folder.resolve("model.json"), topology.formatted(layer, shard));
        }
    }

    private Path onnx(UnknownFieldSet.Builder... tensors) throws IOException {
        UnknownFieldSet.Builder graph = UnknownFieldSet.newBuilder();
        for (UnknownFieldSet.Builder tensor : tensors) {
            graph.mergeField(5, bytes(tensor.build().toByteArray()));
        }
        UnknownFieldSet model = UnknownFieldSet.newBuilder()
                .addField(7, bytes(graph.build().toByteArray()))
                .build();
        return Files.write(folder.resolve("model.onnx"), model.toByteArray());
    }

    private static UnknownFieldSet.Builder tensor(String name, int type, long... shape) {
        UnknownFieldSet.Field.Builder dims = UnknownFieldSet.Field.newBuilder();
        for (long axis : shape) {
            dims.addVarint(axis);
        }
        return UnknownFieldSet.newBuilder()
                .addField(1, dims.build())
                .addField(2, UnknownFieldSet.Field.newBuilder().addVarint(type).build())
                .addField(8, bytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static UnknownFieldSet.Field bytes(byte[] contents) {
        return UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(contents))
                .build();
    }

    private static byte[] floats(float... values) {
        return HostTensor.float32(new long[] {values.length}, values).contents();
    }
}
