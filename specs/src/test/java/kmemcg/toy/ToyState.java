package kmemcg.toy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Counted;
import kmemcg.property.Counter;
import kmemcg.property.Facts;
import kmemcg.property.Facts.Birth;
import kmemcg.property.Holders;
import kmemcg.property.Pointer;
import kmemcg.property.Remnant;
import kmemcg.property.SlabState;
import kmemcg.property.Strength;
import kmemcg.slab.KmemCache;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/** The memory of {@link ToyPages}. */
final class ToyState extends SlabState {
    private final ToyPages design;

    ToyState(ToyPages design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
        this.design = design;
    }

    @Override
    public List<Counter> counters() {
        return groups().stream().<Counter>map(group -> new Usage(this, group)).toList();
    }

    private Stream<Slab> pagesIn(MemCgroup subtree) {
        return slabs().stream().filter(slab -> isIn(payerOf(slab), subtree));
    }

    private static @Nullable MemCgroup payerOf(Slab slab) {
        return slab.peekMemcgData() instanceof MemCgroup memcg ? memcg : null;
    }

    @Override
    public @Nullable MemCgroup payerOf(SlabObject object) {
        return payerOf(object.slab());
    }

    @Override
    public Set<MemCgroup> payers(MemCgroup born) {
        return Set.of(born);
    }

    @Override
    protected boolean isToBePaid(SlabObject object, Birth birth) {
        return true;
    }

    @Override
    protected Collection<KmemCache> caches() {
        return design.slab().peekCaches();
    }

    @Override
    public Stream<Pointer> pointers() {
        return Stream.concat(
                super.pointers(),
                slabs().stream().map(slab -> new Pointer(slab + ".memcg_data", slab.peekMemcgData())));
    }

    @Override
    public Stream<Counted> referenceCounts() {
        return groups().stream()
                .filter(group -> group != root())
                .map(group -> new Counted(group, group.css().peekReferences(), holders(group)));
    }

    private List<String> holders(MemCgroup group) {
        Holders holders = holdersOf(group);
        slabs().forEach(slab -> holders.addIf(payerOf(slab) == group, slab.name()));
        return holders.names();
    }

    @Override
    public Stream<Remnant> remnants() {
        return Stream.concat(
                groups().stream()
                        .filter(this::isRemoved)
                        .map(group -> new Remnant(Strength.EMPTY, "removed group is not freed", group.name())),
                slabs().stream().map(slab -> new Remnant(Strength.EMPTY, "leaked page", slab.name())));
    }

    private record Usage(ToyState state, MemCgroup group) implements Counter {
        @Override
        public long value() {
            return group.memory().peekUsage();
        }

        @Override
        public long limit() {
            return group.memory().peekMax();
        }

        @Override
        public long needed() {
            return committed();
        }

        @Override
        public long committed() {
            return state.pagesIn(group)
                    .mapToLong(slab -> state.design.pagesOf(slab.cache()))
                    .sum();
        }
    }
}
