package io.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that cannot fail is no rule: each one is shown a sample that breaks it. */
class RulesTest {

    private static final String SAMPLES = "io.fovea.architecture.samples";

    @ParameterizedTest
    @MethodSource("rulesAndBreaches")
    void shouldFailOnABreach(ArchRule rule, String breach) {
        // Given
        JavaClasses samples = new ClassFileImporter().importPackages(SAMPLES);

        // When
        List<String> failures = rule.evaluate(samples).getFailureReport().getDetails();

        // Then
        assertThat(failures).isNotEmpty().allMatch(failure -> failure.contains(breach));
    }

    static Stream<Arguments> rulesAndBreaches() {
        List<String> first = List.of(SAMPLES + ".first..");
        List<String> second = List.of(SAMPLES + ".second..");
        List<String> cnn = List.of(SAMPLES + ".cnn..");
        return Stream.of(
                Arguments.of(Arrows.onlyInwards(Layer.LIBS, first, second), "UsesSecond"),
                Arguments.of(Arrows.standsAlone("first", first, second), "UsesSecond"),
                Arguments.of(Arrows.withoutQuarkus(second), "StartsQuarkus"),
                Arguments.of(Arrows.knowsOnlyTensorFlow(cnn), "KnowsKafka"),
                Arguments.of(Names.sayTheRole(), "PixelUtils"),
                Arguments.of(Names.nameThePackage(), "util.Drawer"),
                Arguments.of(Edges.kafkaInChannels(), "StrayListener"),
                Arguments.of(Edges.httpInResources(), "StrayEndpoint"),
                Arguments.of(Edges.settingsInConfigs(), "Settings"));
    }
}
