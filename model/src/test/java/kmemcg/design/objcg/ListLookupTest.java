package kmemcg.design.objcg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiFunction;
import kmemcg.design.AllocFlag;
import kmemcg.design.DesignFactory;
import kmemcg.lru.ListLru;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Finding;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmTask;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.SlabObject;
import org.junit.jupiter.api.Test;

/**
 * Why is an item's group looked up under the lock of the lists? Because a read-side section, the cure of 5161b48712dc, keeps
 * the group's memory but not its id: that is switched to the parent's by its own removal, and by the parent's only as long as
 * the group is still among the parent's children. If both are removed within the section, the id leads nowhere.
 */
class ListLookupTest {
    /** The last step of the item's owner being read, before the group is used. */
    private static final String LOOKED_UP = "objcg of memcg C.memcg is memcg C";

    private static List<String> addWhileGroupAndParentAreRemoved(DesignFactory factory) {
        Bench bench = new Bench(factory, Geometry.SMALL);
        MemCgroup p = bench.group("P", bench.design.root());
        MemCgroup c = bench.group("C", p);
        Process process = bench.process(c);
        ObjectHandle object = bench.alloc(bench.task0, process, bench.accountedCache(192), AllocFlag.LRU);
        bench.leave(process);
        bench.settleAndDrain();

        bench.design.rmdir(bench.task1, c);
        JvmTask reader = bench.machine.task("reader", 1);
        Held delaysTheParent = reader.rcuReadLock();
        bench.design.rmdir(bench.task1, p);
        bench.machine.observe(step -> {
            if (step.what().equals(LOOKED_UP)) {
                bench.machine.observe(null);
                runDeferred(bench);
                delaysTheParent.close();
                runDeferred(bench);
            }
        });
        bench.machine.run(bench.task0, () -> bench.design.lruAdd(bench.task0, object));
        bench.machine.observe(null);
        return bench.findings().stream().map(Finding::kind).toList();
    }

    private static void runDeferred(Bench bench) {
        while (bench.machine.runOneDeferred()) {
            // one more
        }
    }

    @Test
    void groupLookedUpBeforeTheLock_hasTheIdOfAParentThatIsGone() {
        assertThat(addWhileGroupAndParentAreRemoved(EarlyLookup::new)).containsExactly("oops");
    }

    @Test
    void groupLookedUpUnderTheLock_keepsItsRemovalWaiting() {
        assertThat(addWhileGroupAndParentAreRemoved(ObjcgDesign::new)).containsExactly("deadlock");
    }

    /** As 5161b48712dc has it: inside a read-side section, before the lock. */
    private static final class EarlyLookup extends ObjcgDesign {
        EarlyLookup(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected ListLru newListLru(Task boot, MemCgroup rootGroup, ShrinkerMaps maps) {
            return new EarlyLookupList(machine, boot, rootGroup, maps, this::memcgFromSlabObj);
        }
    }

    private static final class EarlyLookupList extends ListLru {
        EarlyLookupList(
                Machine machine,
                Task boot,
                MemCgroup root,
                ShrinkerMaps maps,
                BiFunction<Task, SlabObject, MemCgroup> ownerOf) {
            super(machine, boot, root, maps, ownerOf);
        }

        @Override
        public boolean add(Task task, SlabObject item) {
            try (Held section = task.rcuReadLock()) {
                MemCgroup memcg = owner(task, item);
                try (Held held = lock().lock(task)) {
                    return !isLinked(item) && link(task, item, memcg);
                }
            }
        }
    }
}
