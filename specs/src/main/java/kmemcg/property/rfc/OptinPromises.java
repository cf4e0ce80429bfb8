package kmemcg.property.rfc;

import java.util.List;
import kmemcg.design.KmemDesign;
import kmemcg.design.optin.OptinDesign;
import kmemcg.machine.KernelObject;
import kmemcg.property.Facts;
import kmemcg.property.Inspection;
import kmemcg.property.State;
import kmemcg.property.contract.Charging;
import kmemcg.property.promises.Promises;

/** What opt-in caches promise. */
public final class OptinPromises implements Promises {
    @Override
    public String design() {
        return "optin";
    }

    @Override
    public Inspection inspection(KmemDesign booted, int cpus) {
        return new OptinInspection((OptinDesign) booted);
    }

    /** Whatever has gone over to the root is charged to nobody, so what is charged is uncertain as soon as groups are removed. */
    @Override
    public Charging charging() {
        return Charging.bySlabPage().perhaps().forgettingRefusedLimits();
    }

    private record OptinInspection(OptinDesign design) implements Inspection {
        @Override
        public State state(List<KernelObject> live, Facts facts) {
            return new OptinState(design, live, facts);
        }
    }
}
