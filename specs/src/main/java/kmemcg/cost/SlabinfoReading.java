package kmemcg.cost;

import java.util.List;
import java.util.Optional;
import kmemcg.design.DesignFactory;
import kmemcg.design.Verb;
import kmemcg.machine.Invariant;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.KmemCache;

/**
 * {@code /proc/slabinfo}, read a buffer at a time, while groups come and go between two buffers; the caches that it tells of stay the same.
 *
 * @param name of the design, or of the historical bug
 * @param readings how often it was read to the end
 * @param wrong in how many readings an entry was missed or repeated
 */
public record SlabinfoReading(String name, int readings, int wrong) {
    private static final int READINGS = 100;
    private static final int CACHES = 8;

    /** Measures a design; nothing if it does not tell its caches. */
    public static Optional<SlabinfoReading> of(String name, DesignFactory design) {
        Lab lab = new Lab(design, Geometry.KERNEL);
        if (!lab.design.vocabulary().contains(Verb.SLABINFO)) {
            return Optional.empty();
        }
        List<KmemCache> caches = lab.caches(CACHES);
        for (int reading = 0; reading < READINGS; reading++) {
            read(lab, caches, "r" + reading);
        }
        return Optional.of(new SlabinfoReading(name, READINGS, lab.machine.warnings(Invariant.OBSERVATION)));
    }

    /** After the first buffer a group gets a cache of its own; it goes after the second. */
    private static void read(Lab lab, List<KmemCache> caches, String name) {
        lab.design.slabinfo(lab.task, lab.process);
        MemCgroup group = Lab.there(lab.design.mkdir(lab.task, name, lab.design.root()));
        lab.design.attach(lab.task, lab.process, group);
        lab.design.free(lab.task, lab.allocated(caches.get(0)));
        lab.machine.settle();
        lab.design.attach(lab.task, lab.process, lab.design.root());
        lab.design.slabinfo(lab.task, lab.process);
        lab.design.rmdir(lab.task, group);
        lab.machine.settle();
        int lines;
        do {
            lines = lab.design.slabinfo(lab.task, lab.process);
        } while (lines != 0);
    }
}
