package kmemcg.property;

import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * Something that the program has allocated and that has to be paid for: a slab object, a user page.
 *
 * @param born the group of the process that allocated it
 * @param payer who pays for it now; null if nobody does
 */
public record Allocation(
        KernelObject object, MemCgroup born, @Nullable MemCgroup payer) {}
