package io.fovea.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.fovea.cnn.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files cut at many places and with bytes changed: read, or refused with a sentence; never anything else. */
class BrokenFilesTest {
    private static final int PLACES = 60;

    @TempDir
    Path folder;

    @Test
    void shouldRefuseBrokenHdf5OfKeras2() throws IOException {
        breakAll(KerasFilesTest.resource("branched.h5"), "x.h5", KerasHdf5::read);
    }

    @Test
    void shouldRefuseBrokenHdf5OfKeras3() throws IOException {
        breakAll(KerasFilesTest.resource("nested.weights.h5"), "x.weights.h5", KerasHdf5::read);
    }

    @Test
    void shouldRefuseBrokenArchives() throws IOException {
        breakAll(KerasFilesTest.resource("branched.keras"), "x.keras", KerasArchive::read);
    }

    @Test
    void shouldRefuseBrokenModelsOfTensorFlowJs() throws IOException {
        Path model = folder.resolve("whole.json");
        Files.writeString(
                model,
                Files.readString(Path.of("src/test/resources/weights/one-dense-layer.json"))
                        .formatted("Dense", "shard"));
        Files.write(folder.resolve("shard"), new byte[24]);
        breakAll(model, "model.json", TensorFlowJs::readModel);
    }

    @Test
    void shouldRefuseBrokenOnnx() throws IOException {
        Path file = folder.resolve("whole.onnx");
        new OnnxFile()
                .floats("conv1.weight", 1, new long[] {8, 3, 3, 3}, new float[216])
                .raw("conv1.bias", 10, new long[] {8}, new byte[16])
                .write(file);
        breakAll(file, "x.onnx", broken -> Onnx.read(broken).weights());
    }

    @Test
    void shouldRefuseBrokenSafetensors() throws IOException {
        Path file = folder.resolve("whole.safetensors");
        new Safetensors(
                        Map.of(
                                "conv1/kernel", HostTensor.float32(new long[] {3, 3, 3, 8}, new float[216]),
                                "conv1/bias", HostTensor.float32(new long[] {8}, new float[8])),
                        Map.of("format", "test"))
                .write(file);
        breakAll(file, "x.safetensors", StoredWeights::readSafetensors);
    }

    private void breakAll(Path whole, String name, Reader reader) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        Path broken = folder.resolve(name);
        int refused = 0;
        for (int place = 0; place < PLACES; place++) {
            Files.write(broken, Arrays.copyOf(bytes, (int) ((long) bytes.length * place / PLACES)));
            refused += reads(reader, broken, "cut at %d of %d".formatted(place, PLACES)) ? 0 : 1;
        }
        assertThat(refused).as("refused of those cut short").isGreaterThan(PLACES * 9 / 10);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 4 * PLACES; i++) {
            byte[] changed = bytes.clone();
            int edge = Math.min(bytes.length, 4096);
            for (int flips = 0; flips < 1 + i % 3; flips++) {
                changed[random.nextInt(i % 2 == 0 ? edge : bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(broken, changed);
            reads(reader, broken, "change %d".formatted(i));
        }
    }

    private static boolean reads(Reader reader, Path file, String how) {
        try {
            reader.read(file);
            return true;
        } catch (WeightsException e) {
            assertThat(e.getMessage()).as(how).isNotBlank();
            return false;
        } catch (Throwable e) {
            return fail(how, e);
        }
    }

    private interface Reader {
        void read(Path file);
    }
}
