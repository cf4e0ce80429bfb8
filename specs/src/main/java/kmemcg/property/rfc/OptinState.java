package kmemcg.property.rfc;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import kmemcg.design.optin.DentryLru.Item;
import kmemcg.design.optin.MemcgCache;
import kmemcg.design.optin.OptinDesign;
import kmemcg.design.optin.OptinMemcg;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Facts;
import kmemcg.property.Holders;
import kmemcg.property.ItemList;
import kmemcg.property.ListItem;
import kmemcg.property.Pointer;
import kmemcg.property.Registration;
import kmemcg.property.Remnant;
import kmemcg.property.Strength;
import kmemcg.slab.ChainedSlab;
import kmemcg.slab.KmemCache;
import kmemcg.slab.Slab;
import org.jspecify.annotations.Nullable;

/**
 * The memory of opt-in caches. A full page of a removed group still belongs to that group's cache, although the parent pays for it, and
 * keeps the group; it goes over when its first object is freed.
 */
final class OptinState extends RfcState {
    private final OptinDesign design;
    private final List<MemcgCache> copies;

    OptinState(OptinDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
        this.design = design;
        this.copies = live(MemcgCache.class).stream()
                .filter(cache -> cache.memcg() != null)
                .toList();
    }

    @Override
    protected Collection<KmemCache> caches() {
        return design.peekCaches();
    }

    @Override
    protected KmemCache listedBy(Slab slab) {
        MemcgCache owner = ownerOf(slab);
        return owner == null ? slab.cache() : owner;
    }

    private static @Nullable MemcgCache ownerOf(Slab slab) {
        return (MemcgCache) ((ChainedSlab) slab).peekOwner();
    }

    /** A chained cache's charges went one step up with its chaining. */
    @Override
    @Nullable
    MemCgroup payerOf(Slab slab) {
        MemcgCache owner = ownerOf(slab);
        MemcgCache above = owner == null ? null : (MemcgCache) owner.peekParentSlab();
        MemcgCache paying = above == null ? owner : above;
        return paying == null ? null : paying.memcg();
    }

    @Override
    long unpaidPages(MemCgroup group) {
        return 0;
    }

    @Override
    boolean forcesCharges() {
        return false;
    }

    @Override
    long allocatedPages(MemCgroup subtree) {
        return tightlyPacked(subtree);
    }

    /** What is not removed yet, or removed but still in the chain of caches; and who stands in for a group that memory was too scarce for. */
    @Override
    public Set<MemCgroup> payers(MemCgroup born) {
        Set<MemCgroup> payers = new HashSet<>();
        MemCgroup heir = nearestLiving(born);
        while (lacksCopy(heir)) {
            heir = nearestLiving(Objects.requireNonNull(heir.peekParent()));
        }
        for (MemCgroup at = born; at != null && at != heir; at = at.peekParent()) {
            payers.add(at);
        }
        payers.add(heir);
        return payers;
    }

    /** Whether a copy of some cache could not be made when the group was; the nearest ancestor that has one serves in its place. */
    private boolean lacksCopy(MemCgroup group) {
        return copies(group) < copies(root());
    }

    private static long copies(MemCgroup group) {
        return OptinMemcg.of(group).peekSlots().stream()
                .map(Ref::peek)
                .filter(Objects::nonNull)
                .count();
    }

    @Override
    void addHolders(MemCgroup group, Holders holders) {
        copies.stream()
                .filter(cache -> cache.memcg() == group)
                .forEach(cache -> holders.addIf(isInUse(cache), cache.name()));
    }

    private static boolean isInUse(MemcgCache cache) {
        return cache.peekParentSlab() == null || !cache.peekSlabs().isEmpty();
    }

    @Override
    public Stream<Pointer> pointers() {
        return Stream.of(
                        super.pointers(),
                        slabs().stream().map(slab -> new Pointer(slab + ".slab", ownerOf(slab))),
                        copies.stream().map(cache -> new Pointer(cache + ".memcg", cache.memcg())),
                        copies.stream().map(cache -> new Pointer(cache + ".parent_slab", cache.peekParentSlab())),
                        design.lru().peekItems().stream().flatMap(OptinState::ofItem))
                .flatMap(pointers -> pointers);
    }

    private static Stream<Pointer> ofItem(Item item) {
        return Stream.of(new Pointer("dentry_lru", item.object()), new Pointer("dentry_lru.slot", item.list()));
    }

    /** The list of caches, and the slots of groups. */
    @Override
    public Stream<Registration> registrations() {
        return Stream.concat(super.registrations(), groups().stream().flatMap(this::slots));
    }

    private Stream<Registration> slots(MemCgroup group) {
        return OptinMemcg.of(group).peekSlots().stream()
                .map(Ref::peek)
                .flatMap(Stream::ofNullable)
                .map(cache -> new Registration(group + ".kmem_cache", cache, isMatching(group, cache)));
    }

    private boolean isMatching(MemCgroup group, MemcgCache cache) {
        boolean isOfGroup = group == root() ? cache.memcg() == null : cache.memcg() == group;
        boolean isReady = isOffline(group) == (cache.peekParentSlab() != null);
        return isOfGroup
                && isReady
                && OptinMemcg.of(group).peekSlots().get(cache.index()).peek() == cache;
    }

    /** Only full pages keep a removed group: its own, or those of a removed group below it. */
    @Override
    public Stream<Remnant> remnants() {
        Stream<Remnant> ofGroups = groups().stream()
                .filter(this::isRemoved)
                .map(group -> new Remnant(
                        isPinned(group) ? Strength.EMPTY : Strength.DRAINED,
                        "removed group is not freed",
                        group + ": " + holders(group)));
        Stream<Remnant> ofSlabs =
                slabs().stream().map(slab -> new Remnant(Strength.EMPTY, "leaked slab page", slab.name()));
        return Stream.concat(ofGroups, ofSlabs);
    }

    private boolean isPinned(MemCgroup group) {
        return copies.stream()
                .anyMatch(cache ->
                        isIn(cache.memcg(), group) && !cache.peekSlabs().isEmpty());
    }

    @Override
    public List<ItemList> lists() {
        return live(MemcgCache.class).stream().map(this::list).toList();
    }

    private ItemList list(MemcgCache cache) {
        List<KernelObject> items = design.lru().peekItems().stream()
                .filter(item -> item.list() == cache)
                .map(item -> (KernelObject) item.object())
                .toList();
        MemCgroup owner = ownerOf(cache);
        return new ItemList(cache, owner, items.size(), items, !isOffline(owner));
    }

    private MemCgroup ownerOf(MemcgCache cache) {
        OptinMemcg memcg = cache.memcg();
        return memcg == null ? root() : memcg;
    }

    /** An object is listed with the group that its page goes over to, or has. */
    @Override
    public List<ListItem> listItems() {
        Set<KernelObject> linked = new HashSet<>();
        design.lru().peekItems().forEach(item -> linked.add(item.object()));
        return objects().stream()
                .map(object -> new ListItem(object, heirOf(object.slab()), linked.contains(object)))
                .toList();
    }

    private @Nullable MemCgroup heirOf(Slab slab) {
        MemcgCache cache = ownerOf(slab);
        while (cache != null && cache.peekParentSlab() != null) {
            cache = (MemcgCache) cache.peekParentSlab();
        }
        return cache == null ? null : ownerOf(cache);
    }
}
