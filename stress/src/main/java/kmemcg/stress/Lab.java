package kmemcg.stress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.engine.JvmHost;
import kmemcg.lru.PageHandle;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.property.DeepValidator;
import kmemcg.property.Facts;
import kmemcg.property.Facts.Birth;
import kmemcg.property.Inspection;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import kmemcg.sync.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One freshly booted system for one sample of a race: groups root > P > C, a process in C, a task for each actor on a CPU of
 * its own, and the deep validator as arbiter. Which system is booted is up to {@link RaceSubject}, so that the same races run
 * on a historical bug.
 */
final class Lab {
    /** In bytes: with its owner's pointer a quarter of a page, and a page. */
    private static final List<Integer> OBJECT_SIZES = List.of(1016, 4088);

    final JvmMachine machine = JvmMachine.parallel(2);
    final KmemDesign design = RaceSubject.boot(machine, Geometry.SMALL);
    final Task first = machine.task("T1", 0);
    final Task second = machine.task("T2", 1);
    private final Map<Integer, KmemCache> caches = accountedCaches();
    final MemCgroup parent = there(design.mkdir(first, "P", design.root()));
    final MemCgroup child = there(design.mkdir(first, "C", parent));
    final Process process = design.newProcess(first, "process");
    private final List<Handle<?>> handles = new ArrayList<>();
    private final Map<String, Birth> births = new HashMap<>();

    Lab() {
        design.attach(first, process, child);
    }

    /** A cache whose objects are charged. */
    KmemCache accountedCache(int objectSize) {
        return Objects.requireNonNull(caches.get(objectSize), () -> "no cache of " + objectSize + " bytes");
    }

    /** Made before the groups: some designs give a group the caches that there are at its birth, and no others. */
    private Map<Integer, KmemCache> accountedCaches() {
        Map<Integer, KmemCache> made = new HashMap<>();
        for (int size : design.vocabulary().contains(Verb.ALLOC) ? OBJECT_SIZES : List.<Integer>of()) {
            made.put(size, there(design.createCache(first, "cache" + size, size, Set.of(CacheFlag.ACCOUNT))));
        }
        return made;
    }

    /** The same, used in C once: where groups get caches of their own only after they first needed them, C has got its own. */
    KmemCache accustomedCache(int objectSize) {
        KmemCache cache = accountedCache(objectSize);
        ObjectHandle object = allocated(first, "before", cache, Set.of());
        machine.settle();
        design.free(first, object);
        return cache;
    }

    /** A name for an object that the process in C is going to allocate. */
    ObjectHandle handle(String name) {
        births.put(name, new Birth(child, Set.of()));
        return named(name);
    }

    private ObjectHandle named(String name) {
        ObjectHandle handle = new ObjectHandle(machine, name);
        handles.add(handle);
        return handle;
    }

    /** An object allocated before the race, on the given task's CPU. */
    ObjectHandle allocated(Task task, String name, KmemCache cache, Set<AllocFlag> flags) {
        ObjectHandle handle = handle(name);
        if (!design.alloc(task, process, cache, flags, handle)) {
            throw new IllegalStateException("allocation before the race failed");
        }
        return handle;
    }

    /** An object that nobody pays for, allocated before the race. */
    void allocatedUncharged(String name, KmemCache cache) {
        if (!design.alloc(first, process, cache, Set.of(AllocFlag.NOACCOUNT), named(name))) {
            throw new IllegalStateException("allocation before the race failed");
        }
    }

    /** A name for a page that the process in C is going to get. */
    PageHandle pageHandle(String name) {
        births.put(name, new Birth(child, Set.of()));
        PageHandle handle = new PageHandle(machine, name);
        handles.add(handle);
        return handle;
    }

    /** A page of the process in C, charged before the race. */
    PageHandle chargedPage(String name) {
        PageHandle handle = pageHandle(name);
        if (!design.newPage(first, process, Set.of(), handle)) {
            throw new IllegalStateException("charge before the race failed");
        }
        return handle;
    }

    /** Moves the process out of C, so that nothing but charges is left there. */
    void leaveChild() {
        design.attach(first, process, design.root());
    }

    /** An actor's part of the sample. */
    void run(Task actor, Runnable part) {
        machine.run(actor, part);
    }

    /** Ends the sample: how many things are wrong after everything deferred, all drains and all frees. */
    int violations() {
        Facts facts = new Facts(false, false, true, false, List.of(process), handles, births);
        Inspection inspection = RaceSubject.inspection(design, machine.cpus());
        return DeepValidator.validate(new JvmHost(machine), inspection, facts).size();
    }

    private static <T> T there(@Nullable T made) {
        if (made == null) {
            throw new IllegalStateException("no memory before the race");
        }
        return made;
    }
}
