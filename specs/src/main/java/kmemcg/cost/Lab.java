package kmemcg.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.DesignFactory;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.lru.PageHandle;
import kmemcg.machine.Task;
import kmemcg.machine.counting.CountingMachine;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.jspecify.annotations.Nullable;

/** A design booted on a counting machine, with one process that does what is asked. */
final class Lab {
    /** Bytes of an object of the first cache: that of a dentry; those of the others are a little larger, so that no cache serves for two. */
    static final int OBJECT_BYTES = 192;

    private static final int MORE_BYTES = 8;

    /** How a design's counter of charged pages is called. */
    private static final Set<String> COUNTERS = Set.of("memory.usage", "res.usage");

    /** Locks that everybody in the system has to wait for. */
    private static final Set<String> GLOBAL_MUTEXES = Set.of("cgroup_mutex", "slab_mutex");

    private static final int CPUS = 2;

    final CountingMachine machine = new CountingMachine(CPUS, COUNTERS, GLOBAL_MUTEXES);
    final KmemDesign design;
    final Task task = machine.task("cost", 0);
    final Process process;

    Lab(DesignFactory factory, Geometry geometry) {
        this.design = factory.boot(machine, geometry);
        this.process = design.newProcess(task, "process");
    }

    /** Whether it accounts for slab objects; otherwise it does for pages of processes. */
    boolean hasObjects() {
        return design.vocabulary().contains(Verb.ALLOC);
    }

    /** Accounted caches. */
    List<KmemCache> caches(int count) {
        return IntStream.range(0, hasObjects() ? count : 0)
                .mapToObj(number -> there(design.createCache(
                        task, "cache" + number, OBJECT_BYTES + number * MORE_BYTES, Set.of(CacheFlag.ACCOUNT))))
                .toList();
    }

    /** Groups below the root, in each of which the process has used every cache, or a page; nothing is left but what the design keeps. */
    List<MemCgroup> usedGroups(int count, List<KmemCache> caches) {
        List<MemCgroup> groups = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            MemCgroup group = there(design.mkdir(task, "g" + number, design.root()));
            design.attach(task, process, group);
            use(caches);
            groups.add(group);
        }
        design.attach(task, process, design.root());
        machine.settle();
        return groups;
    }

    /** Where groups get caches of their own in a work item, the second object is from there. */
    private void use(List<KmemCache> caches) {
        for (KmemCache cache : caches) {
            allocAndFree(cache);
            machine.settle();
            allocAndFree(cache);
        }
        if (!hasObjects()) {
            design.unmap(task, page(Set.of()));
        }
        machine.settle();
    }

    private void allocAndFree(KmemCache cache) {
        design.free(task, allocated(cache));
    }

    ObjectHandle allocated(KmemCache cache) {
        return allocated(cache, Set.of());
    }

    /** An object of the process. */
    ObjectHandle allocated(KmemCache cache, Set<AllocFlag> flags) {
        ObjectHandle object = new ObjectHandle(machine, "object");
        if (!design.alloc(task, process, cache, flags, object)) {
            throw new IllegalStateException("no memory, though nothing limits it");
        }
        return object;
    }

    /** A page of the process. */
    PageHandle page(Set<AllocFlag> flags) {
        PageHandle page = new PageHandle(machine, "page");
        if (!design.newPage(task, process, flags, page)) {
            throw new IllegalStateException("no memory, though nothing limits it");
        }
        return page;
    }

    static <T> T there(@Nullable T made) {
        if (made == null) {
            throw new IllegalStateException("no memory, though nothing limits it");
        }
        return made;
    }
}
