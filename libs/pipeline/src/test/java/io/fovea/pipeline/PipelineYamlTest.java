package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text that is no YAML, or more than a pipeline needs of it. */
class PipelineYamlTest {

    private static final String GOOD = """
            pipeline: p
            input: {channels: 1, size: [28, 28]}
            model: {architecture: lenet5, classes: 10}
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldSayWhereYamlBreaks() {
        // When / Then
        assertThatThrownBy(() -> PipelineSpec.parse(GOOD + "train: {epochs: 5\n", "p.yaml"))
                .isInstanceOf(PipelineFileException.class)
                .hasMessage("p.yaml:5: is not valid YAML here: expected ',' or '}', but got <stream end>.");
    }

    @Test
    void shouldSayThatTabsAreNotAllowed() {
        // When / Then
        assertThatThrownBy(() -> PipelineSpec.parse("pipeline: p\ninput:\n\tchannels: 1\n", "p.yaml"))
                .hasMessageStartingWith("p.yaml:3: is not valid YAML here: found character '\\t(TAB)'");
    }

    @Test
    void shouldSayThatFileIsEmpty() {
        // When / Then
        assertThatThrownBy(() -> PipelineSpec.parse("# nothing yet\n", "p.yaml"))
                .hasMessage("p.yaml: is empty; a pipeline has at least the keys pipeline, input and model.");
    }

    @Test
    void shouldSayThatFileIsNoMapping() {
        // When / Then
        assertThatThrownBy(() -> PipelineSpec.parse("just text", "p.yaml"))
                .hasMessage("p.yaml:1: \"just text\" is not allowed;"
                        + " allowed: a mapping with the keys pipeline, input and model.");
    }

    @Test
    void shouldRefuseTwoDocuments() {
        // When / Then
        assertThatThrownBy(() -> PipelineSpec.parse(GOOD + "---\n" + GOOD, "p.yaml"))
                .hasMessageStartingWith("p.yaml:4: is not valid YAML here: but found another document");
    }

    @Test
    void shouldRefuseControlCharacters() {
        // When / Then
        assertThatThrownBy(() -> PipelineSpec.parse(GOOD + "train: \b\n", "p.yaml"))
                .hasMessage("p.yaml:4: has the character U+0008, which YAML does not allow.");
    }

    @Test
    void shouldReadAliases() {
        // Given
        String yaml = """
                pipeline: &name p
                input: {channels: 1, size: [28, 28]}
                model: {architecture: lenet5, classes: 10, name: *name}
                """;

        // When
        PipelineSpec spec = PipelineSpec.parse(yaml);

        // Then
        assertThat(spec.model().name()).isEqualTo("p");
    }

    @Test
    void shouldRefuseAliasesThatMultiply() {
        // Given
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        // When / Then
        assertThatThrownBy(() -> PipelineSpec.parse(bomb.toString(), "p.yaml"))
                .isInstanceOf(PipelineFileException.class)
                .hasMessageContaining("aliases");
    }

    @Test
    void shouldRefuseListInsideItself() {
        // When / Then
        assertThatThrownBy(() -> PipelineSpec.parse("transforms: &a [*a]\n", "p.yaml"))
                .isInstanceOf(PipelineFileException.class)
                .hasMessageContaining("aliases");
    }

    @Test
    void shouldRefuseDeepNesting() {
        // When / Then
        assertThatThrownBy(() -> PipelineSpec.parse("a: " + "[".repeat(100_000), "p.yaml"))
                .isInstanceOf(PipelineFileException.class)
                .hasMessageContaining("Nesting Depth exceeded");
    }

    @Test
    void shouldRefuseLargeFileWithoutReadingItAll() throws IOException {
        // Given
        Path file = folder.resolve("large.yaml");
        Files.writeString(file, GOOD + "#".repeat(PipelineFile.MAX_BYTES));

        // When / Then
        assertThatThrownBy(() -> PipelineSpec.read(file))
                .hasMessage("%s: is larger than 256 KiB, the most a pipeline may have.", file);
    }

    @Test
    void shouldReadFile() throws IOException {
        // Given
        Path file = folder.resolve("p.yaml");
        Files.writeString(file, GOOD);

        // When
        PipelineSpec spec = PipelineSpec.read(file);

        // Then
        assertThat(spec).isEqualTo(PipelineSpec.parse(GOOD));
    }

    @Test
    void shouldSayThatFileIsMissing() {
        // Given
        Path file = folder.resolve("missing.yaml");

        // When / Then
        assertThatThrownBy(() -> PipelineSpec.read(file)).hasMessage("%s: there is no such file.", file);
    }

    @Test
    void shouldSayThatPathIsFolder() {
        // When / Then
        assertThatThrownBy(() -> PipelineSpec.read(folder))
                .isInstanceOf(PipelineFileException.class)
                .hasMessage("%s: cannot be read: Is a directory.", folder);
    }

    @Test
    void shouldSayThatFileIsNoText() throws IOException {
        // Given
        Path file = folder.resolve("p.yaml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        // When / Then
        assertThatThrownBy(() -> PipelineSpec.read(file)).hasMessage("%s: is not a text file in UTF-8.", file);
    }

    @Test
    void shouldAnswerBrokenFilesWithPipelineOrProblems() {
        // Given
        SplittableRandom random = new SplittableRandom(1);
        String characters = "{}[]:,-&*!|>'\"%@`# \n\t0aé~?<";

        for (int i = 0; i < 2_000; i++) {
            StringBuilder broken = new StringBuilder(GOOD);
            for (int change = 0; change < 3; change++) {
                char put = characters.charAt(random.nextInt(characters.length()));
                broken.setCharAt(random.nextInt(broken.length()), put);
            }

            // When / Then
            assertThatCode(() -> parse(broken.toString())).doesNotThrowAnyException();
        }
    }

    private static void parse(String yaml) {
        try {
            PipelineSpec.parse(yaml);
        } catch (PipelineFileException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }
}
