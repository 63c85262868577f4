package io.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for every file that git tracks. */
class TrackedFilesTest {

    private static final SourceTree TREE = SourceTree.ofThisRepository();
    private static final long MAX_BYTES = 5L << 20;

    /** Hosts of package registries and container registries; the brackets keep this line from matching itself. */
    private static final Pattern REGISTRY_HOST = Pattern.compile(
            "repo[0-9]*[.](maven|spring)|registry[.](npmjs|yarnpkg|hub)|(deb|security|ftp)[.]debian|pypi[.]org"
                    + "|pythonhosted[.]org|crates[.]io|proxy[.]golang|(docker|ghcr|quay)[.]io|[a]rtifactory|[j]frog|sonatype[.]org",
            Pattern.CASE_INSENSITIVE);

    @Test
    void shouldStaySmall() throws IOException {
        for (Path file : TREE.trackedFiles()) {
            assertThat(Files.size(file))
                    .as("bytes of %s; ship a smaller sample, or let `fovea dataset get` fetch it", TREE.name(file))
                    .isLessThanOrEqualTo(MAX_BYTES);
        }
    }

    @Test
    void shouldNameNoRegistry() {
        // When
        List<String> named = TREE.trackedFiles().stream()
                .filter(file -> namesARegistry(SourceTree.read(file)))
                .map(TREE::name)
                .toList();

        // Then
        assertThat(named)
                .as("files that name a registry's host; let Maven, apt and npm use what the machine is set up with")
                .isEmpty();
    }

    @Test
    void shouldSeeARegistry() {
        assertThat(namesARegistry("see https://repo" + ".maven.apache.org/maven2"))
                .isTrue();
        assertThat(namesARegistry("FROM docker" + ".io/apache/kafka")).isTrue();
        assertThat(namesARegistry("http://maven.apache.org/POM/4.0.0")).isFalse();
    }

    private static boolean namesARegistry(String text) {
        return REGISTRY_HOST.matcher(text).find();
    }
}
