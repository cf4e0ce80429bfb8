package kmemcg.design.naturalized;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.DesignFactory;
import kmemcg.lru.PageHandle;
import kmemcg.lru.UserPage;
import kmemcg.machine.Finding;
import kmemcg.machine.KernelObject;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.machine.jvm.JvmTask;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;

/** One booted system of two CPUs on a sequential machine, and short words for what tests do with pages. */
public final class PageBench {
    public final JvmMachine machine = JvmMachine.sequential(2);
    public final UserPageDesign design;
    public final MemCgroup root;
    public final JvmTask task = machine.task("T1", 0);
    private final int bootObjects;

    public PageBench(DesignFactory factory) {
        this.design = (UserPageDesign) factory.boot(machine, Geometry.SMALL);
        this.root = design.root();
        this.bootObjects = machine.liveObjects().size();
    }

    /** A group that memory can be had for. */
    public MemCgroup group(String name, MemCgroup parent) {
        return Objects.requireNonNull(design.mkdir(task, name, parent));
    }

    /** A page charged to a group, whose process leaves for the root. */
    public PageHandle page(String name, MemCgroup memcg, AllocFlag... flags) {
        Process process = design.newProcess(task, "process of " + name);
        design.attach(task, process, memcg);
        PageHandle handle = new PageHandle(machine, name);
        boolean made = design.newPage(task, process, Set.of(flags), handle);
        if (made != (handle.peek() != null)) {
            throw new AssertionError("the handle does not say what the page's birth answered");
        }
        design.attach(task, process, root);
        return handle;
    }

    /** Charges a page to a group. */
    public boolean charge(PageHandle handle, MemCgroup memcg) {
        Process process = design.newProcess(task, "process that charges " + handle);
        design.attach(task, process, memcg);
        boolean charged = design.chargePage(task, process, handle);
        design.attach(task, process, root);
        return charged;
    }

    /** Takes a group offline and lets everything that follows run. */
    public void remove(MemCgroup memcg) {
        machine.run(task, () -> design.offline(task, memcg));
        machine.settle();
    }

    /** How many pages reclaim has freed. */
    public int reclaim(MemCgroup subtree, long wanted) {
        return design.reclaim(task, subtree, wanted);
    }

    /** Pages on a group's list, by name, the oldest first. */
    public List<String> listed(MemCgroup memcg) {
        return LruMemcg.of(memcg).lruvec().peekPages().stream()
                .map(UserPage::name)
                .toList();
    }

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
