package kmemcg.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kmemcg.input.InputError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel forbids its users is refused, what it allows is not. In the programs, {@code /} stands for a new line. */
class ProgramRulesTest {
    private static final String WORLD = """
            design objcg
            world P < root, C < P, cache dentry 192 account, cache inode 192 account, cpus 3
            """;

    private static void assertForbidden(String lines, String what) {
        assertThatThrownBy(() -> parse(lines)).isInstanceOf(InputError.class).hasMessageStartingWith(what);
    }

    private static Program parse(String lines) {
        return ProgramParser.parse("p", WORLD + lines.replace(" / ", "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T1 cpu0: destroy_cache dentry / T2 cpu1: o = alloc dentry",
                "before cpu0: o = alloc dentry / T1 cpu0: destroy_cache dentry / T2 cpu1: free o",
                "before cpu0: o = alloc dentry / T1 cpu0: destroy_cache dentry / T2 cpu1: bulk_free o",
                "T1 cpu0: create_cache c 64 / T2 cpu1: destroy_cache c",
                "T1 cpu0: destroy_cache dentry / T2 cpu1: destroy_cache dentry",
                "before cpu0: o = alloc dentry lru ; lru_add o / T1 cpu0: destroy_cache dentry / T2 cpu1: shrink P",
            })
    void destroyingACacheInUse_isForbidden(String lines) {
        assertForbidden(lines, "the cache ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T1 cpu0: o = alloc dentry ; free o ; destroy_cache dentry / T2 cpu1: p = alloc inode",
                "T1 cpu0: o = alloc dentry / T2 cpu1: free o / after cpu0: destroy_cache dentry",
                "T1 cpu0: destroy_cache dentry / T2 cpu1: create_cache again 192 account / after cpu0: o = alloc again",
                "T1 cpu0: create_cache c 64 / T2 cpu1: o = alloc c",
                "before cpu0: o = alloc dentry ; lru_add o ; destroy_cache dentry ; shrink P",
            })
    void destroyingACacheThatNobodyElseUses_isAllowed(String lines) {
        assertThat(ProgramRules.allows(parse(lines))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T1 cpu0: cpu_offline 0",
                "T1 cpu0: cpu_offline 1 / T2 cpu1: usage P",
                "T1 cpu0: usage P / T2 cpu1: cpu_offline 0",
                "before cpu0: cpu_offline 1 / before cpu1: usage P",
                "before cpu0: cpu_offline 1 / T1 cpu1: usage P",
                "T1 cpu0: cpu_offline 1 / after cpu1: usage P",
                "T1 cpu0: cpu_offline 2 / T2 cpu1: cpu_offline 2",
                "before cpu0: cpu_offline 2 / after cpu0: cpu_offline 2",
            })
    void takingDownACpuInUseOrGone_isForbidden(String lines) {
        assertForbidden(lines, "CPU ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before cpu1: usage P / T1 cpu0: cpu_offline 1 / T2 cpu2: usage P / after cpu0: usage P",
                "T1 cpu0: cpu_offline 1 / after cpu0: cpu_offline 2",
                "before cpu1: usage P / before cpu0: cpu_offline 1",
            })
    void takingDownAnIdleCpu_isAllowed(String lines) {
        assertThat(ProgramRules.allows(parse(lines))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T1 cpu0: offline P",
                "T1 cpu0: rmdir P ; rmdir C",
                "before cpu0: offline C ; mkdir D P / T1 cpu0: rmdir P",
                "T1 cpu0: offline P / after cpu0: offline C",
            })
    void removingAGroupThatHasAChild_isForbidden(String lines) {
        assertForbidden(lines, "P cannot be removed: its child");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T1 cpu0: offline C ; offline P",
                "T1 cpu0: offline C / T2 cpu1: offline P",
                "T1 cpu0: mkdir D C / T2 cpu1: offline C",
                "T1 cpu0 in C: usage C / T2 cpu1: rmdir C / after cpu0: usage C ; attach C",
                "before cpu0: mkdir D root ; offline D / after cpu0: offline D",
            })
    void removingAGroupThatMayBeEmpty_isAllowed(String lines) {
        assertThat(ProgramRules.allows(parse(lines))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"T1 cpu0: limit root 1", "T1 cpu0: offline root", "T1 cpu0: rmdir root"})
    void changingTheRoot_isForbidden(String lines) {
        assertForbidden(lines, "the root group cannot be ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T1 cpu0: o = alloc dentry account noaccount",
                "T1 cpu0: o = alloc dentry atomic nofail",
            })
    void contradictoryFlags_areForbidden(String lines) {
        assertForbidden(lines, "an allocation cannot be both ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before cpu0: mkdir D root / T1 cpu0 in D: usage D",
                "T1 cpu0 in D: mkdir D root",
            })
    void beginningInAGroupThatIsMadeLater_isForbidden(String lines) {
        assertForbidden(lines, "the group D is not there when the program starts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"T1 cpu0: offline C / finally usage C == 0", "after cpu0: rmdir C / finally usage C == 0"})
    void expectingUsageOfARemovedGroup_isForbidden(String lines) {
        assertForbidden(lines, "the group C has no usage at the end");
    }
}
