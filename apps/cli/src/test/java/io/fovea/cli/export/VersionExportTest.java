package io.fovea.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Model;
import io.fovea.cnn.SavedModel;
import io.fovea.cnn.weights.KerasHdf5;
import io.fovea.cnn.weights.StoredWeights;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactException;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.Lineage;
import io.fovea.registry.ManifestDraft;
import io.fovea.registry.ModelRegistry;
import io.fovea.registry.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionExportTest {

    @TempDir
    private Path folder;

    private Path out;
    private ModelRegistry registry;
    private Path published;
    private VersionExport export;

    @BeforeEach
    void publish() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
        registry = ModelRegistry.inMemory(
                ArtefactStore.open(folder.resolve("storage").toUri()));
        Path artefact = folder.resolve("artefact");
        TinyVersion.write(artefact);
        ModelVersion version = publish("digits", artefact);
        published = registry.fetch(version);
        export = VersionExport.of(registry, version);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({"ONNX, model.onnx", "SAFETENSORS, weights.safetensors"})
    void shouldWriteTheFileThatWasPublished(Form form, String name) throws IOException {
        // When
        List<ExportedFile> written = export.write(form, out.resolve("digits"), false);

        // Then
        assertThat(out.resolve("digits")).hasSameBinaryContentAs(published.resolve(name));
        assertThat(written)
                .containsExactly(new ExportedFile(
                        "digits",
                        Files.size(published.resolve(name)),
                        export.manifest().files().get(name)));
        assertThat(names()).containsExactly("digits");
    }

    @Test
    void shouldWriteASavedModelThatAnswersTheSame() throws IOException {
        // Given
        Path target = out.resolve("new/digits");
        Map<String, HostTensor> image = Map.of(
                "image",
                new HostTensor(
                        DType.UINT8,
                        new long[] {1, 6, 6, 1},
                        "a picture of thirty-six small pixels".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));

        // When
        List<ExportedFile> written = export.write(Form.SAVEDMODEL, target, false);

        // Then
        try (SavedModel ours = SavedModel.load(published);
                SavedModel theirs = SavedModel.load(target)) {
            assertThat(theirs.run(image, List.of("logits"))).isEqualTo(ours.run(image, List.of("logits")));
        }
        assertThat(target.resolve("model.onnx")).doesNotExist();
        assertThat(written).extracting(ExportedFile::name).containsExactly("saved_model.pb");
        assertThat(target.resolve("variables")).isEmptyDirectory();
        for (ExportedFile file : written) {
            assertThat(file.sha256()).isEqualTo(Sha256.of(target.resolve(file.name())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits.h5", "digits.weights.h5"})
    void shouldWriteHdf5WithTheWeightsThatWerePublished(String name) throws IOException {
        // When
        List<ExportedFile> written = export.write(Form.HDF5, out.resolve(name), false);

        // Then
        StoredWeights expected = StoredWeights.readSafetensors(published.resolve("weights.safetensors"));
        Model network = TinyVersion.network();
        KerasHdf5.read(out.resolve(name)).weights().loadInto(network);
        network.namedWeights()
                .forEach((path, weight) -> assertThat(weight.value())
                        .contains(expected.layers()
                                .get(path.substring(0, path.indexOf('/')))
                                .get(path.substring(path.indexOf('/') + 1))));
        assertThat(expected.layers().keySet()).containsExactly("conv", "norm", "logits");
        assertThat(written.get(0).sha256()).isEqualTo(Sha256.of(out.resolve(name)));
        assertThat(names()).containsExactly(name);
    }

    @Test
    void shouldSayThatAnOlderVersionDoesNotKnowKerasLayers() throws IOException {
        // Given
        Path artefact = folder.resolve("older");
        TinyVersion.write(artefact);
        Path weights = artefact.resolve("weights.safetensors");
        StoredWeights.readSafetensors(weights).writeSafetensors(weights);
        VersionExport older = VersionExport.of(registry, publish("older", artefact));

        // When, Then
        assertThatThrownBy(() -> older.write(Form.HDF5, out.resolve("older.weights.h5"), false))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        "weights.safetensors of older/1: weights.safetensors does not say where Keras 3 keeps each layer."
                                + " Give the file a name that ends with .h5 alone.");
        assertThat(names()).isEmpty();
        assertThat(older.write(Form.HDF5, out.resolve("older.h5"), false)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void shouldReplaceOnlyWhatItIsAllowedTo(Form form) throws IOException {
        // Given
        Path target = out.resolve("digits.h5");
        export.write(form, target, false);

        // When, Then
        assertThatThrownBy(() -> export.write(form, target, false))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("%s is there already; --force replaces it.", target);
        assertThat(export.write(form, target, true)).isNotEmpty();
        assertThat(names()).containsExactly("digits.h5");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void shouldNotReplaceAFolderThatIsNoExport(Form form) throws IOException {
        // Given: a SavedModel beside somebody's work
        Path target = out.resolve("work");
        export.write(Form.SAVEDMODEL, target, false);
        Path mine = Files.writeString(target.resolve("thesis.tex"), "years of work");

        // When, Then
        assertThatThrownBy(() -> export.write(form, target, true))
                .isInstanceOf(CommandFailure.class)
                .hasMessageEndingWith("so that --force does not replace it.");
        assertThat(mine).hasContent("years of work");
        assertThat(names()).containsExactly("work");
    }

    @ParameterizedTest
    @CsvSource({"ONNX, model.onnx", "SAFETENSORS, weights.safetensors", "HDF5, weights.safetensors"})
    void shouldSayThatAnOlderVersionHasNoSuchForm(Form form, String file) throws IOException {
        // Given
        Path artefact = folder.resolve("older");
        TinyVersion.writeSavedModel(artefact);
        VersionExport older = VersionExport.of(registry, publish("older", artefact));

        // When, Then
        assertThatThrownBy(() -> older.write(form, out.resolve("older.h5"), false))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        "older/1 has no %s: it was trained by a Fovea that wrote none. Train it again, or export it as savedmodel.",
                        file);
        assertThat(names()).isEmpty();
        assertThat(older.write(Form.SAVEDMODEL, out.resolve("older"), false)).isNotEmpty();
    }

    @Test
    void shouldRefuseAVersionThatWasChanged() throws IOException {
        // Given
        ModelVersion version = registry.resolve("digits", "1").orElseThrow();
        Files.writeString(published.resolve("model.onnx"), "another network");

        // When, Then
        assertThatThrownBy(() -> VersionExport.of(registry, version))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("model.onnx is not what was published");
        assertThatThrownBy(() -> export.write(Form.ONNX, out.resolve("digits.onnx"), false))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("model.onnx of digits/1 changed while it was copied.");
        assertThat(names()).isEmpty();
    }

    @Test
    void shouldSayThatAFileIsInTheWay() throws IOException {
        Path file = Files.createFile(out.resolve("file"));
        assertThatThrownBy(() -> export.write(Form.ONNX, file.resolve("digits.onnx"), false))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("%s is no folder.", file);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> children = Files.list(out)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }

    private ModelVersion publish(String model, Path artefact) {
        return registry.publish(
                artefact,
                new ManifestDraft(
                        model,
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of("zero", "one", "two"),
                        List.of(),
                        Map.of(),
                        new Lineage("job-" + model, model, "ab", "0.1.0", 7, null),
                        "cd"));
    }
}
