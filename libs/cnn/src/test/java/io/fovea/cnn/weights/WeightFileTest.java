package io.fovea.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Model;
import io.fovea.cnn.SharedData;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldTellFormatsByTheirContents() throws IOException {
        Files.copy(KerasFilesTest.resource("branched.keras"), folder.resolve("a"));
        Files.copy(KerasFilesTest.resource("branched.h5"), folder.resolve("b"));
        stored(Architectures.named("lenet5"), 10).writeSafetensors(folder.resolve("c"));

        assertThat(WeightFile.read(folder.resolve("a")).format()).isEqualTo(WeightFormat.KERAS_ARCHIVE);
        assertThat(WeightFile.read(folder.resolve("b")).model()).isPresent();
        assertThat(WeightFile.read(folder.resolve("c")).format()).isEqualTo(WeightFormat.SAFETENSORS);
        assertThat(WeightFile.read(folder.resolve("c")).model()).isEmpty();
    }

    @Test
    void shouldRefuseWhatWouldHaveToBeExecuted() throws IOException {
        Files.write(folder.resolve("pickle"), new byte[] {(byte) 0x80, 2, 1, 1});
        Files.write(folder.resolve("empty"), new byte[0]);
        Files.write(folder.resolve("text"), "abc".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> WeightFile.read(folder.resolve("pickle")))
                .isInstanceOf(WeightsException.class)
                .hasMessageEndingWith("would have to be executed to be read. Save it as safetensors or ONNX.");
        assertThatThrownBy(() -> WeightFile.read(folder.resolve("empty"))).hasMessageEndingWith("is empty.");
        assertThatThrownBy(() -> WeightFile.read(folder.resolve("text")))
                .isInstanceOf(WeightsException.class)
                .hasMessageEndingWith("is in none of the formats that are read: Keras HDF5, Keras archive (.keras),"
                        + " TensorFlow.js layers model, safetensors, ONNX.");
        assertThatThrownBy(() -> WeightFile.read(folder.resolve("absent"))).hasMessageStartingWith("There is no file ");
    }

    @ParameterizedTest
    @CsvSource({"lenet5, 1, 10", "mobilenet, 0.5, 7", "mobilenetv2, 0.35, 3", "squeezenet, 1, 4"})
    void shouldFindTheArchitectureItsWidthAndItsClasses(String name, double width, int classes) {
        // When
        List<ArchitectureFit> fits = ArchitectureFit.of(stored(Architectures.named(name, width), classes));

        // Then
        assertThat(fits.get(0))
                .isEqualTo(new ArchitectureFit(name, width, OptionalInt.of(classes), List.of(), List.of()));
    }

    @Test
    void shouldFindABackboneUnderAnotherHead() {
        // Given
        Architecture mobilenet = Architectures.mobileNet(0.25);
        Map<String, Map<String, HostTensor>> layers =
                new LinkedHashMap<>(stored(mobilenet, 10).layers());
        layers.put("head", layers.remove("conv_preds"));

        // When
        List<ArchitectureFit> fits = ArchitectureFit.of(new StoredWeights(layers));

        // Then
        assertThat(fits)
                .containsExactly(
                        new ArchitectureFit("mobilenet", 0.25, OptionalInt.empty(), List.of(), List.of("head")));
        assertThat(fits.get(0).whole()).isFalse();
    }

    @Test
    void shouldFindWhatPublishedFilesFit() {
        assertThat(fits("mobilenet-imagenet/mobilenet_2_5_224_tf_no_top.h5"))
                .containsExactly(new ArchitectureFit("mobilenet", 0.25, OptionalInt.empty(), List.of(), List.of()));
        assertThat(fits("squeezenet-imagenet/SqueezeNet_fp16.onnx"))
                .containsExactly(new ArchitectureFit("squeezenet", 1, OptionalInt.of(1000), List.of(), List.of()));
        assertThat(fits("vgg19-blocks1-3/model.json"))
                .extracting(ArchitectureFit::name, ArchitectureFit::whole)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("vgg19", false));
    }

    private static List<ArchitectureFit> fits(String file) {
        return ArchitectureFit.of(
                WeightFile.read(SharedData.file("weights/" + file)).weights());
    }

    private static StoredWeights stored(Architecture architecture, int classes) {
        Model model = architecture.build(architecture.defaultInput(), classes);
        Map<String, HostTensor> byPath = new LinkedHashMap<>();
        model.namedWeights().forEach((path, weight) -> {
            long[] shape = weight.shape().asArray();
            byPath.put(
                    path,
                    HostTensor.float32(shape, new float[(int) weight.shape().size()]));
        });
        return StoredWeights.of(byPath);
    }
}
