package kmemcg.property;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.KmemDesign;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Facts.Birth;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/** The state of a design that accounts for slab objects: what {@code kmemcg.slab} lets everybody see. */
public abstract class SlabState extends State {
    private final List<SlabObject> objects;
    private final List<Slab> slabs;

    protected SlabState(KmemDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
        this.objects = live(SlabObject.class);
        this.slabs = live(Slab.class);
    }

    /** All objects that are there. */
    public final List<SlabObject> objects() {
        return objects;
    }

    public final List<Slab> slabs() {
        return slabs;
    }

    /** Who pays for an object now; null if nobody does. */
    public abstract @Nullable MemCgroup payerOf(SlabObject object);

    /** The caches that the allocator knows. */
    protected abstract Collection<KmemCache> caches();

    /** Whether somebody has to pay for an object that was allocated so. */
    protected boolean isToBePaid(SlabObject object, Birth birth) {
        boolean isAccounted =
                object.slab().cache().isAccounted() || birth.flags().contains(AllocFlag.ACCOUNT);
        return isAccounted && !birth.flags().contains(AllocFlag.NOACCOUNT);
    }

    @Override
    public final List<Allocation> allocations() {
        return facts().handles().stream()
                .filter(ObjectHandle.class::isInstance)
                .map(ObjectHandle.class::cast)
                .map(this::allocation)
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Allocation allocation(ObjectHandle handle) {
        SlabObject object = handle.peek();
        Birth birth = facts().births().get(handle.toString());
        return object != null && birth != null && isToBePaid(object, birth)
                ? new Allocation(object, birth.group(), payerOf(object))
                : null;
    }

    @Override
    public Stream<Pointer> pointers() {
        return Stream.concat(super.pointers(), slabs.stream().map(slab -> new Pointer(slab + ".cache", slab.cache())));
    }

    @Override
    public Stream<Registration> registrations() {
        return caches().stream().map(cache -> new Registration("slab_caches", cache, true));
    }

    @Override
    public final Stream<SlabPage> slabPages() {
        return slabs.stream().map(this::page);
    }

    private SlabPage page(Slab slab) {
        long there = objects.stream().filter(object -> object.slab() == slab).count();
        boolean isListed = listedBy(slab).peekSlabs().contains(slab);
        return new SlabPage(slab, caches().contains(slab.cache()), isListed, there, slab.peekInUse(), mayBeEmpty(slab));
    }

    /** The cache whose list a page is on. */
    protected KmemCache listedBy(Slab slab) {
        return slab.cache();
    }

    /** Whether a page may be there with no object on it. */
    protected boolean mayBeEmpty(Slab slab) {
        return false;
    }
}
