package kmemcg.property.naturalized;

import java.util.List;
import kmemcg.design.KmemDesign;
import kmemcg.design.naturalized.ShadowDesign;
import kmemcg.machine.KernelObject;
import kmemcg.property.Facts;
import kmemcg.property.Inspection;
import kmemcg.property.State;

/** What the shadow lists promise. */
public final class ShadowPromises extends UserPagePromises {
    @Override
    public String design() {
        return "shadow";
    }

    @Override
    public Inspection inspection(KmemDesign booted, int cpus) {
        return new ShadowInspection((ShadowDesign) booted);
    }

    private record ShadowInspection(ShadowDesign design) implements UserPageInspection {
        @Override
        public State state(List<KernelObject> live, Facts facts) {
            return new ShadowState(design, live, facts);
        }
    }
}
