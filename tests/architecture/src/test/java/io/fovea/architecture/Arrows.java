package io.fovea.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.List;

/** Rules on who may use whom. */
final class Arrows {

    private Arrows() {}

    /** {@code proto <- libs <- services <- apps <- tests}: no class of {@code layer} uses one of a ring further out. */
    static ArchRule onlyInwards(Layer layer, Collection<String> own, Collection<String> outer) {
        return forbid(
                own,
                outer,
                ("arrows point one way, proto <- libs <- services <- apps <- tests; move what %s needs inwards,"
                                + " or hand it in through an interface that %s declares")
                        .formatted(layer, layer));
    }

    /** Services meet on topics only. */
    static ArchRule standsAlone(String service, Collection<String> own, Collection<String> others) {
        return forbid(
                own,
                others,
                "services meet on topics only; let %s publish or read a record instead, or move the code that both need into libs/"
                        .formatted(service));
    }

    /** Libraries are plain Java. */
    static ArchRule withoutQuarkus(Collection<String> libraries) {
        return forbid(
                libraries,
                List.of("io.quarkus.."),
                "a library serves plain Java too; take the value as a constructor's parameter and wire it in the service");
    }

    /** {@code libs/cnn} is a library that a Java user would want on its own. */
    static ArchRule knowsOnlyTensorFlow(Collection<String> cnn) {
        return forbid(
                cnn,
                List.of(
                        "org.apache.kafka..",
                        "io.smallrye..",
                        "org.eclipse.microprofile..",
                        "io.quarkus..",
                        "jakarta..",
                        "io.fovea.proto.."),
                "libs/cnn is of use without streams; convert records to HostTensor in the service that calls it");
    }

    private static ArchRule forbid(Collection<String> users, Collection<String> used, String because) {
        return noClasses()
                .that()
                .resideInAnyPackage(users.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(used.toArray(String[]::new))
                .because(because)
                .allowEmptyShould(true); // that every module is seen is a test of its own
    }
}
