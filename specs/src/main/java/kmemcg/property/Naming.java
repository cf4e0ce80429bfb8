package kmemcg.property;

import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/** A kernel object that names a group without holding it. */
public record Naming(KernelObject from, @Nullable MemCgroup group) {}
