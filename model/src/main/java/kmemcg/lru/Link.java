package kmemcg.lru;

import kmemcg.slab.SlabObject;

/** An item linked on a list. */
public record Link(SlabObject item, ListLruOne list) {}
