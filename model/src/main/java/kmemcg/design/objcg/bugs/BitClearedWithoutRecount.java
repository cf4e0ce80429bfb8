package kmemcg.design.objcg.bugs;

import java.util.Set;
import java.util.function.IntSupplier;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;

/**
 * Reclaim clears a group's bit because the list was empty when it looked, and does not look again. An item that was linked in
 * between is announced by the bit that is being cleared.
 *
 * <p>A variant of the kernel's handshake without its second half, not a kernel that ever was; the title is that of the commit
 * which brought the second look. The fences of the handshake make no difference to it, nor can their absence be seen where
 * every atomic operation drains the store buffer (x86): the bit is only ever changed by such.
 */
public final class BitClearedWithoutRecount extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "bit-cleared-without-recount",
            "objcg",
            Origin.derived(
                    "Linux 6.1: mm/vmscan.c",
                    "shrink_slab_memcg",
                    "none; the second look is there since fae91d6d8be5",
                    2018),
            """
            The list of C is empty, its bit set.
            T2 shrinks C, and counts no items.
            T1 links an object and sets the bit, which is set.
            T2 clears the bit.""",
            Set.of(Invariant.RECLAIM_REACHABILITY),
            """
            design  objcg
            world   C < root, cache dentry 192 account, cpus 2
            before  cpu0 in C: o = alloc dentry lru ; lru_add o ; lru_del o ; attach root
            T1      cpu0:      lru_add o
            T2      cpu1:      shrink C
            """,
            false,
            BitClearedWithoutRecount::new);

    public BitClearedWithoutRecount(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected ShrinkerMaps newShrinkerMaps() {
        return new OneLook(machine);
    }

    private static final class OneLook extends ShrinkerMaps {
        OneLook(Machine machine) {
            super(machine);
        }

        @Override
        protected int recount(IntSupplier shrinker) {
            return EMPTY;
        }
    }
}
