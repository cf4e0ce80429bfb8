package kmemcg.property.ownership;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.design.ownership.ObjStock;
import kmemcg.design.ownership.OwnerVector;
import kmemcg.design.ownership.SharedCachesDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageStock;
import kmemcg.property.Counter;
import kmemcg.property.Facts;
import kmemcg.property.Holders;
import kmemcg.property.ItemList;
import kmemcg.property.ListItem;
import kmemcg.property.ListLruView;
import kmemcg.property.ListTotal;
import kmemcg.property.Pointer;
import kmemcg.property.Remnant;
import kmemcg.property.SlabState;
import kmemcg.property.StateCheck.Report;
import kmemcg.property.Strength;
import kmemcg.slab.KmemCache;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a design in which each object has an owner: charges are taken in pages by way of owners, so what a group has charged is the
 * bytes of all owners that name it or a group below it, in whole pages, and the pages that CPUs hold for those groups.
 *
 * @param <O> what owns
 */
public abstract class OwnershipState<O extends KernelObject> extends SlabState {
    private final SharedCachesDesign<O> design;
    private final List<O> owners;
    private final ListLruView lru;
    private final List<PageStock> pageStocks;
    private final List<ObjStock<O>> objStocks;

    protected OwnershipState(
            SharedCachesDesign<O> design, Class<O> kind, List<KernelObject> live, int cpus, Facts facts) {
        super(design, live, facts);
        this.design = design;
        this.owners = live(kind);
        this.lru = new ListLruView(design.lru(), design::peekLooksAt);
        this.pageStocks = IntStream.range(0, cpus).mapToObj(design::pageStock).toList();
        this.objStocks = IntStream.range(0, cpus).mapToObj(design::objStock).toList();
    }

    /** The group that pays for what an owner has; null if it names none. */
    protected abstract @Nullable MemCgroup groupOf(O owner);

    /** Bytes charged that are neither in an object nor in a stock. */
    protected abstract long unusedBytes(O owner);

    /** Whether what is left of an owner's pages may stay with it when everything is freed. */
    protected abstract boolean mayHaveLeftovers(O owner);

    /** The list_lru. */
    protected final ListLruView lru() {
        return lru;
    }

    /** All owners. */
    public final List<O> owners() {
        return owners;
    }

    public final long pageSize() {
        return design.geometry().pageSize();
    }

    @Override
    public final List<Counter> counters() {
        return groups().stream().<Counter>map(group -> new Usage<>(this, group)).toList();
    }

    @Override
    protected final Collection<KmemCache> caches() {
        return design.slab().peekCaches();
    }

    @Override
    public final @Nullable MemCgroup payerOf(SlabObject object) {
        O owner = ownerOf(object);
        return owner == null ? null : groupOf(owner);
    }

    /** The owner that an object names; null if it is not charged. */
    protected final @Nullable O ownerOf(SlabObject object) {
        OwnerVector<O> vector = vectorOf(object.slab());
        return vector == null ? null : vector.peekOwner(object.slot());
    }

    @SuppressWarnings("unchecked") // a design keeps nothing else there
    private @Nullable OwnerVector<O> vectorOf(Slab slab) {
        return slab.peekMemcgData() instanceof OwnerVector<?> vector ? (OwnerVector<O>) vector : null;
    }

    /** What an object is charged, in bytes. */
    static long chargeOf(SlabObject object) {
        return SharedCachesDesign.fullSize(object.slab().cache().objectSize());
    }

    /** Bytes of live objects that name this owner. */
    protected final long objectBytes(O owner) {
        return objects().stream()
                .filter(object -> ownerOf(object) == owner)
                .mapToLong(OwnershipState::chargeOf)
                .sum();
    }

    /** Everything charged by way of this owner: objects, what CPUs hold of it, and what is left over. */
    public final long chargedBytes(O owner) {
        long stocked = objStocks.stream()
                .filter(stock -> stock.peekCached() == owner)
                .mapToLong(ObjStock::peekBytes)
                .sum();
        return objectBytes(owner) + stocked + unusedBytes(owner);
    }

    /** Owners whose charges count in a group: those that name it or a group below it. */
    public final Stream<O> ownersIn(MemCgroup subtree) {
        return owners.stream().filter(owner -> isIn(groupOf(owner), subtree));
    }

    /** Pages that CPUs have charged ahead in a subtree. */
    final long stockedPages(MemCgroup subtree) {
        return pageStocks.stream()
                .filter(stock -> isIn(stock.peekCached(), subtree))
                .mapToLong(PageStock::peekPages)
                .sum();
    }

    @Override
    public Stream<Pointer> pointers() {
        return Stream.of(
                        super.pointers(),
                        slabs().stream().flatMap(this::ofSlab),
                        pageStocks.stream().map(stock -> new Pointer("stock.cached", stock.peekCached())),
                        objStocks.stream().map(stock -> new Pointer("stock.cached_objcg", stock.peekCached())),
                        lru.pointers())
                .flatMap(pointers -> pointers);
    }

    private Stream<Pointer> ofSlab(Slab slab) {
        Stream<Pointer> own = Stream.of(new Pointer(slab + ".memcg_data", slab.peekMemcgData()));
        OwnerVector<O> vector = vectorOf(slab);
        return vector != null && !vector.birth().isFreed() ? Stream.concat(own, ofVector(vector, slab.slots())) : own;
    }

    private static Stream<Pointer> ofVector(OwnerVector<?> vector, int slots) {
        return IntStream.range(0, slots)
                .mapToObj(slot -> new Pointer(vector + "[" + slot + "]", vector.peekOwner(slot)));
    }

    /** Adds the CPUs whose page stocks hold a group. */
    protected final void addPageStocks(MemCgroup group, Holders holders) {
        pageStocks.forEach(stock -> holders.addIf(stock.peekCached() == group, "page stock"));
    }

    /** Adds the objects that name an owner, and the CPUs whose byte stocks hold it. */
    protected final void addUses(O owner, Holders holders) {
        objects().forEach(object -> holders.addIf(ownerOf(object) == owner, object.name()));
        objStocks.forEach(stock -> holders.addIf(stock.peekCached() == owner, "byte stock"));
    }

    /**
     * Whether a CPU's page stock names a group of a subtree and holds no page. {@code drain_all_stock} passes over it, so it
     * keeps its css reference until the CPU charges another group: the kernel accepts that.
     */
    protected final boolean hasEmptyStock(MemCgroup subtree) {
        return pageStocks.stream().anyMatch(stock -> stock.peekPages() == 0 && isIn(stock.peekCached(), subtree));
    }

    /** With everything freed and drained, stocks are empty and no page is left. */
    @Override
    public Stream<Remnant> remnants() {
        Stream<Remnant> ofPageStocks = pageStocks.stream()
                .filter(stock -> stock.peekPages() != 0)
                .map(stock -> new Remnant(Strength.EMPTY, "stock not drained", String.valueOf(stock.peekCached())));
        Stream<Remnant> ofObjStocks = objStocks.stream()
                .map(ObjStock::peekCached)
                .filter(Objects::nonNull)
                .map(owner -> new Remnant(Strength.EMPTY, "byte stock not drained", String.valueOf(owner)));
        Stream<Remnant> ofSlabs =
                slabs().stream().map(slab -> new Remnant(Strength.EMPTY, "leaked slab page", slab.name()));
        return Stream.of(ofPageStocks, ofObjStocks, ofSlabs).flatMap(remnants -> remnants);
    }

    @Override
    public final List<ItemList> lists() {
        return lru.lists();
    }

    @Override
    public final List<ListTotal> listTotals() {
        return lru.totals();
    }

    /** The group on whose list an object belongs. */
    protected @Nullable MemCgroup listedWith(SlabObject object) {
        return ownerOf(object) == null ? root() : payerOf(object);
    }

    @Override
    public final List<ListItem> listItems() {
        return objects().stream()
                .map(object -> ListLruView.item(object, listedWith(object)))
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
