package kmemcg.property.objcg;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.design.objcg.ObjcgMemcg;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Counted;
import kmemcg.property.Facts;
import kmemcg.property.Holders;
import kmemcg.property.Naming;
import kmemcg.property.Pointer;
import kmemcg.property.Remnant;
import kmemcg.property.StateCheck.Report;
import kmemcg.property.Statistic;
import kmemcg.property.Strength;
import kmemcg.property.ownership.OwnershipState;
import org.jspecify.annotations.Nullable;

/** The memory of obj_cgroup: owners that name a group and do not hold it. */
final class ObjcgState extends OwnershipState<ObjCgroup> {
    ObjcgState(ObjcgDesign design, List<KernelObject> live, int cpus, Facts facts) {
        super(design, ObjCgroup.class, live, cpus, facts);
    }

    @Override
    protected @Nullable MemCgroup groupOf(ObjCgroup owner) {
        return owner.peekMemcg();
    }

    @Override
    protected long unusedBytes(ObjCgroup owner) {
        return owner.peekChargedBytes();
    }

    @Override
    protected boolean mayHaveLeftovers(ObjCgroup owner) {
        return !owner.peekDying();
    }

    @Override
    public List<Statistic> statistics() {
        return groups().stream()
                .<Statistic>map(group -> new KernelStatistic(this, group))
                .toList();
    }

    @Override
    public Stream<Pointer> pointers() {
        return Stream.of(
                        super.pointers(),
                        groups().stream().flatMap(group -> ofGroup(ObjcgMemcg.of(group))),
                        owners().stream().map(owner -> new Pointer(owner + ".memcg", owner.peekMemcg())))
                .flatMap(pointers -> pointers);
    }

    private static Stream<Pointer> ofGroup(ObjcgMemcg group) {
        return Stream.concat(
                Stream.of(
                        new Pointer(group + ".objcg", group.peekObjcg()),
                        new Pointer(group + ".orig_objcg", group.peekOriginal())),
                group.peekInherited().stream().map(owner -> new Pointer(group + ".objcg_list", owner)));
    }

    @Override
    public Stream<Naming> namings() {
        return Stream.concat(owners().stream().map(owner -> new Naming(owner, owner.peekMemcg())), lru().namings());
    }

    @Override
    public Stream<Counted> referenceCounts() {
        Stream<Counted> ofGroups = groups().stream()
                .filter(group -> group.peekParent() != null)
                .map(group -> new Counted(group, group.css().peekReferences(), holders(group)));
        return Stream.concat(
                ofGroups, owners().stream().map(owner -> new Counted(owner, owner.peekReferences(), holders(owner))));
    }

    /** Charges at the same time may leave an older protected usage behind, which the kernel accepts. */
    @Override
    public void checkFurther(Strength strength, Function<Invariant, Report> reports) {
        super.checkFurther(strength, reports);
        if (strength.atLeast(Strength.QUIESCENT) && facts().oneAtATime()) {
            ProtectedUsage.check(groups(), reports.apply(Invariant.CONSERVATION));
        }
    }

    private List<String> holders(MemCgroup group) {
        Holders holders = holdersOf(group);
        addPageStocks(group, holders);
        return holders.names();
    }

    private List<String> holders(ObjCgroup owner) {
        Holders holders = new Holders().addIf(!owner.peekDying(), "its group");
        groups().forEach(group ->
                holders.addIf(ObjcgMemcg.of(group).peekOriginal() == owner, group + " until it is freed"));
        addUses(owner, holders);
        return holders.names();
    }

    /**
     * With the stocks drained a removed group is gone, whatever objects it once paid for, and a removed group's owner is there only as
     * long as objects name it. With everything freed, nothing is left but live groups.
     */
    @Override
    public Stream<Remnant> remnants() {
        Stream<Remnant> ofGroups = groups().stream()
                .filter(group -> isRemoved(group) && !hasEmptyStock(group))
                .map(group ->
                        new Remnant(Strength.DRAINED, "removed group is not freed", group + ": " + holders(group)));
        Stream<Remnant> ofOwners = owners().stream()
                .filter(owner -> owner.peekDying() && !isKeptByEmptyStock(owner))
                .map(owner -> objectBytes(owner) > 0
                        ? new Remnant(Strength.EMPTY, "leaked owner", owner.name())
                        : new Remnant(Strength.DRAINED, "owner without objects is not freed", owner.name()));
        return Stream.of(ofGroups, ofOwners, super.remnants()).flatMap(remnants -> remnants);
    }

    /** Whether a group keeps an obj_cgroup to its end, and an empty page stock keeps the group. */
    private boolean isKeptByEmptyStock(ObjCgroup owner) {
        return groups().stream()
                .anyMatch(group -> ObjcgMemcg.of(group).peekOriginal() == owner && hasEmptyStock(group));
    }
}
