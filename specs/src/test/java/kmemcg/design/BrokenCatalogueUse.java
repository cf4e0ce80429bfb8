package kmemcg.design;

/** A design that asks what other designs there are. */
record BrokenCatalogueUse(Catalogue designs) {}
