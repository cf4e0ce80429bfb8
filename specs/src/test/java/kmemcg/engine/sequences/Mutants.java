package kmemcg.engine.sequences;

import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.design.objcg.ObjcgMemcg;
import kmemcg.lru.ListLru;
import kmemcg.lru.ListLruOne;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.MemCgroup;

/** The design with one step done wrong, each in a way that no kernel ever had. */
final class Mutants {
    private Mutants() {}

    /** Loses one page of each batch that is charged ahead. */
    static final class RefillOffByOne extends ObjcgDesign {
        RefillOffByOne(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected void refillStock(Task task, MemCgroup memcg, long pages) {
            super.refillStock(task, memcg, pages - 1);
        }
    }

    /** Takes no bytes back. */
    static final class UnchargeDropped extends ObjcgDesign {
        UnchargeDropped(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected void objCgroupUncharge(Task task, ObjCgroup objcg, long bytes) {
            // that is the mistake
        }
    }

    /** Never fails for a limit. */
    static final class LimitIgnored extends ObjcgDesign {
        LimitIgnored(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected boolean tryChargeMemcg(Task task, MemCgroup memcg, long pages, Gfp gfp) {
            return super.tryChargeMemcg(task, memcg, pages, Gfp.NOFAIL);
        }
    }

    /** A removed group's owners name the root and not the parent. */
    static final class ReparentedToRoot extends ObjcgDesign {
        ReparentedToRoot(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected void memcgReparentObjcgs(Task task, ObjcgMemcg memcg, ObjcgMemcg parent) {
            super.memcgReparentObjcgs(task, memcg, ObjcgMemcg.of(root()));
        }
    }

    /** A removed group's items stay on its list. */
    static final class SpliceMissing extends ObjcgDesign {
        SpliceMissing(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected ListLru newListLru(Task boot, MemCgroup rootGroup, ShrinkerMaps maps) {
            return new ListLru(machine, boot, rootGroup, maps, this::memcgFromSlabObj) {
                @Override
                protected void splice(Task task, ListLruOne source, ListLruOne target) {
                    // that is the mistake
                }
            };
        }
    }

    /** No list is ever announced to reclaim. */
    static final class BitMissing extends ObjcgDesign {
        BitMissing(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected ShrinkerMaps newShrinkerMaps() {
            return new ShrinkerMaps(machine) {
                @Override
                public void set(Task task, MemCgroup memcg) {
                    // that is the mistake
                }
            };
        }
    }

    /** A removed group is never freed. */
    static final class FreeForgotten extends ObjcgDesign {
        FreeForgotten(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected void cssFree(Task task, MemCgroup memcg) {
            // that is the mistake
        }
    }
}
