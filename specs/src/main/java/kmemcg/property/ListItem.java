package kmemcg.property;

import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * Something that may be on a list.
 *
 * @param group whose list it belongs on
 * @param isLinked whether it says that it is on one
 */
public record ListItem(KernelObject item, @Nullable MemCgroup group, boolean isLinked) {}
