package kmemcg.property.owners;

import java.util.List;
import kmemcg.design.KmemDesign;
import kmemcg.design.owners.OwnersDesign;
import kmemcg.machine.KernelObject;
import kmemcg.property.Facts;
import kmemcg.property.Inspection;
import kmemcg.property.State;
import kmemcg.property.contract.Charging;
import kmemcg.property.promises.Promises;

/** What the proposal of 2014 promises in which objects name groups. */
public final class OwnersPromises implements Promises {
    @Override
    public String design() {
        return "owners-2014";
    }

    @Override
    public Inspection inspection(KmemDesign booted, int cpus) {
        return new OwnersInspection((OwnersDesign) booted, cpus);
    }

    @Override
    public Charging charging() {
        return Charging.byObject((int) OwnersDesign.fullSize(0));
    }

    private record OwnersInspection(OwnersDesign design, int cpus) implements Inspection {
        @Override
        public State state(List<KernelObject> live, Facts facts) {
            return new OwnersState(design, live, cpus, facts);
        }
    }
}
