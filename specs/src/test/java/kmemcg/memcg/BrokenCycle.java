package kmemcg.memcg;

import kmemcg.sync.BrokenLayer;
import org.jspecify.annotations.Nullable;

/** The lawful half of a cycle. */
public record BrokenCycle(@Nullable BrokenLayer below) {}
