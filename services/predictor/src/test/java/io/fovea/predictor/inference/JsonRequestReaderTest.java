package io.fovea.predictor.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.proto.inference.v1.Tensor;
import io.fovea.serving.CallRefusedException;
import io.fovea.tensorcodec.TensorCodec;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRequestReaderTest {

    private static final String INPUT =
            "{\"name\": \"x\", \"shape\": [2, 2], \"datatype\": \"FP32\", \"data\": [1, 2.5, -3e2, 4]}";

    @Test
    void shouldReadNumbersInAnyNestingAndFieldsInAnyOrder() {
        // When
        Tensor flat = only("{\"id\": \"7\", \"more\": {\"a\": [1]}, \"inputs\": [" + INPUT + "]}");
        Tensor nested = only(
                "{\"inputs\": [{\"data\": [[1, 2.5], [-300, 4]], \"datatype\": \"FP32\", \"shape\": [2, 2], \"name\": \"x\"}]}");

        // Then
        assertThat(TensorCodec.toFloat32(flat)).containsExactly(1, 2.5f, -300, 4);
        assertThat(TensorCodec.toFloat32(nested)).containsExactly(1, 2.5f, -300, 4);
        assertThat(TensorCodec.shape(nested)).containsExactly(2, 2);
    }

    @Test
    void shouldKeepWholeNumbersExact() {
        // When
        Tensor tensor = only(
                "{\"inputs\": [{\"name\": \"x\", \"shape\": [2], \"datatype\": \"INT64\", \"data\": [9007199254740993, -9223372036854775808]}]}");

        // Then
        assertThat(TensorCodec.toInt64(tensor)).containsExactly(9007199254740993L, Long.MIN_VALUE);
    }

    @Test
    void shouldReadWhatIsWanted() {
        // When
        JsonRequest request = read(
                "{\"id\": \"7\", \"parameters\": {\"timeout\": 1500, \"binary_data_output\": false}, \"inputs\": [],"
                        + " \"outputs\": [{\"name\": \"y\", \"parameters\": {\"binary_data\": true}}, {\"name\": \"z\"}]}");

        // Then
        assertThat(request.request().id()).isEqualTo("7");
        assertThat(request.request().outputs()).containsExactly("y", "z");
        assertThat(request.request().timeout()).contains(Duration.ofNanos(1_500_000));
        assertThat(request.isBinary("y")).isTrue();
        assertThat(request.isBinary("z")).isFalse();
    }

    @Test
    void shouldReadContentsBehindTheJson() {
        // Given
        byte[] body = body(binary("x", 3) + "," + binary("y", 1), 3, 4, 5, 6);

        // When
        List<Tensor> inputs = JsonRequestReader.read(body, Optional.of(Integer.toString(body.length - 4)))
                .request()
                .inputs();

        // Then
        assertThat(inputs.get(0).getRawContents().toByteArray()).containsExactly(3, 4, 5);
        assertThat(inputs.get(1).getRawContents().toByteArray()).containsExactly(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "", "99999999", "99999999999999999999", "1", "0"})
    void shouldRefuseAHeaderThatLies(String length) {
        byte[] body = body(binary("x", 3), 1, 2, 3);
        assertThatThrownBy(() -> JsonRequestReader.read(body, Optional.of(length)))
                .isInstanceOf(MalformedRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 4, Long.MAX_VALUE, -1})
    void shouldRefuseSizesThatDoNotAddUp(long size) {
        byte[] body = body(binary("x", size), 1, 2, 3);
        assertThatThrownBy(() -> JsonRequestReader.read(body, Optional.of(Integer.toString(body.length - 3))))
                .isInstanceOf(MalformedRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{\"inputs\": 7}",
                "{\"inputs\": [7]}",
                "{\"inputs\": [{}]}",
                "{\"inputs\": [{\"name\": 7}]}",
                "{\"id\": [1]}",
                "{\"inputs\": [{\"name\": \"x\", \"shape\": [2.5], \"datatype\": \"FP32\", \"data\": [1]}]}",
                "{\"inputs\": [{\"name\": \"x\", \"shape\": [99999999999999999999], \"datatype\": \"FP32\", \"data\": [1]}]}",
                "{\"inputs\": [{\"name\": \"x\", \"shape\": [1], \"datatype\": \"FP32\", \"data\": [\"a\"]}]}",
                "{\"inputs\": [{\"name\": \"x\", \"shape\": [1], \"datatype\": \"FP32\", \"data\": 1}]}",
                "{\"inputs\": [{\"name\": \"x\", \"shape\": [1], \"datatype\": \"FP32\", \"data\": [1]",
                "{\"inputs\": [{\"name\": \"x\", \"shape\": [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1], \"datatype\": \"FP32\", \"data\": [1]}]}",
                "{\"inputs\": [], \"parameters\": {\"timeout\": \"soon\"}}",
                "{\"inputs\": []} {}",
            })
    void shouldRefuseWhatIsNoRequest(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"shape\": [2], \"datatype\": \"UINT8\", \"data\": [1, 256]",
                "\"shape\": [2], \"datatype\": \"UINT8\", \"data\": [1, -1]",
                "\"shape\": [2], \"datatype\": \"UINT8\", \"data\": [1, 1.5]",
                "\"shape\": [1], \"datatype\": \"INT64\", \"data\": [9223372036854775808]",
                "\"shape\": [1], \"datatype\": \"FP31\", \"data\": [1]",
                "\"shape\": [1], \"datatype\": \"BYTES\", \"data\": [1]",
                "\"shape\": [3, 2], \"datatype\": \"FP32\", \"data\": [[1, 2], [3, 4, 5, 6]]",
                "\"shape\": [2, 3], \"datatype\": \"FP32\", \"data\": [[1, 2], [3, 4], [5, 6]]",
            })
    void shouldRefuseNumbersThatDoNotFit(String tensor) {
        assertThatThrownBy(() -> read("{\"inputs\": [{\"name\": \"x\", " + tensor + "}]}"))
                .isInstanceOf(CallRefusedException.class)
                .hasMessageStartingWith("MALFORMED_TENSOR: Tensor x");
    }

    @Test
    void shouldRefuseWhateverIsDamaged() {
        // Given
        byte[] sound = ("{\"id\": \"7\", \"inputs\": [" + INPUT + "]}").getBytes(UTF_8);
        Random random = new Random(7);

        // When, Then: no other exception comes of any of them
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = sound.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                JsonRequestReader.read(damaged, Optional.empty());
            } catch (MalformedRequestException | CallRefusedException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static Tensor only(String body) {
        return read(body).request().inputs().get(0);
    }

    private static JsonRequest read(String body) {
        return JsonRequestReader.read(body.getBytes(UTF_8), Optional.empty());
    }

    private static String binary(String name, long size) {
        return "{\"name\": \"%s\", \"shape\": [%d], \"datatype\": \"UINT8\", \"parameters\": {\"binary_data_size\": %d}}"
                .formatted(name, size, size);
    }

    private static byte[] body(String inputs, int... contents) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("{\"inputs\": [" + inputs + "]}").getBytes(UTF_8));
        for (int content : contents) {
            body.write(content);
        }
        return body.toByteArray();
    }
}
