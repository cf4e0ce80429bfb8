package kmemcg.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import kmemcg.design.Origin.Evidence;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.memcg.Geometry;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final String MAIL_OR_TREE =
            ".* (February 201[24],|May 2026, v5) [0-9]+/[0-9]+|Linux [0-9]\\.[0-9]+: .*\\.c";

    @Test
    void everyBug_belongsToADesign_andIsFoundByItsName() {
        assertThat(Catalogue.bugs()).hasSize(65);
        assertThat(Catalogue.bugs()).extracting(HistoricalBug::name).doesNotHaveDuplicates();
        for (HistoricalBug bug : Catalogue.bugs()) {
            assertThat(Catalogue.design(bug.design())).as(bug.name()).isPresent();
            assertThat(Catalogue.bug(bug.name())).contains(bug);
        }
        assertThat(Catalogue.bugsOf("objcg")).hasSize(16);
        assertThat(Catalogue.bugsOf("objcg-6.18")).hasSize(2);
        assertThat(Catalogue.bugsOf("owners-2014")).hasSize(6);
        assertThat(Catalogue.bugsOf("naturalized")).hasSize(6);
        assertThat(Catalogue.bugsOf("shadow")).hasSize(1);
        assertThat(Catalogue.bugsOf("no-such")).isEmpty();
        assertThat(Catalogue.design("no-such")).isEmpty();
        assertThat(Catalogue.bug("objcg")).isEmpty();
    }

    @Test
    void whatIsLeftOut_isNoBugOfTheCatalogue() {
        assertThat(Omission.values()).allSatisfy(left -> {
            assertThat(Catalogue.bug(left.word())).as(left.word()).isEmpty();
            assertThat(left.why()).isNotBlank();
        });
    }

    @Test
    void everyBug_breaksSomethingThatItsDesignPromises() {
        for (HistoricalBug bug : Catalogue.bugs()) {
            DesignEntry design = Catalogue.design(bug.design()).orElseThrow();
            assertThat(bug.breaks()).as(bug.name()).isNotEmpty().isSubsetOf(design.invariants());
            assertThat(bug.scenario()).as(bug.name()).startsWith("design  " + bug.design() + "\n");
        }
    }

    @Test
    void everyOrigin_isACommitOrAMail() {
        assertThat(Catalogue.bugs()).allSatisfy(bug -> {
            boolean isMail = Set.of(Evidence.MAIL, Evidence.DERIVED)
                    .contains(bug.origin().evidence());
            assertThat(bug.origin().commit()).matches(isMail ? MAIL_OR_TREE : "[0-9a-f]{12}");
            assertThat(bug.origin().year()).isBetween(2008, 2026);
        });
        assertThat(Catalogue.bugs().stream()
                        .filter(bug -> bug.origin().evidence() != Evidence.VERIFIED)
                        .map(HistoricalBug::name))
                .containsExactlyInAnyOrder(
                        "cache-destroyed-under-allocation",
                        "dead-handshake-forgets-ancestors",
                        "dead-handshake-misordered",
                        "failed-charge-keeps-dead-group",
                        "v15-dead-walk-drops-lock",
                        "put-of-another-group",
                        "queued-create-without-ref",
                        "shrink-before-knob-is-seen",
                        "charge-climbs-before-reparent",
                        "root-counter-drifts",
                        "owner-without-reference",
                        "reference-put-before-uncharge",
                        "dead-cpu-keeps-owner",
                        "list-moved-before-id-switch",
                        "removed-group-keeps-lists",
                        "released-group-keeps-bytes",
                        "rfc1-failed-charge-keeps-ref",
                        "rfc1-sampled-pages-double-uncharge",
                        "rfc1-chained-page-keeps-charge",
                        "rfc2-queued-create-without-ref",
                        "rfc2-usage-taken-back-twice",
                        "bypass-uncharge-underflow",
                        "add-sets-bit-on-wrong-memcg",
                        "bit-cleared-for-registering-shrinker",
                        "bit-cleared-without-recount",
                        "parent-offlined-before-child",
                        "dying-cache-not-mergeable-name-clash",
                        "revived-cache-keeps-removed-group");
        assertThat(Catalogue.bug("remote-stock-double-read").orElseThrow().origin())
                .hasToString(
                        "3b8abb323953 (\"mm: kmem: fix a NULL pointer dereference in obj_stock_flush_required()\")");
    }

    @Test
    void designsAndBugs_boot_withTheVocabularyOfTheDesign() {
        for (DesignEntry design : Catalogue.designs()) {
            Set<Verb> words = boot(design.factory()).vocabulary();
            for (HistoricalBug bug : Catalogue.bugsOf(design.name())) {
                assertThat(boot(bug.factory()).vocabulary()).as(bug.name()).isEqualTo(words);
            }
        }
    }

    private static KmemDesign boot(DesignFactory factory) {
        return factory.boot(JvmMachine.sequential(2), Geometry.SMALL);
    }
}
