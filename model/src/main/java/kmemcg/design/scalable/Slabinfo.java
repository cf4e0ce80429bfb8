package kmemcg.design.scalable;

import java.util.List;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.SeqFile;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePVector;

/**
 * {@code /proc/slabinfo}: tells the root caches, a buffer full at a time. Between two buffers nothing is held, and the reader finds its
 * place again by counting entries from the head. Source: Linux 4.11 {@code mm/slab_common.c}, {@code s_start}, {@code s_next}.
 *
 * <p>If root caches come or go meanwhile, entries may be told twice or not at all: the kernel accepts that. Otherwise each must be told
 * once.
 */
final class Slabinfo {
    private final Ref<SeqFile> place;

    Slabinfo(Ref<SeqFile> place) {
        this.place = place;
    }

    /**
     * Goes on to the next line; how many lines were told, 0 at the end. Under {@code slab_mutex}.
     *
     * @param entries what is counted, the newest first
     * @param lines those of them that are told
     */
    int read(Task task, List<? extends KernelObject> entries, List<? extends KernelObject> lines) {
        SeqFile file = open(lines);
        for (int at = file.position(); at < entries.size(); at++) {
            if (lines.contains(entries.get(at))) {
                SeqFile more = file.at(at + 1).telling(entries.get(at));
                place.writePlain(more);
                judge(task, more, lines, !file.told().contains(entries.get(at)));
                return 1;
            }
        }
        place.writePlain(null);
        judge(task, file, lines, file.told().size() == lines.size());
        return 0;
    }

    private SeqFile open(List<? extends KernelObject> lines) {
        @Nullable SeqFile file = place.readPlain();
        return file != null ? file : new SeqFile(0, TreePVector.from(lines), TreePVector.empty());
    }

    private static void judge(Task task, SeqFile file, List<? extends KernelObject> now, boolean isRight) {
        boolean unchanged = file.first().equals(now);
        task.warn(
                unchanged && !isRight,
                Invariant.OBSERVATION,
                "slabinfo: told %s, and there were %s throughout".formatted(file.told(), now));
    }
}
