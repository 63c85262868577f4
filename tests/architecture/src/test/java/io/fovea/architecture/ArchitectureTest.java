package io.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of docs/ARCHITECTURE.md, over the classes of every module that the all-in-one is made of. */
class ArchitectureTest {

    private static final SourceTree TREE = SourceTree.ofThisRepository();
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.fovea");

    /** Our own hand's work; what protoc writes is named by protoc. */
    private static final JavaClasses HAND_WRITTEN = CLASSES.that(com.tngtech.archunit.base.DescribedPredicate.not(
            JavaClass.Predicates.resideInAPackage("io.fovea.proto..")));

    @Test
    void shouldSeeEveryModule() {
        // Given
        Stream<SourceModule> modules = TREE.modules().stream().filter(module -> module.layer() != Layer.TESTS);

        // When
        List<String> unseen = modules.flatMap(module -> module.packages().stream())
                .filter(name -> CLASSES.stream().noneMatch(in(name)))
                .toList();

        // Then
        assertThat(unseen)
                .as(
                        "packages without a class here; add the new module to the dependencies of apps/all-in-one, or to those of tests/architecture where no application has it")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldPointOneWay(Layer layer) {
        List<String> outer =
                layer.outer().stream().flatMap(ArchitectureTest::packages).toList();
        Arrows.onlyInwards(layer, packages(layer).toList(), outer).check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldKeepServicesApart(SourceModule service) {
        List<String> others = services()
                .filter(other -> !other.equals(service))
                .flatMap(other -> other.packages().stream())
                .toList();
        Arrows.standsAlone(service.name(), service.packages(), others).check(CLASSES);
    }

    @Test
    void shouldKeepLibrariesFreeOfQuarkus() {
        Arrows.withoutQuarkus(packages(Layer.LIBS).toList()).check(CLASSES);
    }

    @Test
    void shouldKeepNetworksFreeOfStreams() {
        Collection<String> cnn = List.of("io.fovea.cnn..");
        Arrows.knowsOnlyTensorFlow(cnn).check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("habits")
    void shouldHoldTheHabits(ArchRule rule) {
        rule.check(HAND_WRITTEN);
    }

    static Stream<ArchRule> habits() {
        return Stream.of(
                Names.sayTheRole(),
                Names.nameThePackage(),
                Edges.kafkaInChannels(),
                Edges.httpInResources(),
                Edges.settingsInConfigs());
    }

    static Stream<SourceModule> services() {
        return TREE.modules(Layer.SERVICES).stream();
    }

    private static Stream<String> packages(Layer layer) {
        return TREE.modules(layer).stream().flatMap(module -> module.packages().stream());
    }

    private static java.util.function.Predicate<JavaClass> in(String packageName) {
        return JavaClass.Predicates.resideInAPackage(packageName);
    }
}
