package kmemcg.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;

/**
 * Each library stays behind its seam. JCStress needs no rule: only the stress module depends on it, so that nothing else
 * compiles with it.
 */
final class Libraries {
    static final ArchRule LINCHECK_IN_ENGINES =
            only(List.of("kmemcg.engine.."), "org.jetbrains.lincheck..", "kotlin..", "kotlinx..");
    static final ArchRule PICOCLI_IN_COMMAND_LINE = only(List.of("kmemcg.cli.."), "picocli..");
    static final ArchRule JACKSON_IN_TRACES_AND_REPORTS =
            only(List.of("kmemcg.trace..", "kmemcg.report.."), "com.fasterxml.jackson..");

    private static final DescribedPredicate<JavaClass> USES_JQWIK =
            DescribedPredicate.describe("use jqwik", type -> type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(dependency -> resideInAPackage("net.jqwik..").test(dependency.getTargetClass())));

    static final ArchRule JQWIK_IN_ONE_PACKAGE = classes()
            .that(USES_JQWIK)
            .should(shareOnePackage())
            .allowEmptyShould(true)
            .because("jqwik must stay at its version, so whatever replaces it replaces one package");

    static final List<ArchRule> ALL =
            List.of(LINCHECK_IN_ENGINES, PICOCLI_IN_COMMAND_LINE, JACKSON_IN_TRACES_AND_REPORTS, JQWIK_IN_ONE_PACKAGE);

    private Libraries() {}

    private static ArchRule only(List<String> homes, String... library) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> shareOnePackage() {
        return new ArchCondition<>("share one package") {
            private String home = "";

            @Override
            public void init(Collection<JavaClass> users) {
                home = users.stream()
                        .map(JavaClass::getPackageName)
                        .sorted()
                        .findFirst()
                        .orElse("");
            }

            @Override
            public void check(JavaClass user, ConditionEvents events) {
                if (!user.getPackageName().equals(home)) {
                    events.add(
                            SimpleConditionEvent.violated(user, user.getName() + " uses jqwik, and so does " + home));
                }
            }
        };
    }
}
