package kmemcg.design;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import kmemcg.machine.Finding;
import kmemcg.machine.KernelObject;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.machine.jvm.JvmTask;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;

/** One booted system of two CPUs on a sequential machine, and short words for what tests do with it. */
public class DesignBench<D extends KmemDesign> {
    public final JvmMachine machine = JvmMachine.sequential(2);
    public final D design;
    public final JvmTask task0 = machine.task("T1", 0);
    public final JvmTask task1 = machine.task("T2", 1);
    private final int bootObjects;

    public DesignBench(Class<D> type, DesignFactory factory, Geometry geometry) {
        this.design = type.cast(factory.boot(machine, geometry));
        this.bootObjects = machine.liveObjects().size();
    }

    /** A group that memory can be had for. */
    public MemCgroup group(String name, MemCgroup parent) {
        return Objects.requireNonNull(design.mkdir(task0, name, parent));
    }

    /** A process in a group. */
    public Process process(MemCgroup memcg) {
        Process process = design.newProcess(task0, "process in " + memcg);
        if (!design.attach(task0, process, memcg)) {
            throw new IllegalStateException(memcg + " is being removed");
        }
        return process;
    }

    /** Moves a process to the root group, so that it holds no reference. */
    public void leave(Process process) {
        design.attach(task0, process, design.root());
    }

    /** An accounted cache. */
    public KmemCache accountedCache(int objectSize) {
        return cache(objectSize, CacheFlag.ACCOUNT);
    }

    /** A cache that memory can be had for. */
    public KmemCache cache(int objectSize, CacheFlag... flags) {
        return Objects.requireNonNull(design.createCache(task0, "cache" + objectSize, objectSize, Set.of(flags)));
    }

    /** An empty name for an object. */
    public ObjectHandle handle(String name) {
        return new ObjectHandle(machine, name);
    }

    /** An object, or an empty handle if it could not be had. */
    public ObjectHandle alloc(JvmTask task, Process process, KmemCache cache, AllocFlag... flags) {
        ObjectHandle handle = handle("object");
        boolean allocated = design.alloc(task, process, cache, Set.of(flags), handle);
        if (allocated != (handle.peek() != null)) {
            throw new AssertionError("the handle does not say what alloc answered");
        }
        return handle;
    }

    /** Lets deferred work run, empties all stocks if there are any, lets deferred work run. */
    public void settleAndDrain() {
        machine.settle();
        if (design.vocabulary().contains(Verb.DRAIN)) {
            machine.run(task0, () -> design.drain(task0, design.root()));
            machine.settle();
        }
    }

    /** Takes a group offline and lets everything that follows run. */
    public void remove(MemCgroup memcg) {
        machine.run(task1, () -> design.offline(task1, memcg));
        settleAndDrain();
    }

    /** Pages charged to a group and its subtree. */
    public long usage(MemCgroup memcg) {
        return memcg.memory().peekUsage();
    }

    public List<Finding> findings() {
        return machine.findings();
    }

    /** What is alive that was not when the system had booted, by name. */
    public List<String> leftovers() {
        List<KernelObject> live = machine.liveObjects();
        return live.subList(bootObjects, live.size()).stream()
                .map(KernelObject::name)
                .toList();
    }
}
