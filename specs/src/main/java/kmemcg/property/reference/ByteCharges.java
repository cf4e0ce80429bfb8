package kmemcg.property.reference;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import org.jspecify.annotations.Nullable;

/**
 * Bytes charged to owners (objcgs), which name the group that pays. Mirrors obj_cgroup_charge, obj_cgroup_uncharge,
 * drain_all_stock, memcg_hotplug_cpu_dead and obj_cgroup_release (Linux 6.1 mm/memcontrol.c).
 *
 * <p>A group has one owner of its own in its life, so an owner bears the name of the group it was made for.
 */
final class ByteCharges {
    private final PageCharges pages;
    private final Leftovers<String> leftovers = new Leftovers<>();
    private final List<ByteStock<String>> stocks;
    private final Owners<String, String> owners = new Owners<>();
    private final LiveObjects<String, String> objects = new LiveObjects<>();
    private final Map<String, String> ownerOf = new HashMap<>();
    private final DeferredSteps deferred;
    private final long pageSize;

    /** Owners that go with their last holder: killed, and the switch of their reference count to atomic mode is over. */
    private final Set<String> mortal = new HashSet<>();

    /** CPUs that a drain is on its way to, and CPUs that are no more. */
    private final Set<Integer> flushing = new HashSet<>();

    private final Set<Integer> dead = new HashSet<>();

    ByteCharges(Geometry geometry, int cpus, PageCharges pages, DeferredSteps deferred) {
        this.pages = pages;
        this.deferred = deferred;
        this.pageSize = geometry.pageSize();
        this.stocks = IntStream.range(0, cpus)
                .mapToObj(cpu -> new ByteStock<>(pageSize, leftovers))
                .toList();
    }

    void addOwner(String group) {
        owners.assign(group, group);
    }

    boolean charge(int cpu, String owner, long bytes, Gfp gfp) {
        if (stocks.get(cpu).consume(owner, bytes)) {
            return true;
        }
        ByteCharge charge = ByteCharge.of(bytes, pageSize);
        if (!pages.charge(cpu, payer(owner), charge.pages(), gfp)) {
            return false;
        }
        if (charge.rest() != 0) {
            refill(cpu, owner, charge.rest(), false);
        }
        return true;
    }

    void uncharge(int cpu, String owner, long bytes) {
        refill(cpu, owner, bytes, true);
    }

    private void refill(int cpu, String owner, long bytes, boolean allowUncharge) {
        ByteStock.Refilled<String> refilled = stocks.get(cpu).refill(owner, bytes, allowUncharge);
        giveBack(cpu, refilled.drained());
        put(cpu, refilled.drained());
        unchargePages(cpu, owner, refilled.pages());
    }

    private void giveBack(int cpu, ByteStock.@Nullable Drained<String> drained) {
        if (drained != null) {
            unchargePages(cpu, drained.objcg(), drained.pages());
        }
    }

    private void unchargePages(int cpu, String owner, long number) {
        if (number != 0) {
            pages.refill(cpu, payer(owner), number);
        }
    }

    private void put(int cpu, ByteStock.@Nullable Drained<String> drained) {
        if (drained != null) {
            releaseIfUnheld(cpu, drained.objcg());
        }
    }

    private void releaseIfUnheld(int cpu, String owner) {
        boolean isHeld = objects.bytes(owner) != 0 || stocks.stream().anyMatch(stock -> owner.equals(stock.cached()));
        if (mortal.contains(owner) && !isHeld) {
            unchargePages(cpu, owner, leftovers.take(owner) / pageSize);
            owners.release(owner);
            mortal.remove(owner);
        }
    }

    /** An object is there, charged before. */
    void own(String object, String owner, long bytes) {
        objects.charge(object, owner, bytes);
        ownerOf.put(object, owner);
    }

    /** Uncharges an object, if it was charged. */
    void free(int cpu, String object) {
        LiveObjects.Charge<String> charge = objects.free(object);
        if (charge != null) {
            ownerOf.remove(object);
            uncharge(cpu, charge.objcg(), charge.bytes());
        }
    }

    /** The group that pays for an object now; the root if nobody does. */
    String payerOf(String object, String root) {
        LiveObjects.Charge<String> charge = objects.charge(object);
        return charge == null ? root : payer(charge.objcg());
    }

    /** The group that pays for each charged object. */
    Map<String, String> payers() {
        Map<String, String> payers = new TreeMap<>();
        ownerOf.forEach((object, owner) -> payers.put(object, payer(owner)));
        return payers;
    }

    private String payer(String owner) {
        String group = owners.owner(owner);
        if (group == null) {
            throw new IllegalStateException("released owner " + owner);
        }
        return group;
    }

    /** Hands a group's owners over; its own one ends after a grace period and with its last holder. */
    void handOver(int cpu, String group, String parent) {
        owners.reparent(group, parent);
        deferred.add(() -> {
            mortal.add(group);
            releaseIfUnheld(cpu, group);
        });
    }

    /** Empties this CPU's stocks if they hold something of a subtree; other CPUs do it later, each once. */
    void drainAll(int cpu, String subtree) {
        for (int each = 0; each < stocks.size(); each++) {
            int target = each;
            if (!dead.contains(each) && holdsSomethingOf(each, subtree) && flushing.add(each)) {
                if (each == cpu) {
                    drainLocal(each);
                } else {
                    deferred.add(() -> drainLocal(target));
                }
            }
        }
    }

    private boolean holdsSomethingOf(int cpu, String subtree) {
        PageStock<String> stock = pages.stock(cpu);
        String owner = stocks.get(cpu).cached();
        return (stock.pages() != 0 && isIn(stock.cached(), subtree)) || (owner != null && isIn(payer(owner), subtree));
    }

    private boolean isIn(@Nullable String group, String subtree) {
        for (String at = group; at != null; at = pages.counters().parent(at)) {
            if (at.equals(subtree)) {
                return true;
            }
        }
        return false;
    }

    private void drainLocal(int cpu) {
        drain(cpu, cpu);
        flushing.remove(cpu);
    }

    /** A CPU is gone: another one empties its stocks. */
    void cpuDead(int cpu, int gone) {
        dead.add(gone);
        drain(cpu, gone);
    }

    private void drain(int by, int cpu) {
        ByteStock.Drained<String> drained = stocks.get(cpu).drain();
        giveBack(by, drained);
        pages.drain(cpu);
        put(by, drained);
    }
}
