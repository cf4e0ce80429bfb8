package kmemcg.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule can fail: code that breaks it is rejected, by that rule alone. */
class BrokenCodeTest {
    private static final String BROKEN = "kmemcg.design.BrokenModelCode$";

    private static final JavaClasses FIXTURES = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("kmemcg");

    static Stream<Arguments> brokenModelCode() {
        return Stream.of(
                        broken(
                                ModelCode.TOUCHES_NOTHING_BUT_THE_MACHINE,
                                "TakesJavaLock",
                                "KnowsTheTime",
                                "ReadsClock",
                                "DrawsLots",
                                "KnowsItsThread",
                                "WalksHashes"),
                        broken(
                                ModelCode.CALLS_NOTHING_THAT_DIFFERS_BETWEEN_RUNS,
                                "WalksSaltedSet",
                                "WalksSaltedSetByReference",
                                "CollectsIntoHashMap"),
                        broken(ModelCode.FIELDS_ARE_FINAL, "HasMutableField", "HasMutableStatic"),
                        broken(
                                ModelCode.FIELDS_HOLD_NOTHING_MUTABLE,
                                "HoldsArray",
                                "HoldsList",
                                "HoldsSaltedConstant",
                                "HoldsListInRef",
                                "HoldsArrayInRef"),
                        broken(
                                ModelCode.ONLY_PEEKING_METHODS_PEEK,
                                "PeeksInStep",
                                "PeeksByReference",
                                "AsksWhetherFreed",
                                "StepUsesAccessorForValidators"))
                .flatMap(arguments -> arguments);
    }

    private static Stream<Arguments> broken(ArchRule rule, String... classes) {
        return Arrays.stream(classes).map(name -> Arguments.of(name, rule));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenModelCode(String name, ArchRule rule) {
        assertThat(rulesBrokenBy(ModelCode.ALL, BROKEN + name)).containsExactly(rule);
    }

    @Test
    void everyBrokenClass_isListed() {
        List<String> broken = FIXTURES.stream()
                .map(type -> type.getName())
                .filter(name -> name.startsWith(BROKEN))
                .map(name -> name.substring(BROKEN.length()))
                .toList();
        assertThat(brokenModelCode().map(arguments -> arguments.get()[0].toString()))
                .hasSize(20)
                .hasSameElementsAs(broken);
    }

    @Test
    void soundModelCode_breaksNoRule() {
        String sound = "kmemcg.design.SoundModelCode";
        assertThat(rulesBrokenBy(ModelCode.ALL, sound, sound + "$Size", sound + "$Charge", sound + "$1"))
                .isEmpty();
    }

    @Test
    void useOfUpperLayer_isRejected() {
        List<ArchRule> rules = List.of(Layers.NO_LAYER_USES_ONE_ABOVE);
        assertThat(rulesBrokenBy(rules, "kmemcg.sync.BrokenLayer")).isEqualTo(rules);
        assertThat(rulesBrokenBy(rules, "kmemcg.memcg.BrokenCycle")).isEmpty();
    }

    @Test
    void cycle_isRejected() {
        List<ArchRule> rules = List.of(Layers.NO_CYCLES);
        assertThat(rulesBrokenBy(rules, "kmemcg.sync.BrokenLayer", "kmemcg.memcg.BrokenCycle"))
                .isEqualTo(rules);
        assertThat(rulesBrokenBy(rules, "kmemcg.memcg.BrokenCycle")).isEmpty();
    }

    @Test
    void packageWithoutLayer_isRejected() {
        List<ArchRule> rules = List.of(Layers.EVERY_PACKAGE_HAS_A_LAYER);
        assertThat(rulesBrokenBy(rules, "kmemcg.architecture.Layers")).isEqualTo(rules);
    }

    @Test
    void useOfRealThreads_isRejected() {
        List<ArchRule> rules = List.of(Layers.DESIGNS_KNOW_ONLY_THE_SEAM);
        assertThat(rulesBrokenBy(rules, "kmemcg.design.BrokenSeam")).isEqualTo(rules);
    }

    @Test
    void useOfCatalogue_isRejected() {
        List<ArchRule> rules = List.of(Layers.NO_DESIGN_KNOWS_THE_CATALOGUE);
        assertThat(rulesBrokenBy(rules, "kmemcg.design.BrokenCatalogueUse")).isEqualTo(rules);
    }

    @ParameterizedTest
    @CsvSource({"UsesLincheck, 0", "UsesPicocli, 1", "UsesJackson, 2"})
    void libraryOutsideItsSeam_isRejected(String name, int rule) {
        assertThat(rulesBrokenBy(Libraries.ALL, "kmemcg.program.BrokenSeams$" + name))
                .containsExactly(Libraries.ALL.get(rule));
    }

    @Test
    void secondPackageWithJqwik_isRejected() {
        String first = "kmemcg.program.BrokenSeams$UsesJqwik";
        assertThat(rulesBrokenBy(Libraries.ALL, first)).isEmpty();
        assertThat(rulesBrokenBy(Libraries.ALL, first, "kmemcg.input.BrokenSeam"))
                .containsExactly(Libraries.JQWIK_IN_ONE_PACKAGE);
    }

    private static List<ArchRule> rulesBrokenBy(List<ArchRule> rules, String... names) {
        Set<String> wanted = Set.of(names);
        JavaClasses judged = FIXTURES.that(describe("are judged", type -> wanted.contains(type.getName())));
        assertThat(judged).hasSameSizeAs(wanted);
        return rules.stream()
                .filter(rule -> rule.evaluate(judged).hasViolation())
                .toList();
    }
}
