package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import kmemcg.campaign.Inventory;
import kmemcg.design.Catalogue;
import kmemcg.program.ProgramParser;
import org.junit.jupiter.api.Test;

/** Where obj_cgroup of Linux 6.18 goes another way than that of 6.1. */
final class Objcg618Test {
    private static Explored explored(String text) {
        return new Explored(
                Inventory.subject(Catalogue.design("objcg-6.18").orElseThrow()),
                ProgramParser.parse("program", "design objcg-6.18\n" + text));
    }

    /** What was cut short finds the lock of its own CPU taken, and the bytes go to the obj_cgroup past the stock. */
    @Test
    void byteStock_isNotWaitedFor() {
        Explored explored = explored("""
                world  C < root, cache dentry 192 account, cpus 1
                before cpu0 in C: a = alloc dentry ; b = alloc dentry
                T1     cpu0: free a
                T2     cpu0: free b
                """);
        assertThat(explored.steps())
                .contains("tries to take obj_stock.lock/0 in vain", "objcg of memcg C.nr_charged_bytes 0 -> 200");
        explored.assertHolds();
    }

    @Test
    void rootHasNoPageStock() {
        Explored explored = explored("""
                world  C < root, cache dentry 4088 account, cpus 2
                before cpu0 in C: a = alloc dentry ; b = alloc dentry ; attach root ; rmdir C ; settle
                T1     cpu0: free a ; free b ; drain root
                """);
        Set<String> steps = explored.steps();
        assertThat(steps).anyMatch(step -> step.startsWith("memcg root.memory.usage "));
        assertThat(steps).noneMatch(step -> step.matches("stock/.\\.cached -> memcg root"));
        explored.assertHolds();
    }

    @Test
    void group_keepsItsFirstOwnerUntilItIsFreed() {
        Explored explored = explored("""
                world  C < root, cpus 1
                T1     cpu0: rmdir C
                """);
        assertThat(explored.steps()).contains("memcg C.orig_objcg is objcg of memcg C", "frees objcg of memcg C");
        explored.assertHolds();
    }
}
