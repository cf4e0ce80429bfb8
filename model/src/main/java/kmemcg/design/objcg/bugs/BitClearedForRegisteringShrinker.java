package kmemcg.design.objcg.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.Objcg618Design;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * Reclaim that meets the bit of a shrinker which is allocated and not yet registered takes it for that of one that is gone, and
 * clears it. What was linked before the registration stays unannounced after it.
 *
 * <p>Derived from the code of 6.18, where a shrinker has its id from its allocation on and its first reference only from its
 * registration on; 6.1 asks for a flag and leaves the bit. The same mistake was cured once, by 7e010df53c80 ("mm: use special value
 * SHRINKER_REGISTERING instead of list_empty() check"). Whether a kernel has items that early depends on who uses the list.
 */
public final class BitClearedForRegisteringShrinker extends Objcg618Design {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "bit-cleared-for-registering-shrinker",
            "objcg-6.18",
            Origin.derived("Linux 6.18: mm/shrinker.c", "shrink_slab_memcg", "6.18, as the code reads", 2025),
            """
            T1 links an object of C and sets C's bit. Its shrinker is not registered yet.
            T2 shrinks C, cannot get the shrinker, and clears the bit.
            T1 registers the shrinker. C's object is announced by nothing.""",
            Set.of(Invariant.RECLAIM_REACHABILITY),
            """
            design  objcg-6.18
            world   C < root, cache dentry 192 account, cpus 2
            before  cpu0 in C: o = alloc dentry lru ; attach root
            T1      cpu0:      lru_add o ; register_shrinker
            T2      cpu1:      shrink C
            """,
            false,
            BitClearedForRegisteringShrinker::new);

    public BitClearedForRegisteringShrinker(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected ShrinkerMaps newShrinkerMaps() {
        return new OnlyRegistered(machine);
    }

    private static final class OnlyRegistered extends ShrinkerMaps {
        OnlyRegistered(Machine machine) {
            super(machine);
        }

        @Override
        protected void meetUnregistered(MemCgroup memcg) {
            clear(memcg);
        }
    }
}
