package kmemcg.property.objcg;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjStock;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.design.objcg.ObjcgMemcg;
import kmemcg.design.objcg.OwnerVector;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageStock;
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
import kmemcg.property.Remnant;
import kmemcg.property.SlabState;
import kmemcg.property.StateCheck.Report;
import kmemcg.property.Statistic;
import kmemcg.property.Strength;
import kmemcg.slab.KmemCache;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * The memory of obj_cgroup: charges are taken in pages by way of owners, so what a group has charged is the bytes of all owners that
 * name it or a group below it, in whole pages, and the pages that CPUs hold for those groups.
 */
final class ObjcgState extends SlabState {
    private final ObjcgDesign design;
    private final List<ObjCgroup> owners;
    private final ListLruView lru;
    private final List<PageStock> pageStocks;
    private final List<ObjStock> objStocks;

    ObjcgState(ObjcgDesign design, List<KernelObject> live, int cpus, Facts facts) {
        super(design, live, facts);
        this.design = design;
        this.owners = live(ObjCgroup.class);
        this.lru = new ListLruView(design.lru());
        this.pageStocks = IntStream.range(0, cpus).mapToObj(design::pageStock).toList();
        this.objStocks = IntStream.range(0, cpus).mapToObj(design::objStock).toList();
    }

    /** All obj_cgroups. */
    List<ObjCgroup> owners() {
        return owners;
    }

    long pageSize() {
        return design.geometry().pageSize();
    }

    @Override
    public List<Counter> counters() {
        return groups().stream().<Counter>map(group -> new Usage(this, group)).toList();
    }

    @Override
    public List<Statistic> statistics() {
        return groups().stream()
                .<Statistic>map(group -> new KernelStatistic(this, group))
                .toList();
    }

    @Override
    protected Collection<KmemCache> caches() {
        return design.slab().peekCaches();
    }

    @Override
    public @Nullable MemCgroup payerOf(SlabObject object) {
        ObjCgroup owner = ownerOf(object);
        return owner == null ? null : owner.peekMemcg();
    }

    /** The owner that an object names; null if it is not charged. */
    private static @Nullable ObjCgroup ownerOf(SlabObject object) {
        KernelObject data = object.slab().peekMemcgData();
        return data instanceof OwnerVector vector ? vector.peekOwner(object.slot()) : null;
    }

    /** What an object is charged, in bytes. */
    static long chargeOf(SlabObject object) {
        return ObjcgDesign.fullSize(object.slab().cache().objectSize());
    }

    /** Bytes of live objects that name this owner. */
    long objectBytes(ObjCgroup owner) {
        return objects().stream()
                .filter(object -> ownerOf(object) == owner)
                .mapToLong(ObjcgState::chargeOf)
                .sum();
    }

    /** Everything charged by way of this owner: objects, what CPUs hold of it, and what is left over. */
    long chargedBytes(ObjCgroup owner) {
        long stocked = objStocks.stream()
                .filter(stock -> stock.peekCached() == owner)
                .mapToLong(ObjStock::peekBytes)
                .sum();
        return objectBytes(owner) + stocked + owner.peekChargedBytes();
    }

    /** Owners whose charges count in a group: those that name it or a group below it. */
    Stream<ObjCgroup> ownersIn(MemCgroup subtree) {
        return owners.stream().filter(owner -> isIn(owner.peekMemcg(), subtree));
    }

    /** Pages that CPUs have charged ahead in a subtree. */
    long stockedPages(MemCgroup subtree) {
        return pageStocks.stream()
                .filter(stock -> isIn(stock.peekCached(), subtree))
                .mapToLong(PageStock::peekPages)
                .sum();
    }

    @Override
    public Stream<Pointer> pointers() {
        return Stream.of(
                        super.pointers(),
                        groups().stream().flatMap(group -> ofGroup(ObjcgMemcg.of(group))),
                        owners.stream().map(owner -> new Pointer(owner + ".memcg", owner.peekMemcg())),
                        slabs().stream().flatMap(ObjcgState::ofSlab),
                        pageStocks.stream().map(stock -> new Pointer("stock.cached", stock.peekCached())),
                        objStocks.stream().map(stock -> new Pointer("stock.cached_objcg", stock.peekCached())),
                        lru.pointers())
                .flatMap(pointers -> pointers);
    }

    private static Stream<Pointer> ofGroup(ObjcgMemcg group) {
        return Stream.concat(
                Stream.of(
                        new Pointer(group + ".objcg", group.peekObjcg()),
                        new Pointer(group + ".orig_objcg", group.peekOriginal())),
                group.peekInherited().stream().map(owner -> new Pointer(group + ".objcg_list", owner)));
    }

    private static Stream<Pointer> ofSlab(Slab slab) {
        KernelObject data = slab.peekMemcgData();
        Stream<Pointer> own = Stream.of(new Pointer(slab + ".memcg_data", data));
        return data instanceof OwnerVector vector && !vector.birth().isFreed()
                ? Stream.concat(own, ofVector(vector, slab.slots()))
                : own;
    }

    private static Stream<Pointer> ofVector(OwnerVector vector, int slots) {
        return IntStream.range(0, slots)
                .mapToObj(slot -> new Pointer(vector + "[" + slot + "]", vector.peekOwner(slot)));
    }

    @Override
    public Stream<Naming> namings() {
        return Stream.concat(owners.stream().map(owner -> new Naming(owner, owner.peekMemcg())), lru.namings());
    }

    @Override
    public Stream<Counted> referenceCounts() {
        Stream<Counted> ofGroups = groups().stream()
                .filter(group -> group.peekParent() != null)
                .map(group -> new Counted(group, group.css().peekReferences(), holders(group)));
        return Stream.concat(
                ofGroups, owners.stream().map(owner -> new Counted(owner, owner.peekReferences(), holders(owner))));
    }

    private List<String> holders(MemCgroup group) {
        Holders holders = holdersOf(group);
        pageStocks.forEach(stock -> holders.addIf(stock.peekCached() == group, "page stock"));
        return holders.names();
    }

    private List<String> holders(ObjCgroup owner) {
        Holders holders = new Holders().addIf(!owner.peekDying(), "its group");
        groups().forEach(group ->
                holders.addIf(ObjcgMemcg.of(group).peekOriginal() == owner, group + " until it is freed"));
        objects().forEach(object -> holders.addIf(ownerOf(object) == owner, object.name()));
        objStocks.forEach(stock -> holders.addIf(stock.peekCached() == owner, "byte stock"));
        return holders.names();
    }

    /**
     * With the stocks drained a removed group is gone, whatever objects it once paid for, and a removed group's owner is there only as
     * long as objects name it. With everything freed, nothing is left but live groups.
     */
    @Override
    public Stream<Remnant> remnants() {
        List<Remnant> remnants = new ArrayList<>();
        groups().stream()
                .filter(group -> isRemoved(group) && !hasEmptyStock(group))
                .forEach(group -> remnants.add(
                        new Remnant(Strength.DRAINED, "removed group is not freed", group + ": " + holders(group))));
        owners.stream()
                .filter(owner -> owner.peekDying() && !isKeptByEmptyStock(owner))
                .forEach(owner -> {
                    boolean isUsed = objectBytes(owner) > 0;
                    remnants.add(
                            isUsed
                                    ? new Remnant(Strength.EMPTY, "leaked owner", owner.name())
                                    : new Remnant(
                                            Strength.DRAINED, "owner without objects is not freed", owner.name()));
                });
        pageStocks.stream()
                .filter(stock -> stock.peekPages() != 0)
                .forEach(stock -> remnants.add(
                        new Remnant(Strength.EMPTY, "stock not drained", String.valueOf(stock.peekCached()))));
        objStocks.stream()
                .filter(stock -> stock.peekCached() != null)
                .forEach(stock -> remnants.add(
                        new Remnant(Strength.EMPTY, "byte stock not drained", String.valueOf(stock.peekCached()))));
        slabs().forEach(slab -> remnants.add(new Remnant(Strength.EMPTY, "leaked slab page", slab.name())));
        return remnants.stream();
    }

    /**
     * Whether a CPU's page stock names a group of a subtree and holds no page. {@code drain_all_stock} passes over it, so it
     * keeps its css reference until the CPU charges another group: the kernel accepts that.
     */
    private boolean hasEmptyStock(MemCgroup subtree) {
        return pageStocks.stream().anyMatch(stock -> stock.peekPages() == 0 && isIn(stock.peekCached(), subtree));
    }

    /** Whether a group keeps an obj_cgroup to its end, and an empty page stock keeps the group. */
    private boolean isKeptByEmptyStock(ObjCgroup owner) {
        return groups().stream()
                .anyMatch(group -> ObjcgMemcg.of(group).peekOriginal() == owner && hasEmptyStock(group));
    }

    @Override
    public List<ItemList> lists() {
        return lru.lists();
    }

    @Override
    public List<ListTotal> listTotals() {
        return lru.totals();
    }

    @Override
    public List<ListItem> listItems() {
        return objects().stream()
                .map(object -> ListLruView.item(object, ownerOf(object) == null ? root() : payerOf(object)))
                .toList();
    }

    @Override
    public void checkFurther(Strength strength, Function<Invariant, Report> reports) {
        if (strength.atLeast(Strength.QUIESCENT)) {
            OwnersBytes.checkWholePages(this, reports.apply(Invariant.CONSERVATION));
            Vectors.checkUse(this, reports.apply(Invariant.CACHE_REGISTRY));
        }
    }
}
