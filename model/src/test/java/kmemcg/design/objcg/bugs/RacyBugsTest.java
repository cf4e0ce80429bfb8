package kmemcg.design.objcg.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import kmemcg.design.AllocFlag;
import kmemcg.design.DesignFactory;
import kmemcg.design.objcg.Bench;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.design.objcg.bugs.Interposition.Race;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.api.Test;

/** Each racy bug shows in some interleaving of its smallest scenario; the design survives them all. */
class RacyBugsTest {
    private static final Geometry SMALL = Geometry.SMALL;
    private static final Geometry NO_BATCH = new Geometry(4096, 1, 1);

    private static void assertOnlyBugShows(
            DesignFactory bug, Geometry geometry, Function<Bench, Race> race, String... expected) {
        assertOnlyBugShows(ObjcgDesign::new, bug, geometry, race, expected);
    }

    private static void assertOnlyBugShows(
            DesignFactory design,
            DesignFactory bug,
            Geometry geometry,
            Function<Bench, Race> race,
            String... expected) {
        Interposition sound = new Interposition(design, geometry, race);
        assertThat(sound.found()).as("the design").isEmpty();
        assertThat(sound.interleavings()).isGreaterThanOrEqualTo(4);
        assertThat(new Interposition(bug, geometry, race).found()).as("the bug").contains(expected);
    }

    /** What is deferred and need not wait for the interrupted task: most of the removal of a group, drains. */
    private static void runDeferred(Bench bench) {
        while (bench.machine.runOneDeferred()) {
            // one more
        }
    }

    /** A free that gives two pages back, against the removal of the owner. */
    private static Race freeAgainstRemoval(Bench bench) {
        MemCgroup memcg = bench.group("C", bench.design.root());
        Process process = bench.process(memcg);
        KmemCache cache = bench.accountedCache(4096);
        ObjectHandle object = bench.alloc(bench.task0, process, cache);
        bench.leave(process);
        bench.design.rmdir(bench.task1, memcg);
        return new Race(
                () -> bench.design.free(bench.task0, object),
                () -> runDeferred(bench),
                () -> bench.design.destroyCache(bench.task0, cache));
    }

    @Test
    void get_ofAGroupUnderRcuAlone_raisesItsCountFromZero() {
        assertOnlyBugShows(
                ObjcgChargeResurrectsCss::new, SMALL, RacyBugsTest::freeAgainstRemoval, "NO_ACCESS_AFTER_FREE: BUG_ON");
    }

    /** An allocation in a group against its removal. */
    private static Race allocAgainstRemoval(Bench bench, int objectSize) {
        MemCgroup memcg = bench.group("C", bench.design.root());
        Process process = bench.process(memcg);
        KmemCache cache = bench.accountedCache(objectSize);
        ObjectHandle object = bench.handle("o");
        bench.design.rmdir(bench.task1, memcg);
        return new Race(
                () -> bench.design.alloc(bench.task0, process, cache, Set.of(), object),
                () -> runDeferred(bench),
                () -> {
                    bench.design.free(bench.task0, object);
                    bench.leave(process);
                    bench.design.destroyCache(bench.task0, cache);
                });
    }

    @Test
    void climb_thatKeepsADeadOwner_putsAReferenceItHasNot() {
        assertOnlyBugShows(
                TryGetLive::new,
                ChildObjcgReturnedForRoot::new,
                SMALL,
                bench -> allocAgainstRemoval(bench, 4088),
                "NO_ACCESS_AFTER_FREE: use after free");
    }

    /** The design with the tryget that {@link ChildObjcgReturnedForRoot} uses to make its wrong climb show. */
    private static final class TryGetLive extends ObjcgDesign {
        TryGetLive(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected boolean tryGet(Task task, ObjCgroup objcg) {
            return objcg.refcnt().tryGetLive(task);
        }
    }

    @Test
    void charge_thatSkipsTheRoot_isTakenFromTheRootLater() {
        assertOnlyBugShows(
                RootChargedOnOneSideOnly::new, SMALL, bench -> allocAgainstRemoval(bench, 4096), "BOUNDS: WARN_ON");
    }

    @Test
    void charge_afterTheLookAtOnline_isNeverMoved() {
        assertOnlyBugShows(
                ChargeAfterOfflineLeak::new,
                SMALL,
                bench -> allocAgainstRemoval(bench, 192),
                "left: memcg C",
                "left: objcg of memcg C#2");
    }

    @Test
    void ownerWord_readTwice_isTakenForAGroup() {
        assertOnlyBugShows(
                VectorPublishedBetweenTwoReads::new,
                SMALL,
                bench -> {
                    Process inRoot = bench.process(bench.design.root());
                    MemCgroup memcg = bench.group("C", bench.design.root());
                    Process inC = bench.process(memcg);
                    KmemCache cache = bench.cache(192);
                    ObjectHandle object = bench.alloc(bench.task0, inRoot, cache, AllocFlag.LRU);
                    ObjectHandle charged = bench.handle("p");
                    return new Race(
                            () -> bench.design.lruAdd(bench.task0, object),
                            () -> bench.design.alloc(bench.task1, inC, cache, Set.of(AllocFlag.ACCOUNT), charged),
                            () -> {
                                bench.design.bulkFree(bench.task0, List.of(object, charged));
                                bench.leave(inC);
                                bench.design.rmdir(bench.task0, memcg);
                                bench.design.destroyCache(bench.task0, cache);
                            });
                },
                "NO_ACCESS_AFTER_FREE: oops");
    }

    @Test
    void remoteStock_readTwice_isNullTheSecondTime() {
        assertOnlyBugShows(
                RemoteStockDoubleRead::new,
                NO_BATCH,
                bench -> {
                    MemCgroup memcg = bench.group("C", bench.design.root());
                    Process process = bench.process(memcg);
                    KmemCache cache = bench.accountedCache(192);
                    ObjectHandle object = bench.alloc(bench.task1, process, cache);
                    bench.design.drain(bench.task0, bench.design.root());
                    return new Race(
                            () -> bench.design.drain(bench.task0, bench.design.root()),
                            () -> runDeferred(bench),
                            () -> removeAll(bench, List.of(process), List.of(memcg), List.of(object), cache));
                },
                "NO_ACCESS_AFTER_FREE: oops");
    }

    private static void removeAll(
            Bench bench, List<Process> processes, List<MemCgroup> groups, List<ObjectHandle> objects, KmemCache cache) {
        bench.design.bulkFree(bench.task0, objects);
        processes.forEach(bench::leave);
        groups.forEach(memcg -> bench.design.rmdir(bench.task0, memcg));
        bench.design.destroyCache(bench.task0, cache);
    }

    @Test
    void lruAdd_thatLooksUpTheGroupTooEarly_usesAFreedGroup() {
        assertOnlyBugShows(
                ListLruMemcgUaf::new,
                SMALL,
                bench -> {
                    MemCgroup memcg = bench.group("C", bench.design.root());
                    Process process = bench.process(memcg);
                    KmemCache cache = bench.accountedCache(192);
                    ObjectHandle object = bench.alloc(bench.task0, process, cache, AllocFlag.LRU);
                    bench.leave(process);
                    bench.design.rmdir(bench.task1, memcg);
                    return new Race(
                            () -> bench.design.lruAdd(bench.task0, object),
                            () -> runDeferred(bench),
                            () -> removeAll(bench, List.of(), List.of(), List.of(object), cache));
                },
                "NO_ACCESS_AFTER_FREE: use after free");
    }

    @Test
    void drain_thatPinsAGroupOutsideRcu_usesAFreedGroup() {
        assertOnlyBugShows(
                DrainAllTrygetOnFreedMemcg::new,
                SMALL,
                bench -> {
                    MemCgroup c = bench.group("C", bench.design.root());
                    MemCgroup d = bench.group("D", bench.design.root());
                    Process inC = bench.process(c);
                    Process inD = bench.process(d);
                    KmemCache cache = bench.accountedCache(192);
                    ObjectHandle o = bench.alloc(bench.task1, inC, cache);
                    bench.leave(inC);
                    ObjectHandle p = bench.handle("p");
                    bench.design.rmdir(bench.task1, c);
                    return new Race(
                            () -> bench.design.drain(bench.task0, bench.design.root()),
                            () -> {
                                runDeferred(bench);
                                bench.design.alloc(bench.task1, inD, cache, Set.of(), p);
                                runDeferred(bench);
                            },
                            () -> removeAll(bench, List.of(inD), List.of(d), List.of(o, p), cache));
                },
                "NO_ACCESS_AFTER_FREE: use after free");
    }
}
