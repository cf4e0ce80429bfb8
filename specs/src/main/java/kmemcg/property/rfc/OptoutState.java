package kmemcg.property.rfc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import kmemcg.design.optout.OptoutDesign;
import kmemcg.design.optout.OptoutMemcg;
import kmemcg.design.optout.OptoutParent;
import kmemcg.design.optout.SplitCache;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Allocation;
import kmemcg.property.Counted;
import kmemcg.property.Facts;
import kmemcg.property.Holders;
import kmemcg.property.Naming;
import kmemcg.property.Pointer;
import kmemcg.property.Registration;
import kmemcg.property.Remnant;
import kmemcg.property.Strength;
import kmemcg.slab.KmemCache;
import kmemcg.slab.Slab;
import org.jspecify.annotations.Nullable;

/** The memory of caches that split by themselves: the group that a page's cache names pays for it, or nobody. */
final class OptoutState extends RfcState {
    private final OptoutDesign design;
    private final List<SplitCache> parts;

    OptoutState(OptoutDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
        this.design = design;
        this.parts =
                live(SplitCache.class).stream().filter(SplitCache::isSplitOff).toList();
    }

    @Override
    protected Collection<KmemCache> caches() {
        return design.peekCaches();
    }

    @Override
    @Nullable
    MemCgroup payerOf(Slab slab) {
        return ((SplitCache) slab.cache()).peekMemcg();
    }

    @Override
    long unpaidPages(MemCgroup group) {
        return OptoutMemcg.of(group).peekBypassed();
    }

    @Override
    boolean forcesCharges() {
        return design instanceof OptoutParent;
    }

    /** What is allocated in a group may be served from the original cache, or its charge bypassed. */
    @Override
    long allocatedPages(MemCgroup subtree) {
        return 0;
    }

    @Override
    public boolean mayBeUncharged(Allocation allocation) {
        return true;
    }

    /** SLAB keeps an empty page. */
    @Override
    protected boolean mayBeEmpty(Slab slab) {
        return true;
    }

    @Override
    void addHolders(MemCgroup group, Holders holders) {
        design.peekRequested().forEach(memcg -> holders.addIf(memcg == group, "a request to split"));
    }

    @Override
    public Stream<Pointer> pointers() {
        return Stream.of(
                        super.pointers(),
                        parts.stream().map(cache -> new Pointer(cache + ".memcg", cache.peekMemcg())),
                        parts.stream().map(cache -> new Pointer(cache + ".orig_cache", cache.original())),
                        design.peekRequested().stream().map(memcg -> new Pointer("create_queue", memcg)))
                .flatMap(pointers -> pointers);
    }

    @Override
    public Stream<Naming> namings() {
        return parts.stream().map(cache -> new Naming(cache, cache.peekMemcg()));
    }

    @Override
    public Stream<Counted> referenceCounts() {
        return Stream.concat(
                super.referenceCounts(),
                parts.stream().map(cache -> new Counted(cache, cache.peekReferences(), holders(cache))));
    }

    private List<String> holders(SplitCache cache) {
        List<String> holders = new ArrayList<>();
        groups().stream()
                .filter(group ->
                        OptoutMemcg.of(group).peekSlabs().get(cache.id()).peek() == cache)
                .forEach(group -> holders.add(group.name()));
        slabs().stream().filter(slab -> slab.cache() == cache).forEach(slab -> holders.add(slab.name()));
        return holders;
    }

    /** The list of caches, and the slots of groups. */
    @Override
    public Stream<Registration> registrations() {
        return Stream.concat(super.registrations(), groups().stream().flatMap(this::slots));
    }

    private Stream<Registration> slots(MemCgroup group) {
        return OptoutMemcg.of(group).peekSlabs().stream()
                .map(Ref::peek)
                .flatMap(Stream::ofNullable)
                .map(cache -> new Registration(group + ".slabs", cache, isMatching(group, cache)));
    }

    private boolean isMatching(MemCgroup group, SplitCache cache) {
        return !isOffline(group)
                && cache.peekMemcg() == group
                && OptoutMemcg.of(group).peekSlabs().get(cache.id()).peek() == cache;
    }

    /** Nothing keeps a removed group, and nothing but pages keeps a cache that was its. */
    @Override
    public Stream<Remnant> remnants() {
        return Stream.of(
                        groups().stream()
                                .filter(this::isRemoved)
                                .map(group -> new Remnant(
                                        Strength.DRAINED, "removed group is not freed", group + ": " + holders(group))),
                        parts.stream()
                                .filter(cache -> holders(cache).isEmpty())
                                .map(cache -> new Remnant(Strength.QUIESCENT, "cache is not destroyed", cache.name())),
                        slabs().stream().map(slab -> new Remnant(Strength.EMPTY, "leaked slab page", slab.name())))
                .flatMap(remnants -> remnants);
    }
}
