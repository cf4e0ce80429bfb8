package kmemcg.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;

/** The classes of model and specs keep the rules of the house. */
@AnalyzeClasses(packages = "kmemcg", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule layers_pointDownwards = Layers.NO_LAYER_USES_ONE_ABOVE;

    @ArchTest
    static final ArchRule packages_haveALayer = Layers.EVERY_PACKAGE_HAS_A_LAYER;

    @ArchTest
    static final ArchRule packages_haveNoCycles = Layers.NO_CYCLES;

    @ArchTest
    static final ArchRule designs_knowOnlyTheSeam = Layers.DESIGNS_KNOW_ONLY_THE_SEAM;

    @ArchTest
    static final ArchRule designs_doNotKnowTheCatalogue = Layers.NO_DESIGN_KNOWS_THE_CATALOGUE;

    @ArchTest
    static final ArchRule modelCode_keepsItsRules = CompositeArchRule.of(ModelCode.ALL);

    @ArchTest
    static final ArchRule libraries_stayBehindTheirSeams = CompositeArchRule.of(Libraries.ALL);

    private ArchitectureTest() {}
}
