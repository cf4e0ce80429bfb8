package kmemcg.property.naturalized;

import java.util.Objects;
import kmemcg.lru.PageHandle;
import kmemcg.machine.Task;
import kmemcg.property.Facts;
import kmemcg.property.Inspection;

/** How both designs are brought to rest. */
interface UserPageInspection extends Inspection {
    @Override
    default void freeAll(Task task, Facts facts) {
        facts.handles().stream()
                .filter(PageHandle.class::isInstance)
                .map(PageHandle.class::cast)
                .filter(handle -> Objects.nonNull(handle.peek()))
                .forEach(handle -> design().unmap(task, handle));
    }
}
