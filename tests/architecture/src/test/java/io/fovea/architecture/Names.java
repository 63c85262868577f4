package io.fovea.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;

/** Rules on what classes and packages may be called. */
final class Names {

    private Names() {}

    /** No class is named by what it is made of. */
    static ArchRule sayTheRole() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Manager|Impl|Helper)(\\$.*)?")
                .because("a name says the role; move a static method to the type that it is about,"
                        + " and name a class by what it does, such as ModelSwitch");
    }

    /** No package is a drawer. */
    static ArchRule nameThePackage() {
        return noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..helper..", "..helpers..", "..misc..", "..impl..")
                .because("packages are by feature; put the class beside those that use it");
    }
}
