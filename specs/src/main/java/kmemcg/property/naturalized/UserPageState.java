package kmemcg.property.naturalized;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.naturalized.LruMemcg;
import kmemcg.design.naturalized.UserPageDesign;
import kmemcg.lru.Lruvec;
import kmemcg.lru.PageHandle;
import kmemcg.lru.UserPage;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Allocation;
import kmemcg.property.Counted;
import kmemcg.property.Counter;
import kmemcg.property.Facts;
import kmemcg.property.Facts.Birth;
import kmemcg.property.Holders;
import kmemcg.property.ItemList;
import kmemcg.property.Naming;
import kmemcg.property.Pointer;
import kmemcg.property.Remnant;
import kmemcg.property.State;
import kmemcg.property.Strength;
import kmemcg.sync.Handle;
import org.jspecify.annotations.Nullable;

/** The memory of both designs: a charged page is in the usage of the group that it names and of all above, and that is all there is. */
abstract class UserPageState extends State {
    private final List<UserPage> pages;

    UserPageState(UserPageDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
        this.pages = live(UserPage.class);
    }

    /** All pages that are there. */
    final List<UserPage> pages() {
        return pages;
    }

    /** Who pays for a page; null if nobody does. */
    static @Nullable MemCgroup payerOf(UserPage page) {
        return page.cgroup().peekUsed() ? page.cgroup().peekMemcg() : null;
    }

    /** Whether it matters which group a page names. */
    abstract boolean isNameUsed(UserPage page);

    /** Pages that are charged in a subtree. */
    final long chargedPages(MemCgroup subtree) {
        return pages.stream().filter(page -> isIn(payerOf(page), subtree)).count();
    }

    @Override
    public final List<Counter> counters() {
        return groups().stream().<Counter>map(group -> new Usage(this, group)).toList();
    }

    @Override
    public final List<Allocation> allocations() {
        return facts().handles().stream()
                .map(this::allocation)
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Allocation allocation(Handle<?> handle) {
        Birth birth = facts().births().get(handle.toString());
        UserPage page = handle instanceof PageHandle ofPage ? ofPage.peek() : null;
        return page != null && birth != null && !birth.flags().contains(AllocFlag.NOACCOUNT)
                ? new Allocation(page, birth.group(), payerOf(page))
                : null;
    }

    /** A process whose group is on its way out charges the root. */
    @Override
    public final Set<MemCgroup> payers(MemCgroup born) {
        return isRemoved(born) ? Set.copyOf(List.of(nearestLiving(born), root())) : Set.of(born);
    }

    @Override
    public Stream<Pointer> pointers() {
        Stream<Pointer> ofPages = pages.stream()
                .filter(this::isNameUsed)
                .map(page -> new Pointer(page + ".pc.mem_cgroup", page.cgroup().peekMemcg()));
        Stream<Pointer> ofLists = groups().stream().flatMap(group -> lruvecOf(group).peekPages().stream()
                .map(page -> new Pointer(group + ".lruvec.list", page)));
        Stream<Pointer> ofPositions = groups().stream()
                .map(group -> new Pointer(
                        group + ".iter.position", LruMemcg.of(group).iter().peekPosition()));
        return Stream.of(super.pointers(), ofPages, ofLists, ofPositions).flatMap(pointers -> pointers);
    }

    private static Lruvec lruvecOf(MemCgroup group) {
        return LruMemcg.of(group).lruvec();
    }

    @Override
    public final Stream<Naming> namings() {
        return pages.stream()
                .filter(this::isNameUsed)
                .map(page -> new Naming(page, page.cgroup().peekMemcg()));
    }

    @Override
    public final Stream<Counted> referenceCounts() {
        Stream<Counted> ofGroups = groups().stream()
                .filter(group -> group.peekParent() != null)
                .map(group -> new Counted(
                        group, group.css().peekReferences(), holdersOf(group).names()));
        Stream<Counted> ofPages = pages.stream()
                .map(page -> new Counted(
                        page,
                        page.peekCount(),
                        new Holders()
                                .addIf(page.handle().peek() == page, "its process")
                                .names()));
        return Stream.concat(ofGroups, ofPages);
    }

    /** No page keeps a removed group. */
    @Override
    public final Stream<Remnant> remnants() {
        Stream<Remnant> ofGroups = groups().stream()
                .filter(this::isRemoved)
                .map(group -> new Remnant(
                        Strength.DRAINED,
                        "removed group is not freed",
                        group + ": " + holdersOf(group).names()));
        Stream<Remnant> ofPages = pages.stream().map(page -> new Remnant(Strength.EMPTY, "leaked page", page.name()));
        return Stream.concat(ofGroups, ofPages);
    }

    @Override
    public final List<ItemList> lists() {
        return groups().stream().map(this::list).toList();
    }

    private ItemList list(MemCgroup group) {
        Lruvec lruvec = lruvecOf(group);
        return new ItemList(group, group, lruvec.peekSize(), lruvec.peekPages(), isWalked(group));
    }

    /** Whether a walk over the tree finds a group. */
    private boolean isWalked(MemCgroup group) {
        MemCgroup parent = group.peekParent();
        return parent == null || parent.peekChildren().contains(group);
    }
}
