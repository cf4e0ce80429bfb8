package kmemcg.memcg;

import kmemcg.machine.Birth;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;

/**
 * A group whose kernel memory is counted by a res_counter.
 *
 * <p>Deviation: one counter, as with the switch of the mails that counts kernel memory together with user memory, of which there is
 * none here. Hierarchy is always on ({@code use_hierarchy}).
 */
public class ResMemcg extends MemCgroup {
    private final ResCounter res;

    protected ResMemcg(Machine machine, Task task, Birth birth, @Nullable MemCgroup parent, CgroupCore core) {
        super(machine, task, birth, parent, null, core);
        this.res = new ResCounter(birth, "res", parent == null ? null : of(parent).res);
    }

    /** A group of a design that counts this way. */
    public static ResMemcg of(MemCgroup memcg) {
        return (ResMemcg) memcg;
    }

    /** {@code memcg->res}. */
    public final ResCounter res() {
        return res;
    }

    /** The group at or above this one whose counter that is. */
    public final ResMemcg ownerOf(ResCounter counter) {
        ResMemcg at = this;
        while (at.res != counter) {
            MemCgroup parent = at.parent();
            if (parent == null) {
                throw new IllegalStateException(counter + " is not above " + this);
            }
            at = of(parent);
        }
        return at;
    }
}
