package kmemcg.property.owners;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kmemcg.design.owners.OwnersDesign;
import kmemcg.design.owners.OwnersMemcg;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Counted;
import kmemcg.property.Facts;
import kmemcg.property.Holders;
import kmemcg.property.Naming;
import kmemcg.property.Remnant;
import kmemcg.property.Strength;
import kmemcg.property.ownership.OwnershipState;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/** The memory of the proposal: objects name groups, each with a css reference, and go on doing so when the group is removed. */
final class OwnersState extends OwnershipState<OwnersMemcg> {
    OwnersState(OwnersDesign design, List<KernelObject> live, int cpus, Facts facts) {
        super(design, OwnersMemcg.class, live, cpus, facts);
    }

    @Override
    protected MemCgroup groupOf(OwnersMemcg owner) {
        return owner;
    }

    @Override
    protected long unusedBytes(OwnersMemcg owner) {
        return owner.peekChargedBytes();
    }

    /** A group that an empty page stock keeps has not given its bytes back. */
    @Override
    protected boolean mayHaveLeftovers(OwnersMemcg owner) {
        return !isRemoved(owner) || hasEmptyStock(owner);
    }

    /** The group of the process, even if it is removed. */
    @Override
    public Set<MemCgroup> payers(MemCgroup born) {
        return Set.of(born);
    }

    /** A removed group's lists are its nearest living ancestor's. */
    @Override
    protected @Nullable MemCgroup listedWith(SlabObject object) {
        MemCgroup group = super.listedWith(object);
        return group == null ? null : nearestLiving(group);
    }

    @Override
    public Stream<Naming> namings() {
        return lru().namings();
    }

    @Override
    public Stream<Counted> referenceCounts() {
        return owners().stream()
                .filter(group -> group.peekParent() != null)
                .map(group -> new Counted(group, group.css().peekReferences(), holders(group)));
    }

    private List<String> holders(OwnersMemcg group) {
        Holders holders = holdersOf(group);
        addPageStocks(group, holders);
        addUses(group, holders);
        return holders.names();
    }

    /** With the stocks drained a removed group is there only as long as objects name it or a group below it. */
    @Override
    public Stream<Remnant> remnants() {
        Stream<Remnant> ofGroups = owners().stream()
                .filter(group -> isRemoved(group) && !hasEmptyStock(group))
                .map(group -> new Remnant(
                        isPinned(group) ? Strength.EMPTY : Strength.DRAINED,
                        "removed group is not freed",
                        group + ": " + holders(group)));
        return Stream.concat(ofGroups, super.remnants());
    }

    private boolean isPinned(OwnersMemcg group) {
        return ownersIn(group).anyMatch(owner -> objectBytes(owner) > 0);
    }
}
