package kmemcg.property.rfc;

import java.util.List;
import kmemcg.design.KmemDesign;
import kmemcg.design.optout.OptoutDesign;
import kmemcg.machine.KernelObject;
import kmemcg.property.Facts;
import kmemcg.property.Inspection;
import kmemcg.property.State;
import kmemcg.property.contract.Charging;
import kmemcg.property.promises.Promises;

/** What caches promise that split by themselves, and whose pages go to the root. */
public class OptoutPromises implements Promises {
    @Override
    public String design() {
        return "optout";
    }

    @Override
    public final Inspection inspection(KmemDesign booted, int cpus) {
        return new OptoutInspection((OptoutDesign) booted);
    }

    /** Any allocation may be served by a cache that has not been split. */
    @Override
    public final Charging charging() {
        return Charging.bySlabPage().optOut().perhaps().forgettingRefusedLimits();
    }

    private record OptoutInspection(OptoutDesign design) implements Inspection {
        @Override
        public State state(List<KernelObject> live, Facts facts) {
            return new OptoutState(design, live, facts);
        }
    }
}
