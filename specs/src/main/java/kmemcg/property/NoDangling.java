package kmemcg.property;

import java.util.stream.Stream;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjStock;
import kmemcg.design.objcg.ObjcgMemcg;
import kmemcg.design.objcg.OwnerVector;
import kmemcg.lru.ListLruOne;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageStock;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * Invariant 4, as far as it shows at rest: no pointer in live memory leads to freed memory, and no owner or list names a
 * removed group. That no step touches freed memory and no reference count rises from zero is seen by the machine.
 */
final class NoDangling implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.NO_ACCESS_AFTER_FREE;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (!strength.atLeast(Strength.QUIESCENT)) {
            return;
        }
        pointers(state)
                .filter(pointer -> isFreed(pointer.target()))
                .forEach(pointer -> report.broken("dangling pointer", pointer + " was freed"));
        state.objcgs().forEach(owner -> namesLiving(owner, owner.peekMemcg(), report));
        state.design().lru().peekLists().values().forEach(list -> namesLiving(list, list.peekOwner(), report));
    }

    private static void namesLiving(KernelObject from, @Nullable MemCgroup group, Report report) {
        boolean removed = group != null && group.css().peekOffline();
        report.unless(!removed, "names a removed group", "%s names %s", from, group);
    }

    private static boolean isFreed(@Nullable KernelObject target) {
        return target != null && target.birth().isFreed();
    }

    private static Stream<Pointer> pointers(State state) {
        return Stream.of(
                        state.groups().stream().flatMap(NoDangling::ofGroup),
                        state.objcgs().stream().map(NoDangling::ofOwner),
                        state.slabs().stream().flatMap(NoDangling::ofSlab),
                        ofStocks(state),
                        ofLists(state),
                        state.facts().processes().stream().map(NoDangling::ofProcess),
                        state.facts().handles().stream().map(handle -> new Pointer(handle + "", handle.peek())))
                .flatMap(pointers -> pointers);
    }

    private static Stream<Pointer> ofGroup(ObjcgMemcg group) {
        return Stream.concat(
                Stream.of(
                        new Pointer(group + ".parent", group.peekParent()),
                        new Pointer(group + ".objcg", group.peekObjcg())),
                Stream.concat(
                        group.peekChildren().stream().map(child -> new Pointer(group + ".children", child)),
                        group.peekInherited().stream().map(owner -> new Pointer(group + ".objcg_list", owner))));
    }

    private static Pointer ofOwner(ObjCgroup owner) {
        return new Pointer(owner + ".memcg", owner.peekMemcg());
    }

    private static Stream<Pointer> ofSlab(Slab slab) {
        KmemCache cache = slab.cache();
        KernelObject data = slab.peekMemcgData();
        Stream<Pointer> own = Stream.of(new Pointer(slab + ".cache", cache), new Pointer(slab + ".memcg_data", data));
        return data instanceof OwnerVector vector && !isFreed(vector)
                ? Stream.concat(own, ofVector(vector, slab.slots()))
                : own;
    }

    private static Stream<Pointer> ofVector(OwnerVector vector, int slots) {
        return Stream.iterate(0, slot -> slot < slots, slot -> slot + 1)
                .map(slot -> new Pointer(vector + "[" + slot + "]", vector.peekOwner(slot)));
    }

    private static Stream<Pointer> ofStocks(State state) {
        return Stream.concat(
                state.pageStocks().stream().map(PageStock::peekCached).map(group -> new Pointer("stock.cached", group)),
                state.objStocks().stream()
                        .map(ObjStock::peekCached)
                        .map(owner -> new Pointer("stock.cached_objcg", owner)));
    }

    private static Stream<Pointer> ofLists(State state) {
        Stream<ListLruOne> lists = state.design().lru().peekLists().values().stream();
        Stream<SlabObject> items = state.links().stream().map(link -> link.item());
        return Stream.concat(
                lists.map(list -> new Pointer("lru.xa", list)), items.map(item -> new Pointer("nlru.links", item)));
    }

    private static Pointer ofProcess(Process process) {
        return new Pointer(process + ".memcg", process.peekMemcg());
    }

    private record Pointer(String field, @Nullable KernelObject target) {
        @Override
        public String toString() {
            return field + " -> " + target;
        }
    }
}
