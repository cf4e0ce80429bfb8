package kmemcg.design.owners;

import kmemcg.machine.Birth;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/** A group of this design, which owns objects itself: each of them, and each CPU that holds bytes of it, has a css reference. */
public final class OwnersMemcg extends MemCgroup {
    private final Word chargedBytes;

    OwnersMemcg(Machine machine, Task task, Birth birth, @Nullable MemCgroup parent, CgroupCore core) {
        super(machine, task, birth, parent, parent == null ? null : parent.memory(), core);
        this.chargedBytes = birth.word("nr_charged_bytes", 0);
    }

    /** The group as this design knows it. */
    public static OwnersMemcg of(MemCgroup memcg) {
        return (OwnersMemcg) memcg;
    }

    /** Charged, but neither in an object nor in a stock. */
    Word chargedBytes() {
        return chargedBytes;
    }

    /** Bytes charged that are neither in an object nor in a stock, for validators. */
    public long peekChargedBytes() {
        return chargedBytes.peek();
    }
}
