package kmemcg.toy;

import java.util.List;
import java.util.stream.Stream;
import kmemcg.design.KmemDesign;
import kmemcg.machine.KernelObject;
import kmemcg.property.Counted;
import kmemcg.property.Counter;
import kmemcg.property.Facts;
import kmemcg.property.Inspection;
import kmemcg.property.State;
import kmemcg.property.contract.Charging;
import kmemcg.property.promises.Promises;

/** What the toys promise: nobody has written down what they must answer exactly. */
public abstract class ToyPromises implements Promises {
    @Override
    public Charging charging() {
        return Charging.bySlabPage().optOut();
    }

    /** Of {@link ToyPages}. */
    public static final class OfPages extends ToyPromises {
        @Override
        public String design() {
            return "toypages";
        }

        @Override
        public Inspection inspection(KmemDesign booted, int cpus) {
            return new Pages((ToyPages) booted);
        }
    }

    private record Pages(ToyPages design) implements Inspection {
        @Override
        public State state(List<KernelObject> live, Facts facts) {
            return new ToyState(design, live, facts);
        }
    }

    /** Of {@link ToyGroups}. */
    public static final class OfGroups extends ToyPromises {
        @Override
        public String design() {
            return "toygroups";
        }

        @Override
        public Inspection inspection(KmemDesign booted, int cpus) {
            return new Groups(booted);
        }
    }

    private record Groups(KmemDesign design) implements Inspection {
        @Override
        public State state(List<KernelObject> live, Facts facts) {
            return new State(design, live, facts) {
                @Override
                public List<Counter> counters() {
                    return List.of();
                }

                @Override
                public Stream<Counted> referenceCounts() {
                    return groups().stream()
                            .filter(group -> group != root())
                            .map(group -> new Counted(
                                    group,
                                    group.css().peekReferences(),
                                    holdersOf(group).names()));
                }
            };
        }
    }
}
