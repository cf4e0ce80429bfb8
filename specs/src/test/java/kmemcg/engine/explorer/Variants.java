package kmemcg.engine.explorer;

import java.util.Set;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.design.objcg.ObjcgMemcg;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/** The design with one step changed, each in a way that no kernel ever had. */
final class Variants {
    private Variants() {}

    /** Notes who empties the page stock of which CPU by way of its own. */
    static final class DrainsObserved extends ObjcgDesign {
        private final Set<String> drains;

        DrainsObserved(Machine machine, Geometry geometry, Set<String> drains) {
            super(machine, geometry);
            this.drains = drains;
        }

        @Override
        protected void drainLocalStock(Task task) {
            drains.add("%s on CPU %d".formatted(task.name(), task.cpu()));
            super.drainLocalStock(task);
        }
    }

    /** Goes wrong early or late when a group goes, whose lists may stay where they are. */
    static final class Dying extends ObjcgDesign {
        private final boolean early;
        private final boolean listsStay;

        Dying(Machine machine, Geometry geometry, boolean early, boolean listsStay) {
            super(machine, geometry);
            this.early = early;
            this.listsStay = listsStay;
        }

        @Override
        protected void memcgReparentObjcgs(Task task, ObjcgMemcg memcg, ObjcgMemcg parent) {
            task.bug(early, Invariant.REFERENCES, "early");
            super.memcgReparentObjcgs(task, memcg, parent);
        }

        @Override
        protected void memcgReparentListLrus(Task task, MemCgroup memcg, MemCgroup parent) {
            if (!listsStay) {
                super.memcgReparentListLrus(task, memcg, parent);
            }
        }

        @Override
        protected void cssFree(Task task, MemCgroup memcg) {
            task.bug(true, Invariant.CONSERVATION, "late");
        }
    }

    /** Reads one word the first time and another one ever after. */
    static final class Fickle extends ObjcgDesign {
        private final Word first;
        private final Word later;
        private int times;

        Fickle(Machine machine, Geometry geometry) {
            super(machine, geometry);
            this.first = machine.word("first", 0);
            this.later = machine.word("later", 0);
        }

        @Override
        protected void cssOffline(Task task, MemCgroup memcg) {
            (times++ == 0 ? first : later).readOnce();
            super.cssOffline(task, memcg);
        }
    }

    /** Drains enter a section that Dekker's algorithm guards, without the fences that it needs where stores are delayed. */
    static final class Unfenced extends ObjcgDesign {
        private final Word[] wants;
        private final Word inside;

        Unfenced(Machine machine, Geometry geometry) {
            super(machine, geometry);
            this.wants = new Word[] {machine.word("cpu 0 wants", 0), machine.word("cpu 1 wants", 0)};
            this.inside = machine.word("inside", 0);
        }

        @Override
        protected void drainAllStock(Task task, MemCgroup subtree) {
            wants[task.cpu()].writeOnce(1);
            if (wants[1 - task.cpu()].readOnce() == 0) {
                task.bug(inside.addReturn(1) > 1, Invariant.CONSERVATION, "two are inside");
                inside.addReturn(-1);
            }
        }
    }
}
