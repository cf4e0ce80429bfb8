package kmemcg.slab;

import kmemcg.machine.Cells;
import kmemcg.sync.Handle;

/** Where a user of the allocator keeps its object. The shrinker takes objects out, as a dentry is claimed under its own lock. */
public final class ObjectHandle extends Handle<SlabObject> {
    public ObjectHandle(Cells cells, String name) {
        super(cells, name);
    }
}
