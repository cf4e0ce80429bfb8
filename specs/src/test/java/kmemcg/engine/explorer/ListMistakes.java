package kmemcg.engine.explorer;

import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.percache.PercacheDesign;
import kmemcg.design.scalable.ScalableDesign;
import kmemcg.lru.ListLru;
import kmemcg.lru.ListLruOne;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.SlabObject;

/** Designs with a cache for each group and kind whose lists are kept wrongly. */
final class ListMistakes {
    private ListMistakes() {}

    /** A removed group's items stay on its list, which nobody finds any more. */
    static final class SpliceMissing extends PercacheDesign {
        SpliceMissing(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected ListLru newListLru(Task boot, MemCgroup rootGroup, ShrinkerMaps maps) {
            return new ListLru(machine, boot, rootGroup, maps, (task, object) -> memcgFromSlabPage(object)) {
                @Override
                protected void splice(Task task, ListLruOne source, ListLruOne target) {
                    // that is the mistake
                }
            };
        }
    }

    /** A removed group's list stays as it is, under an id that the next group gets. */
    static final class DrainMissing extends PercacheDesign {
        DrainMissing(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected void memcgDrainAllListLrus(Task task, long removed, CacheMemcg parent) {
            // that is the mistake
        }
    }

    /** Whoever adds between the two finds no list under the group's id. */
    static final class DrainedBeforeSwitch extends PercacheDesign {
        DrainedBeforeSwitch(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected void giveUpCacheId(Task task, CacheMemcg memcg, CacheMemcg parent) {
            memcgDrainAllListLrus(task, memcg.kmemcgId().readOnce(), parent);
            super.giveUpCacheId(task, memcg, parent);
        }
    }

    /** Lists know nothing of groups, as before 4.0. */
    static final class ListedWithRoot extends PercacheDesign {
        ListedWithRoot(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected MemCgroup memcgFromSlabPage(SlabObject object) {
            return root();
        }
    }

    /** As 4.19 has it: an add sets the bit of the group that the page is charged to, even when that has been removed. */
    static final class ChargedGroupAnnounced extends ScalableDesign {
        ChargedGroupAnnounced(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected ListLru newListLru(Task boot, MemCgroup rootGroup, ShrinkerMaps maps) {
            return new ListLru(machine, boot, rootGroup, maps, (task, object) -> memcgFromSlabPage(object)) {
                @Override
                protected void announce(Task task, MemCgroup lookedUp, ListLruOne list) {
                    shrinkers().set(task, lookedUp);
                }
            };
        }
    }
}
