package io.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for the packages of every module. */
class PackagesTest {

    private static final SourceTree TREE = SourceTree.ofThisRepository();

    @Test
    void shouldMarkEveryPackageAsNullMarked() {
        // When
        List<String> unmarked = TREE.modules().stream()
                .flatMap(SourceModule::packageDirectories)
                .filter(directory -> !isNullMarked(directory.resolve("package-info.java")))
                .map(TREE::name)
                .toList();

        // Then
        assertThat(unmarked)
                .as("packages without @NullMarked; add a package-info.java that says what is inside")
                .isEmpty();
    }

    @Test
    void shouldKeepAPackageInOneModule() {
        // When
        Map<String, List<String>> owners = TREE.modules().stream()
                .flatMap(module -> module.packages().stream().map(name -> Map.entry(name, module.path())))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));

        // Then
        assertThat(owners)
                .allSatisfy((name, modules) -> assertThat(modules)
                        .as("modules that share package %s; give each its own, or the arrows cannot be checked", name)
                        .hasSize(1));
    }

    private static boolean isNullMarked(Path packageInfo) {
        return Files.exists(packageInfo) && SourceTree.read(packageInfo).contains("@NullMarked");
    }
}
