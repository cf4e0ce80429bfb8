package kmemcg.property;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjStock;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.design.objcg.ObjcgMemcg;
import kmemcg.design.objcg.OwnerVector;
import kmemcg.lru.Link;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageStock;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * A design's memory as the invariants see it: what is alive, who owns it, what is cached where. Reads by {@code peek}, so it
 * makes no events; it is good only while nothing runs.
 */
public final class State {
    private final ObjcgDesign design;
    private final List<KernelObject> live;
    private final Facts facts;
    private final List<ObjcgMemcg> groups = new ArrayList<>();
    private final List<ObjCgroup> objcgs = new ArrayList<>();
    private final List<SlabObject> objects = new ArrayList<>();
    private final List<Slab> slabs = new ArrayList<>();
    private final List<PageStock> pageStocks;
    private final List<ObjStock> objStocks;

    /**
     * The state now.
     *
     * @param design the system
     * @param live every kernel object that was born and not freed, in the order of birth
     * @param cpus number of CPUs
     * @param facts what the program tells in addition
     */
    public State(ObjcgDesign design, List<KernelObject> live, int cpus, Facts facts) {
        this.design = design;
        this.live = List.copyOf(live);
        this.facts = facts;
        this.pageStocks = IntStream.range(0, cpus).mapToObj(design::pageStock).toList();
        this.objStocks = IntStream.range(0, cpus).mapToObj(design::objStock).toList();
        this.live.forEach(this::sort);
    }

    private void sort(KernelObject object) {
        if (object instanceof ObjcgMemcg group) {
            groups.add(group);
        } else if (object instanceof ObjCgroup objcg) {
            objcgs.add(objcg);
        } else if (object instanceof SlabObject slabObject) {
            objects.add(slabObject);
        } else if (object instanceof Slab slab) {
            slabs.add(slab);
        }
    }

    public ObjcgDesign design() {
        return design;
    }

    /** Every kernel object that was born and not freed, in the order of birth. */
    public List<KernelObject> live() {
        return live;
    }

    public Facts facts() {
        return facts;
    }

    /** Groups whose memory is there, the root among them. */
    public List<ObjcgMemcg> groups() {
        return groups;
    }

    /** Groups that nobody has removed. */
    public List<ObjcgMemcg> onlineGroups() {
        return groups.stream().filter(group -> !group.css().peekDying()).toList();
    }

    public List<ObjCgroup> objcgs() {
        return objcgs;
    }

    public List<SlabObject> objects() {
        return objects;
    }

    public List<Slab> slabs() {
        return slabs;
    }

    public List<PageStock> pageStocks() {
        return pageStocks;
    }

    public List<ObjStock> objStocks() {
        return objStocks;
    }

    /** All items linked on the list_lru. */
    public List<Link> links() {
        return design.lru().peekLinks();
    }

    /** Who pays for an object; null if nobody does. */
    public static @Nullable ObjCgroup ownerOf(SlabObject object) {
        KernelObject data = object.slab().peekMemcgData();
        return data instanceof OwnerVector vector ? vector.peekOwner(object.slot()) : null;
    }

    /** What an object is charged, in bytes. */
    public static long chargeOf(SlabObject object) {
        return ObjcgDesign.fullSize(object.slab().cache().objectSize());
    }

    /** Bytes of live objects that name this owner. */
    public long objectBytes(ObjCgroup owner) {
        return objects().stream()
                .filter(object -> ownerOf(object) == owner)
                .mapToLong(State::chargeOf)
                .sum();
    }

    /** Everything charged by way of this owner: objects, what CPUs hold of it, and what is left over. */
    public long chargedBytes(ObjCgroup owner) {
        long stocked = objStocks().stream()
                .filter(stock -> stock.peekCached() == owner)
                .mapToLong(ObjStock::peekBytes)
                .sum();
        return objectBytes(owner) + stocked + owner.peekChargedBytes();
    }

    /** Owners whose charges count in a group: those that name it or a group below it. */
    public Stream<ObjCgroup> ownersIn(MemCgroup subtree) {
        return objcgs().stream().filter(owner -> isIn(owner.peekMemcg(), subtree));
    }

    /** Pages that CPUs have charged ahead in a subtree. */
    public long stockedPages(MemCgroup subtree) {
        return pageStocks().stream()
                .filter(stock -> isIn(stock.peekCached(), subtree))
                .mapToLong(PageStock::peekPages)
                .sum();
    }

    /**
     * Whether a CPU's page stock names a group of a subtree and holds no page. {@code drain_all_stock} passes over it, so it
     * keeps its css reference until the CPU charges another group: the kernel accepts that.
     */
    public boolean hasEmptyStock(MemCgroup subtree) {
        return pageStocks().stream().anyMatch(stock -> stock.peekPages() == 0 && isIn(stock.peekCached(), subtree));
    }

    /** Whether a group is the root of a subtree or below it. */
    public static boolean isIn(@Nullable MemCgroup group, MemCgroup subtree) {
        for (MemCgroup at = group; at != null; at = at.peekParent()) {
            if (at == subtree) {
                return true;
            }
        }
        return false;
    }

    /** The group itself or its nearest ancestor that nobody has removed. */
    public static MemCgroup nearestLiving(MemCgroup group) {
        MemCgroup at = group;
        for (MemCgroup above = at.peekParent(); above != null && at.css().peekDying(); above = at.peekParent()) {
            at = above;
        }
        return at;
    }
}
