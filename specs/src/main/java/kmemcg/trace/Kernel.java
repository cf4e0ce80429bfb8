package kmemcg.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kmemcg.property.reference.LiveObjects;
import kmemcg.property.reference.Owners;
import org.jspecify.annotations.Nullable;

/** The replayed kernel: everything the rules share. It holds what is alive, never what is past. */
final class Kernel {
    final Meta meta;
    final Ledger ledger;
    final Groups groups = new Groups();
    final PageCounters counters;
    final ByteStocks byteStocks;
    final PageStocks pageStocks;
    final Owners<Long, Group> owners = new Owners<>();
    final LiveObjects<Long, Long> objects = new LiveObjects<>();
    /** Kernel pages, as MEMCG_KMEM counts them. */
    final GroupSum kernelPages;
    /** Live charged bytes of slab objects. */
    final GroupSum slabBytes;
    /** Live charged bytes of slab objects and per-CPU memory. */
    final GroupSum liveBytes;

    Kernel(Meta meta, Ledger ledger) {
        this.meta = meta;
        this.ledger = ledger;
        this.counters = new PageCounters(meta.layout(), groups);
        this.byteStocks = new ByteStocks(meta.pageSize(), ledger);
        this.pageStocks = new PageStocks(meta.batch());
        this.kernelPages = new GroupSum(groups);
        this.slabBytes = new GroupSum(groups);
        this.liveBytes = new GroupSum(groups);
    }

    /** Steps of which only those that are recorded can be asked for. */
    List<Expected> recorded(Expected... steps) {
        List<Expected> recorded = new ArrayList<>(steps.length);
        Arrays.stream(steps).filter(step -> meta.records(step.event())).forEach(recorded::add);
        return recorded;
    }

    /** The change of MEMCG_KMEM by pages, and on cgroup v1 that of the kmem counter. */
    List<Expected> kernelPagesMove(@Nullable Group group, long pages) {
        List<Expected> steps = recorded(new Expected(Rule.KMEM_WITH_STATE, "mod_memcg_state")
                .number("idx", meta.layout().kmemItem())
                .number("val", pages)
                .addressIfKnown("memcg", group == null ? 0 : group.address));
        if (meta.v1()) {
            steps.addAll(recorded(new Expected(Rule.KMEM_WITH_STATE, pages > 0 ? "pc_charge" : "pc_uncharge")
                    .number("nr", Math.abs(pages))
                    .addressIfKnown("counter", counters.address(group, Counter.KMEM))));
        }
        return steps;
    }

    /** A change below a group that memory.stat shows once it is flushed. */
    void statChanged(@Nullable Group group, long micros) {
        for (Group level = group; level != null; level = level.parent) {
            level.lastChange = micros;
        }
    }

    void forget(Group group) {
        counters.forget(group);
        kernelPages.forget(group);
        slabBytes.forget(group);
        liveBytes.forget(group);
        groups.released(group);
    }
}
