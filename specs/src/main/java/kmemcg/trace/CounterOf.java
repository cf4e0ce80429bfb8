package kmemcg.trace;

/** One page counter of one group. */
record CounterOf(Group group, Counter counter) {}
