package kmemcg.property.promises;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.program.Program;
import kmemcg.property.Inspection;
import kmemcg.property.contract.AccountingSpec;
import kmemcg.property.contract.Charging;
import kmemcg.property.contract.VerbContract;
import kmemcg.property.reference.ReferenceModel;

/**
 * All that must hold of one design, for every engine. Found by {@link ServiceLoader}, so that a design is added by adding, and
 * nothing that is there needs to know it.
 */
public interface Promises {
    /** The design's name, as the catalogue has it. */
    String design();

    /**
     * How a booted system of this design is looked at, and brought to rest.
     *
     * @param booted the design, or one of its bugs
     * @param cpus number of CPUs
     */
    Inspection inspection(KmemDesign booted, int cpus);

    /** What it must answer exactly if operations run one at a time; empty if nobody has written that down. */
    default Optional<ReferenceModel> reference(Program program) {
        return Optional.empty();
    }

    /** How it charges, as far as a program can tell. */
    Charging charging();

    /** What operations of its own may answer, beyond those that {@link AccountingSpec} knows. */
    default Map<Verb, VerbContract> furtherContracts() {
        return Map.of();
    }

    /** What its operations may answer, whatever runs beside them. */
    default AccountingSpec contract(Program program) {
        return new AccountingSpec(program, charging(), furtherContracts());
    }

    /**
     * The promises of a design.
     *
     * @throws IllegalArgumentException if there are none
     */
    static Promises of(String design) {
        Promises promises = Installed.BY_DESIGN.get(design);
        if (promises == null) {
            throw new IllegalArgumentException("nothing is promised of the design " + design);
        }
        return promises;
    }

    /** Those on the class path. */
    final class Installed {
        private static final Map<String, Promises> BY_DESIGN = new TreeMap<>();

        static {
            for (Promises promises : ServiceLoader.load(Promises.class)) {
                if (BY_DESIGN.putIfAbsent(promises.design(), promises) != null) {
                    throw new IllegalStateException("the design %s is promised twice".formatted(promises.design()));
                }
            }
        }

        private Installed() {}
    }
}
