package kmemcg.property.caches;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.handshake.CountedPagesCache;
import kmemcg.design.handshake.DanglingDesign;
import kmemcg.design.handshake.HandshakeDesign;
import kmemcg.design.handshake.HandshakeMemcg;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Counted;
import kmemcg.property.Facts;
import kmemcg.property.Holders;
import kmemcg.property.Pointer;
import kmemcg.property.Remnant;
import kmemcg.property.Strength;
import kmemcg.slab.Slab;

/** Each page names the group that it is charged to; caches hold their group, and so do the charges of a removed one. */
final class HandshakeState extends PageOwnerState {
    private final HandshakeDesign design;
    private final List<CountedPagesCache> children;

    HandshakeState(HandshakeDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
        this.design = design;
        this.children = live(CountedPagesCache.class);
    }

    @Override
    long peekUsage(MemCgroup group) {
        return HandshakeMemcg.of(group).kmem().peekUsage();
    }

    @Override
    long peekLimit(MemCgroup group) {
        return HandshakeMemcg.of(group).kmem().peekLimit();
    }

    @Override
    boolean isServing(MemcgCache child) {
        return Objects.requireNonNull(child.peekMemcg()).peekKmemOnline();
    }

    @Override
    public Stream<Pointer> pointers() {
        return Stream.concat(
                super.pointers(),
                design instanceof DanglingDesign dangling
                        ? dangling.peekDangling().stream().map(memcg -> new Pointer("dangling_memcgs", memcg))
                        : Stream.empty());
    }

    @Override
    void addHolders(MemCgroup group, Holders holders) {
        children.forEach(child -> holders.addIf(child.peekMemcg() == group, child.name()));
        holders.addIf(HandshakeMemcg.of(group).peekDead(), "its charges");
    }

    /** The design's weakness: an empty page that a cache keeps keeps the cache, and that the group. */
    @Override
    boolean mayStayForGood(MemCgroup removed) {
        return chargedIn(removed).findAny().isPresent();
    }

    @Override
    public Stream<Counted> referenceCounts() {
        return Stream.concat(
                super.referenceCounts(),
                children.stream().map(child -> new Counted(child, child.peekPages(), pagesOf(child))));
    }

    private List<String> pagesOf(CountedPagesCache child) {
        Holders holders = new Holders();
        slabs().stream().filter(slab -> slab.cache() == child).forEach(slab -> addPages(slab, holders));
        return holders.names();
    }

    private static void addPages(Slab slab, Holders holders) {
        for (int page = 0; page < slab.pages(); page++) {
            holders.addIf(true, slab.name());
        }
    }

    @Override
    public Stream<Remnant> remnants() {
        return Stream.concat(
                super.remnants(),
                children.stream()
                        .filter(child -> !isServing(child) && child.peekPages() == 0)
                        .map(child -> new Remnant(
                                Strength.QUIESCENT, "dead cache without pages is not destroyed", child.name())));
    }
}
