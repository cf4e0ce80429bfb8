package kmemcg.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which packages may use which. A layer may use itself and every layer before it. */
final class Layers {
    private static final String MACHINE = "kmemcg.machine";
    private static final String REAL_THREADS = "kmemcg.machine.jvm..";
    private static final String COUNTING = "kmemcg.machine.counting..";
    private static final String[] KERNEL_OBJECTS = {"kmemcg.memcg..", "kmemcg.slab..", "kmemcg.lru.."};

    /** The packages of each layer, the lowest first. */
    private static final List<String[]> BOTTOM_UP = List.of(
            new String[] {MACHINE},
            new String[] {REAL_THREADS, COUNTING},
            new String[] {"kmemcg.sync.."},
            KERNEL_OBJECTS,
            new String[] {"kmemcg.design.."},
            new String[] {"kmemcg.input..", "kmemcg.program..", "kmemcg.property.."},
            new String[] {
                "kmemcg.explore..",
                "kmemcg.engine..",
                "kmemcg.counterexample..",
                "kmemcg.litmus..",
                "kmemcg.trace..",
                "kmemcg.campaign..",
                "kmemcg.cost.."
            },
            new String[] {"kmemcg.report.."},
            new String[] {"kmemcg.cli.."},
            new String[] {"kmemcg.stress.."});

    static final ArchRule NO_LAYER_USES_ONE_ABOVE = downwardOnly().because("dependencies point one way");

    static final ArchRule EVERY_PACKAGE_HAS_A_LAYER = classes()
            .should()
            .resideInAnyPackage(packagesFrom(0))
            .because("a new package needs its place in this table");

    static final ArchRule DESIGNS_KNOW_ONLY_THE_SEAM = noClasses()
            .that()
            .resideInAnyPackage(ModelCode.PACKAGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(REAL_THREADS, COUNTING)
            .allowEmptyShould(true)
            .because("one model text serves the real threads, the explorer and whoever counts");

    /** The one class that knows every design; it stands above them, in the package of their vocabulary. */
    private static final DescribedPredicate<JavaClass> CATALOGUE =
            name("kmemcg.design.Catalogue").forSubtype();

    static final ArchRule NO_CYCLES =
            slices().matching("kmemcg.(**)").should().beFreeOfCycles().ignoreDependency(CATALOGUE, alwaysTrue());

    static final ArchRule NO_DESIGN_KNOWS_THE_CATALOGUE = noClasses()
            .that()
            .resideInAnyPackage(ModelCode.PACKAGES)
            .should()
            .dependOnClassesThat(CATALOGUE)
            .allowEmptyShould(true);

    private Layers() {}

    private static ArchRule downwardOnly() {
        List<ArchRule> rules = new ArrayList<>();
        for (int layer = 0; layer < BOTTOM_UP.size() - 1; layer++) {
            rules.add(noClasses()
                    .that()
                    .resideInAnyPackage(BOTTOM_UP.get(layer))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packagesFrom(layer + 1))
                    .allowEmptyShould(true));
        }
        return CompositeArchRule.of(rules);
    }

    private static String[] packagesFrom(int layer) {
        return BOTTOM_UP.subList(layer, BOTTOM_UP.size()).stream()
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }
}
