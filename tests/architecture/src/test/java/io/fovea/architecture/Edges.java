package io.fovea.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Predicate;

/** Rules on the suffixes that mark a service's edges: Channel (Kafka), Resource (HTTP), Config. */
final class Edges {

    private static final String MESSAGING = "org.eclipse.microprofile.reactive.messaging";

    private Edges() {}

    /** Kafka comes in at a class named {@code ...Channel}, and nowhere else. */
    static ArchRule kafkaInChannels() {
        return noClasses()
                .that(are("not in a class named ...Channel", javaClass -> !isIn(javaClass, "Channel")))
                .should(dependOnClassesThat(are(
                        "annotations of reactive messaging",
                        used -> used.isAnnotation() && used.getPackageName().equals(MESSAGING))))
                .because("a channel is an edge: move the annotated method to a class named ...Channel that only"
                        + " converts and delegates, and keep the domain class plain Java");
    }

    /** HTTP comes in at a class named {@code ...Resource}, and nowhere else. */
    static ArchRule httpInResources() {
        return noClasses()
                .that(are("not in a class named ...Resource", javaClass -> !isIn(javaClass, "Resource")))
                .should(dependOnClassesThat(JavaClass.Predicates.resideInAPackage("jakarta.ws.rs..")))
                .because("a resource is an edge: move the HTTP part to a class named ...Resource that only converts"
                        + " and delegates, and let the domain class return a record or throw an exception of its own");
    }

    /** Settings come in through an interface named {@code ...Config}. */
    static ArchRule settingsInConfigs() {
        return classes()
                .that()
                .areAnnotatedWith("io.smallrye.config.ConfigMapping")
                .should()
                .beInterfaces()
                .andShould()
                .haveSimpleNameEndingWith("Config")
                .because("settings are an edge: declare them in an interface named ...Config, each key with its effect,"
                        + " and hand the domain class plain values")
                .allowEmptyShould(true);
    }

    private static boolean isIn(JavaClass javaClass, String suffix) {
        JavaClass outermost = javaClass;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return outermost.getSimpleName().endsWith(suffix);
    }

    private static DescribedPredicate<JavaClass> are(String description, Predicate<JavaClass> test) {
        return DescribedPredicate.describe(description, test);
    }
}
