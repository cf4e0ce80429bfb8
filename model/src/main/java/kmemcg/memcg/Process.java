package kmemcg.memcg;

import kmemcg.machine.Cells;
import kmemcg.machine.Ref;
import org.jspecify.annotations.Nullable;

/**
 * The group a process belongs to ({@code task->cgroups}); holds a css reference on it. A process does not keep a group from
 * being removed: as an exiting one it stays in the group while that goes offline under it.
 */
@SuppressWarnings("JavaLangClash") // the word of the field
public final class Process {
    private final String name;
    private final Ref<MemCgroup> memcg;
    private final Ref<SeqFile> seqFile;

    Process(Cells cells, String name, MemCgroup root) {
        this.name = name;
        this.memcg = cells.ref(name + ".memcg", root);
        this.seqFile = cells.ref(name + ".seq_file", null);
    }

    /** {@code mem_cgroup_from_task}: under RCU, good to the end of the section. */
    public MemCgroup memcg() {
        MemCgroup now = memcg.rcuDereference();
        if (now == null) {
            throw new IllegalStateException(name + " is in no group");
        }
        return now;
    }

    /** A list that the process is reading, null for none; plain, its own. */
    public Ref<SeqFile> seqFile() {
        return seqFile;
    }

    Ref<MemCgroup> cell() {
        return memcg;
    }

    /** The group; for validators. */
    public @Nullable MemCgroup peekMemcg() {
        return memcg.peek();
    }

    @Override
    public String toString() {
        return name;
    }
}
