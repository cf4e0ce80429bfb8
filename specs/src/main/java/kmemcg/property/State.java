package kmemcg.property;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kmemcg.design.KmemDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.StateCheck.Report;
import org.jspecify.annotations.Nullable;

/**
 * A design's memory as the invariants see it. The ten checks are written over what a design enumerates here; what it does not have, it
 * does not enumerate. Reads by {@code peek}, so it makes no events; it is good only while nothing runs.
 *
 * <p>Most is asked at rest only, that is from {@link Strength#QUIESCENT} on; what is asked in the middle of operations says so.
 */
public abstract class State {
    private final MemCgroup root;
    private final List<KernelObject> live;
    private final Facts facts;
    private final List<MemCgroup> groups;

    /**
     * The state now.
     *
     * @param design the system
     * @param live every kernel object that was born and not freed, in the order of birth
     * @param facts what the program tells in addition
     */
    protected State(KmemDesign design, List<KernelObject> live, Facts facts) {
        this.root = design.root();
        this.live = List.copyOf(live);
        this.facts = facts;
        this.groups = live(MemCgroup.class);
    }

    /** The live objects of one kind, in the order of birth. */
    public final <T extends KernelObject> List<T> live(Class<T> kind) {
        return live.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public final Facts facts() {
        return facts;
    }

    public final MemCgroup root() {
        return root;
    }

    /** Groups whose memory is there, the root among them. */
    public final List<MemCgroup> groups() {
        return groups;
    }

    /** Whether somebody has removed a group, so that its own numbers mean nothing any more. */
    public boolean isRemoved(MemCgroup group) {
        return group.css().peekDying();
    }

    /** Whether all that follows a removal at once has been done. */
    public boolean isOffline(MemCgroup group) {
        return group.css().peekOffline();
    }

    /** The counters of all groups; those of removed ones are not asked to be right. Looked at in the middle of operations, too. */
    public abstract List<? extends Counter> counters();

    /** Numbers that are told and not limited, and need to be right at rest. */
    public List<? extends Statistic> statistics() {
        return List.of();
    }

    /** What the program has allocated, is there, and has to be paid for. */
    public List<Allocation> allocations() {
        return List.of();
    }

    /** Who may pay for what a process in a group has allocated: the group or, once that is removed, its nearest living ancestor. */
    public Set<MemCgroup> payers(MemCgroup born) {
        return Set.of(nearestLiving(born));
    }

    /** Whether nobody may pay for an allocation although somebody should: never, unless memory was made scarce. */
    public boolean mayBeUncharged(Allocation allocation) {
        return facts.mayBeUncharged();
    }

    /** Every pointer in live memory; here those that all designs have. */
    public Stream<Pointer> pointers() {
        Stream<Pointer> ofGroups = groups.stream()
                .flatMap(group -> Stream.concat(
                        Stream.of(new Pointer(group + ".parent", group.peekParent())),
                        group.peekChildren().stream().map(child -> new Pointer(group + ".children", child))));
        Stream<Pointer> ofProcesses =
                facts.processes().stream().map(process -> new Pointer(process + ".memcg", process.peekMemcg()));
        Stream<Pointer> ofHandles =
                facts.handles().stream().map(handle -> new Pointer(handle.toString(), handle.peek()));
        return Stream.of(ofGroups, ofProcesses, ofHandles).flatMap(pointers -> pointers);
    }

    /** What names a group and must have let go of it when that is offline. */
    public Stream<Naming> namings() {
        return Stream.empty();
    }

    /** Every reference count with its holders. */
    public abstract Stream<Counted> referenceCounts();

    /** What is there and must be gone sooner or later. */
    public Stream<Remnant> remnants() {
        return Stream.empty();
    }

    /** Lists of things, each of one group. */
    public List<ItemList> lists() {
        return List.of();
    }

    /** Counters over several lists. */
    public List<ListTotal> listTotals() {
        return List.of();
    }

    /** Things that may be on lists. */
    public List<ListItem> listItems() {
        return List.of();
    }

    /** What lookups of caches find: the list of all caches, tables by group. */
    public Stream<Registration> registrations() {
        return Stream.empty();
    }

    /** The slab pages. */
    public Stream<SlabPage> slabPages() {
        return Stream.empty();
    }

    /** What must hold of this design beyond the ten checks, each under the invariant that it belongs to. */
    public void checkFurther(Strength strength, Function<Invariant, Report> reports) {}

    /** Who holds a group, as far as all designs have it: itself until it is removed, children, processes. */
    protected final Holders holdersOf(MemCgroup group) {
        Holders holders = new Holders().addIf(!isRemoved(group), "itself");
        for (MemCgroup other : groups) {
            holders.addIf(other.peekParent() == group, other.name());
        }
        facts.processes().forEach(process -> holders.addIf(process.peekMemcg() == group, process.toString()));
        return holders;
    }

    /** Whether a group is the root of a subtree or below it. */
    public static boolean isIn(@Nullable MemCgroup group, MemCgroup subtree) {
        for (MemCgroup at = group; at != null; at = at.peekParent()) {
            if (at == subtree) {
                return true;
            }
        }
        return false;
    }

    /** The group itself or its nearest ancestor that nobody has removed. */
    public final MemCgroup nearestLiving(MemCgroup group) {
        MemCgroup at = group;
        for (MemCgroup above = at.peekParent(); above != null && isRemoved(at); above = at.peekParent()) {
            at = above;
        }
        return at;
    }
}
