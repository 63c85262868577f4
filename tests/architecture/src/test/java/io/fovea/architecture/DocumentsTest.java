package io.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader can follow every link and type every command. */
class DocumentsTest {

    private static final SourceTree TREE = SourceTree.ofThisRepository();

    @ParameterizedTest
    @MethodSource("documents")
    void shouldLinkToWhatIsThere(Path file) {
        assertThat(Document.read(file).brokenLinks())
                .as("broken links in %s", TREE.name(file))
                .isEmpty();
    }

    @Test
    void shouldQuotePipelinesAsTheyAre() {
        // Given
        List<String> pipelines = TREE.trackedFiles().stream()
                .filter(file -> file.toString().endsWith(".yaml"))
                .map(SourceTree::read)
                .toList();

        // When
        List<String> quoted = Document.read(TREE.root().resolve("README.md")).blocks("yaml");

        // Then
        assertThat(quoted)
                .as("pipelines in README.md; quote a file that ships")
                .isNotEmpty()
                .allMatch(pipelines::contains);
    }

    @Test
    void shouldListEveryDecision() throws IOException {
        // Given
        Path decisions = TREE.root().resolve("docs/adr");
        String index = SourceTree.read(decisions.resolve("README.md"));

        // When
        try (Stream<Path> files = Files.list(decisions)) {
            // Then
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .as("decisions; add a row to docs/adr/README.md for each")
                    .allMatch(name -> index.contains("(" + name + ")"));
        }
    }

    @Test
    void shouldSeeBrokenLinksAndCommands(@TempDir Path folder) {
        // Given
        var document = new Document(folder.resolve("a.md"), """
                # A heading
                [gone](gone.md) [here](.) [out](https://example.org) [lost](#no-heading)
                ```sh
                $ ./fovea demo digits   # builds on first use
                [not a link](x.md)
                ```
                """);

        // When
        List<String> broken = document.brokenLinks();

        // Then
        assertThat(broken).first().isEqualTo("gone.md");
        assertThat(document.commands("./fovea")).containsExactly("./fovea demo digits");
    }

    static Stream<Path> documents() {
        return TREE.documents().stream();
    }
}
