package kmemcg.memcg;

import kmemcg.machine.KernelObject;
import org.pcollections.PVector;

/**
 * {@code struct seq_file}: where a reader is in a list, by number of entries; and, for judging what it is told, the list's entries when it
 * began and what it was told since.
 */
public record SeqFile(int position, PVector<KernelObject> first, PVector<KernelObject> told) {
    /** The same, further on. */
    public SeqFile at(int further) {
        return new SeqFile(further, first, told);
    }

    /** The same, with an entry told. */
    public SeqFile telling(KernelObject entry) {
        return new SeqFile(position, first, told.plus(entry));
    }
}
