package kmemcg.toy;

import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageCounter;

/** {@link ToyPages} with one step done wrong. */
public final class ToyBugs {
    private ToyBugs() {}

    /** Takes no charge back. */
    public static final class ForgetsUncharge extends ToyPages {
        public ForgetsUncharge(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected void uncharge(Task task, MemCgroup memcg, long pages) {
            // that is the mistake
        }
    }

    /** Ignores limits. */
    public static final class ForgetsLimit extends ToyPages {
        public ForgetsLimit(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected boolean tryCharge(Task task, MemCgroup memcg, long pages) {
            memcg.memory().charge(pages);
            return true;
        }
    }

    /** Looks at the limits first and charges then, so that two may find the same room. */
    public static final class LooksThenCharges extends ToyPages {
        public LooksThenCharges(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected boolean tryCharge(Task task, MemCgroup memcg, long pages) {
            for (MemCgroup level = memcg; level != null; level = level.parent()) {
                PageCounter counter = level.memory();
                if (counter.margin() < pages) {
                    return false;
                }
            }
            memcg.memory().charge(pages);
            return true;
        }
    }
}
