package kmemcg.property;

import kmemcg.memcg.MemCgroup;

/** A number that a group tells of itself, in pages, and what explains it. */
public interface Statistic {
    MemCgroup group();

    /** What it is called in findings. */
    String name();

    long value();

    /** Pages that all that is there accounts for, at rest. */
    long committed();

    /** Pages that are counted ahead and belong to nothing yet, at rest. */
    default long cached() {
        return 0;
    }

    /** Pages that may be counted still when everything is freed and drained. */
    default long leftOver() {
        return 0;
    }
}
