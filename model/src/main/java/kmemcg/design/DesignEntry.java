package kmemcg.design;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kmemcg.machine.Invariant;

/**
 * A design of the catalogue.
 *
 * @param name one word, as programs and the command line name it
 * @param description one line
 * @param sources what the model was written from
 * @param invariants those that can be asked of it
 * @param factory boots it
 */
public record DesignEntry(
        String name, String description, List<String> sources, Set<Invariant> invariants, DesignFactory factory) {
    public DesignEntry {
        sources = List.copyOf(sources);
        invariants = Collections.unmodifiableSet(EnumSet.copyOf(invariants)); // in the order of the ten
    }
}
