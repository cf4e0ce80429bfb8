package kmemcg.property.caches;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.design.caches.CacheArray;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.CreateWork;
import kmemcg.design.caches.ListedCachesDesign;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.caches.MemcgCachesDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Allocation;
import kmemcg.property.Counted;
import kmemcg.property.Counter;
import kmemcg.property.Facts;
import kmemcg.property.Holders;
import kmemcg.property.ItemList;
import kmemcg.property.ListItem;
import kmemcg.property.ListLruView;
import kmemcg.property.ListTotal;
import kmemcg.property.Naming;
import kmemcg.property.Pointer;
import kmemcg.property.Registration;
import kmemcg.property.Remnant;
import kmemcg.property.SlabState;
import kmemcg.property.StateCheck.Report;
import kmemcg.property.Strength;
import kmemcg.slab.KmemCache;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * The memory of designs with a cache for each group and kind: whole pages are charged, each to one group. Who that is, and what holds a
 * group, differs.
 */
abstract class CachesState extends SlabState {
    private final MemcgCachesDesign design;
    private final List<MemcgCache> caches;
    private final Optional<ListLruView> lru;

    CachesState(MemcgCachesDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
        this.design = design;
        this.caches = live(MemcgCache.class);
        this.lru = design instanceof ListedCachesDesign listed
                ? Optional.of(new ListLruView(listed.lru(), listed::peekLooksAt))
                : Optional.empty();
    }

    /** The group that a page is charged to; null if it is charged to none. */
    abstract @Nullable MemCgroup payerOf(Slab slab);

    /** The holders of a group that not all designs have. */
    abstract void addHolders(MemCgroup group, Holders holders);

    /** Whether a removed group may still be there because of what holds it. */
    abstract boolean mayStay(MemCgroup removed);

    /** What the group's counter says, in pages. */
    long peekUsage(MemCgroup group) {
        return group.memory().peekUsage();
    }

    /** The limit of the group's counter, in pages. */
    long peekLimit(MemCgroup group) {
        return group.memory().peekMax();
    }

    /** Whether lookups are to find a child: until it is told to keep no page. */
    boolean isServing(MemcgCache child) {
        return child.peekKeepsEmpty();
    }

    /** Whether a removed group may stay for good, because of pages that nobody uses and nobody gives back. */
    boolean mayStayForGood(MemCgroup removed) {
        return false;
    }

    /** All caches that are there. */
    final List<MemcgCache> liveCaches() {
        return caches;
    }

    @Override
    protected final Collection<KmemCache> caches() {
        return design.peekCaches();
    }

    @Override
    public final List<Counter> counters() {
        return groups().stream()
                .<Counter>map(group -> new PagesUsage(this, group))
                .toList();
    }

    @Override
    public final @Nullable MemCgroup payerOf(SlabObject object) {
        return payerOf(object.slab());
    }

    /**
     * An object on a page of a root cache was served before its group had a cache. By now it has one, unless it was removed meanwhile, memory
     * was scarce, or caches were destroyed: an allocation that nobody pays for is what makes the next one be paid for.
     */
    @Override
    public final boolean mayBeUncharged(Allocation allocation) {
        MemcgCache cache =
                MemcgCache.of(((SlabObject) allocation.object()).slab().cache());
        MemCgroup born = allocation.born();
        return cache.isRoot()
                && (super.mayBeUncharged(allocation)
                        || isRemoved(born)
                        || facts().mayLoseCaches()
                        || caches.stream().anyMatch(child -> child.rootCache() == cache && child.peekMemcg() == born));
    }

    /** Pages charged in a subtree. */
    final Stream<Slab> chargedIn(MemCgroup subtree) {
        return slabs().stream().filter(slab -> isIn(payerOf(slab), subtree));
    }

    @Override
    protected final boolean mayBeEmpty(Slab slab) {
        return MemcgCache.of(slab.cache()).peekKeepsEmpty();
    }

    @Override
    public final List<ItemList> lists() {
        return lru.map(ListLruView::lists).orElse(List.of());
    }

    @Override
    public final List<ListTotal> listTotals() {
        return lru.map(ListLruView::totals).orElse(List.of());
    }

    /** A removed group's lists are its nearest living ancestor's; those of an object that nobody pays for are the root's. */
    @Override
    public final List<ListItem> listItems() {
        return lru.isEmpty()
                ? List.of()
                : objects().stream().map(this::listItem).toList();
    }

    private ListItem listItem(SlabObject object) {
        MemCgroup payer = payerOf(object);
        return ListLruView.item(object, payer == null ? root() : nearestLiving(payer));
    }

    @Override
    public Stream<Naming> namings() {
        return lru.stream().flatMap(ListLruView::namings);
    }

    @Override
    public Stream<Pointer> pointers() {
        return Stream.of(
                        super.pointers(),
                        lru.stream().flatMap(ListLruView::pointers),
                        slabs().stream().map(slab -> new Pointer(slab + ".memcg_data", slab.peekMemcgData())),
                        caches.stream().flatMap(CachesState::ofCache),
                        live(CacheArray.class).stream().flatMap(CachesState::ofArray),
                        groups().stream()
                                .flatMap(group -> listed(
                                        group.toString(), CacheMemcg.of(group).peekKmemCaches())))
                .flatMap(pointers -> pointers);
    }

    private static Stream<Pointer> ofCache(MemcgCache cache) {
        Stream<Pointer> own = Stream.of(
                new Pointer(cache + ".memcg_caches", cache.peekArray()),
                new Pointer(cache + ".root_cache", cache.rootCache()),
                new Pointer(cache + ".memcg", cache.peekMemcg()));
        return Stream.concat(own, listed(cache.toString(), cache.peekChildren()));
    }

    private static Stream<Pointer> listed(String owner, Collection<MemcgCache> list) {
        return list.stream().map(cache -> new Pointer(owner + "'s list", cache));
    }

    private static Stream<Pointer> ofArray(CacheArray array) {
        return IntStream.range(0, array.size())
                .mapToObj(id -> new Pointer("%s[%d]".formatted(array, id), array.peekEntry(id)));
    }

    @Override
    public Stream<Registration> registrations() {
        return Stream.of(
                        super.registrations(),
                        caches.stream().flatMap(this::slots),
                        caches.stream().flatMap(root -> root.peekChildren().stream()
                                .map(child -> new Registration(
                                        "children of " + root, child, child.rootCache() == root && !child.isRoot()))),
                        groups().stream().flatMap(group -> CacheMemcg.of(group).peekKmemCaches().stream()
                                .map(child -> new Registration(
                                        "kmem_caches of " + group, child, child.peekMemcg() == group))))
                .flatMap(registrations -> registrations);
    }

    private Stream<Registration> slots(MemcgCache root) {
        CacheArray array = root.peekArray();
        int size = array == null ? 0 : array.size();
        return IntStream.range(0, size).boxed().flatMap(id -> {
            MemcgCache child = Objects.requireNonNull(array).peekEntry(id);
            return child == null
                    ? Stream.empty()
                    : Stream.of(new Registration("%s[%d]".formatted(array, id), child, belongs(root, id, child)));
        });
    }

    private boolean belongs(MemcgCache root, int id, MemcgCache child) {
        CacheMemcg memcg = child.peekMemcg();
        return child.rootCache() == root
                && memcg != null
                && memcg.peekKmemOnline()
                && memcg.kmemcgId().peek() == id
                && isServing(child);
    }

    @Override
    public Stream<Counted> referenceCounts() {
        return groups().stream()
                .filter(group -> group.peekParent() != null)
                .map(group -> new Counted(group, group.css().peekReferences(), holders(group)));
    }

    private List<String> holders(MemCgroup group) {
        Holders holders = holdersOf(group);
        addHolders(group, holders);
        return holders.names();
    }

    @Override
    public Stream<Remnant> remnants() {
        List<Remnant> remnants = new ArrayList<>();
        groups().stream()
                .filter(this::isRemoved)
                .filter(group -> !mayStayForGood(group))
                .forEach(group -> {
                    Strength goneBy = mayStay(group) ? Strength.EMPTY : Strength.DRAINED;
                    remnants.add(new Remnant(goneBy, "removed group is not freed", group + ": " + holders(group)));
                });
        live(CreateWork.class)
                .forEach(creation ->
                        remnants.add(new Remnant(Strength.QUIESCENT, "creation never ran", creation.name())));
        live(CacheArray.class).stream()
                .filter(array -> caches.stream().noneMatch(cache -> cache.peekArray() == array))
                .forEach(array -> remnants.add(new Remnant(Strength.QUIESCENT, "array of no cache", array.name())));
        caches.stream()
                .filter(cache -> !caches().contains(cache))
                .forEach(cache -> remnants.add(new Remnant(Strength.QUIESCENT, "cache on no list", cache.name())));
        return remnants.stream();
    }

    @Override
    public void checkFurther(Strength strength, Function<Invariant, Report> reports) {
        if (strength.atLeast(Strength.QUIESCENT)) {
            Children.check(this, reports.apply(Invariant.CACHE_REGISTRY));
        }
    }
}
