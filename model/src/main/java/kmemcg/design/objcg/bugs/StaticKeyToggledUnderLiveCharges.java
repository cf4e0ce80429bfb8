package kmemcg.design.objcg.bugs;

import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.design.ownership.PreCharge;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabObject;

/**
 * Accounting is on while there are groups: a static key counts them and lets every hook pass if there are none. But what was charged to the
 * last of them is the root's after its removal, and is still there when the group has been freed. The cure never turns the key off.
 *
 * <p>With that the key is always on where something is charged, so the design does without it.
 */
public final class StaticKeyToggledUnderLiveCharges extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "static-key-toggled-under-live-charges",
            "objcg",
            Origin.verified(
                    "d648bcc7fe65",
                    "mm: kmem: make memcg_kmem_enabled() irreversible",
                    "until 5.8; met in linux-next when obj_cgroup came",
                    2020),
            """
            T1 removes C, the only group, which has paid for an object: the root pays now.
            C is freed, and accounting switched off.
            T1 frees the object, and nobody uncharges it; its page goes with the vector of owners in it.""",
            Set.of(Invariant.CONSERVATION, Invariant.REFERENCES),
            """
            design  objcg
            world   C < root, cache dentry 4096 account, cpus 1
            before  cpu0 in C: o = alloc dentry ; attach root
            T1      cpu0:      offline C ; settle ; free o
            """,
            false,
            StaticKeyToggledUnderLiveCharges::new);

    private final Word memcgKmemEnabledKey;

    public StaticKeyToggledUnderLiveCharges(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.memcgKmemEnabledKey = machine.word("memcg_kmem_enabled_key", 0);
    }

    @Override
    protected boolean memcgOnlineKmem(Task task, MemCgroup memcg) {
        if (!memcg.isRoot()) {
            memcgKmemEnabledKey.addReturn(1);
        }
        return super.memcgOnlineKmem(task, memcg);
    }

    /** {@code memcg_free_kmem}: one group less. */
    @Override
    protected void cssFree(Task task, MemCgroup memcg) {
        memcgKmemEnabledKey.addReturn(-1);
        super.cssFree(task, memcg);
    }

    private boolean memcgKmemEnabled() {
        return memcgKmemEnabledKey.readOnce() > 0;
    }

    @Override
    protected PreCharge<ObjCgroup> preAllocHook(Task task, Process process, KmemCache cache, Set<AllocFlag> flags) {
        return memcgKmemEnabled() ? super.preAllocHook(task, process, cache, flags) : PreCharge.nobody();
    }

    @Override
    protected void slabFreeHook(Task task, SlabObject object, long bytes) {
        if (memcgKmemEnabled()) {
            super.slabFreeHook(task, object, bytes);
        }
    }

    @Override
    protected void freeSlabCgroups(Task task, Slab slab) {
        if (memcgKmemEnabled()) {
            super.freeSlabCgroups(task, slab);
        }
    }
}
