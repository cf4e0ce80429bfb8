package kmemcg.sync;

import kmemcg.memcg.BrokenCycle;

/** Uses the layer above it, and by that closes a cycle. */
public record BrokenLayer(BrokenCycle above) {}
