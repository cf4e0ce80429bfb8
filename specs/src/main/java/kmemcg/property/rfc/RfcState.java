package kmemcg.property.rfc;

import java.util.List;
import java.util.stream.Stream;
import kmemcg.design.rfc.RfcDesign;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Allocation;
import kmemcg.property.Counted;
import kmemcg.property.Counter;
import kmemcg.property.Facts;
import kmemcg.property.Holders;
import kmemcg.property.SlabState;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/** The memory of a proposal of 2012: what a group has charged is the slab pages of its subtree. */
abstract class RfcState extends SlabState {
    private final RfcDesign design;

    RfcState(RfcDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
        this.design = design;
    }

    /** Who pays for a page now; null if nobody does. */
    abstract @Nullable MemCgroup payerOf(Slab slab);

    /** Pages of a group itself that it does not pay for. */
    abstract long unpaidPages(MemCgroup group);

    /** Adds who holds a reference on a group, beyond those that hold one in all designs. */
    abstract void addHolders(MemCgroup group, Holders holders);

    /** Pages that the objects need which the program allocated in a subtree and which have to be paid for. */
    abstract long allocatedPages(MemCgroup subtree);

    /** Whether charges are forced when they meet a limit, so that usage above it proves nothing. */
    abstract boolean forcesCharges();

    @Override
    public final List<Counter> counters() {
        return groups().stream()
                .<Counter>map(group -> new PageUsage(this, group))
                .toList();
    }

    @Override
    public final @Nullable MemCgroup payerOf(SlabObject object) {
        return payerOf(object.slab());
    }

    /** Pages that the groups of a subtree pay for. */
    final long paidPages(MemCgroup subtree, boolean withObjectsOnly) {
        return groups().stream()
                .filter(group -> isIn(group, subtree))
                .mapToLong(group -> Math.max(0, pagesOf(group, withObjectsOnly) - unpaidPages(group)))
                .sum();
    }

    private long pagesOf(MemCgroup group, boolean withObjectsOnly) {
        return slabs().stream()
                .filter(slab -> payerOf(slab) == group && (!withObjectsOnly || hasObjects(slab)))
                .mapToLong(Slab::pages)
                .sum();
    }

    private boolean hasObjects(Slab slab) {
        return objects().stream().anyMatch(object -> object.slab() == slab);
    }

    /** Pages for what was allocated in a subtree, packed as tightly as can be. */
    final long tightlyPacked(MemCgroup subtree) {
        long pageSize = design.geometry().pageSize();
        long bytes = allocations().stream()
                .filter(allocation -> isIn(allocation.born(), subtree))
                .map(Allocation::object)
                .mapToLong(object -> ((SlabObject) object).slab().cache().objectSize())
                .sum();
        return (bytes + pageSize - 1) / pageSize;
    }

    @Override
    public Stream<Counted> referenceCounts() {
        return groups().stream()
                .filter(group -> group.peekParent() != null)
                .map(group -> new Counted(group, group.css().peekReferences(), holders(group)));
    }

    final List<String> holders(MemCgroup group) {
        Holders holders = holdersOf(group);
        addHolders(group, holders);
        return holders.names();
    }
}
