package kmemcg.property.naturalized;

import java.util.List;
import kmemcg.design.KmemDesign;
import kmemcg.design.naturalized.NaturalizedDesign;
import kmemcg.machine.KernelObject;
import kmemcg.property.Facts;
import kmemcg.property.Inspection;
import kmemcg.property.State;

/** What the naturalized lists promise. */
public final class NaturalizedPromises extends UserPagePromises {
    @Override
    public String design() {
        return "naturalized";
    }

    @Override
    public Inspection inspection(KmemDesign booted, int cpus) {
        return new NaturalizedInspection((NaturalizedDesign) booted);
    }

    private record NaturalizedInspection(NaturalizedDesign design) implements UserPageInspection {
        @Override
        public State state(List<KernelObject> live, Facts facts) {
            return new NaturalizedState(design, live, facts);
        }
    }
}
