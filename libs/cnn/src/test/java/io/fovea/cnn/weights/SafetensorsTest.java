package io.fovea.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadWhatItWrote() {
        // Given
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put("dense/kernel", HostTensor.float32(new long[] {2, 2}, 1, -2, 3.5f, Float.NaN));
        tensors.put("scalar", HostTensor.int64(new long[0], 7));
        tensors.put("none", HostTensor.uint8(new long[] {0, 3}, new byte[0]));
        Safetensors written = new Safetensors(tensors, Map.of("step", "12"));
        Path file = folder.resolve("a/b.safetensors");

        // When
        written.write(file);

        // Then
        assertThat(Safetensors.read(file)).isEqualTo(written);
        assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file));
        assertThat(file.getParent().toFile().list()).hasSize(1);
    }

    @Test
    void shouldWriteWithTheRightsOfAnyNewFile() throws IOException {
        // Given
        Path any = Files.createFile(folder.resolve("any"));
        Path file = folder.resolve("w.safetensors");

        // When
        new Safetensors(Map.of("w", HostTensor.float32(new long[] {1}, 1)), Map.of()).write(file);

        // Then a service under another user can read it where it can read others
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(any));
    }

    @Test
    void shouldReadTheLayoutOfTheFormat() throws IOException {
        // Given the specification's own: length of the header, header, contents
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";

        // When
        Safetensors read = Safetensors.read(file(header, new byte[] {0, 0, (byte) 0x80, 0x3f}));

        // Then
        assertThat(read.tensors()).containsExactly(Map.entry("w", HostTensor.float32(new long[] {1}, 1)));
    }

    @Test
    void shouldSayThatAFileIsCutShort() throws IOException {
        // Given
        Path file = folder.resolve("cut");
        new Safetensors(Map.of("w", HostTensor.float32(new long[] {4}, 1, 2, 3, 4)), Map.of()).write(file);
        byte[] whole = Files.readAllBytes(file);

        // When, Then
        Files.write(file, Arrays.copyOf(whole, whole.length - 3));
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageEndingWith("w is at bytes 0 to 16, the file holds 13. Maybe it is cut short.");
        Files.write(file, Arrays.copyOf(whole, 20));
        assertThatThrownBy(() -> Safetensors.read(file))
                .hasMessageEndingWith("is no safetensors file, or is cut short.");
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(WeightsException.class);
    }

    @Test
    void shouldRefuseAShapeThatDoesNotFitItsBytes() throws IOException {
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,4]}}";
        Path file = file(header, new byte[4]);

        assertThatThrownBy(() -> Safetensors.read(file))
                .hasMessageEndingWith("w: Expected 12 bytes for FLOAT32[3], received 4.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[4611686018427387904,4]", "[-1]", "[9223372036854775807,9223372036854775807]"})
    void shouldRefuseAnAbsurdShape(String shape) throws IOException {
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[0,4]}}".formatted(shape);
        Path file = file(header, new byte[4]);

        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(WeightsException.class);
    }

    @Test
    void shouldRefuseATypeItDoesNotKnow() throws IOException {
        String header = "{\"w\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[0,4]}}";
        Path file = file(header, new byte[4]);

        assertThatThrownBy(() -> Safetensors.read(file))
                .hasMessageContaining("w is stored as F8_E4M3, which is not read.");
    }

    @Test
    void shouldKeepEveryType() {
        for (DType dtype : DType.values()) {
            HostTensor tensor = new HostTensor(dtype, new long[] {1}, new byte[dtype.size()]);
            Path file = folder.resolve(dtype.name());
            new Safetensors(Map.of("t", tensor), Map.of()).write(file);
            assertThat(Safetensors.read(file).tensors().get("t")).isEqualTo(tensor);
        }
    }

    private Path file(String header, byte[] contents) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + text.length + contents.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text).put(contents);
        return Files.write(folder.resolve("made"), bytes.array());
    }
}
