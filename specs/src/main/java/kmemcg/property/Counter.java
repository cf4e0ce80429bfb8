package kmemcg.property;

import kmemcg.memcg.PageCounter;

/** A counter of a group: what it has charged, against a limit. */
public interface Counter extends Statistic {
    @Override
    default String name() {
        return "usage";
    }

    /** In pages; {@link PageCounter#NO_LIMIT} if there is none. */
    default long limit() {
        return PageCounter.NO_LIMIT;
    }

    /** Pages that what is there must have charged, at any time: what a design charges before it hands it out. */
    default long needed() {
        return 0;
    }

    /** Pages that those allocations of the program need which must have been charged here when they were made, at rest. */
    default long allocated() {
        return 0;
    }
}
