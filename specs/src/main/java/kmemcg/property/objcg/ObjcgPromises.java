package kmemcg.property.objcg;

import java.util.List;
import java.util.Optional;
import kmemcg.design.KmemDesign;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.KernelObject;
import kmemcg.program.Program;
import kmemcg.property.Facts;
import kmemcg.property.Inspection;
import kmemcg.property.State;
import kmemcg.property.contract.Charging;
import kmemcg.property.promises.Promises;
import kmemcg.property.reference.ObjcgModel;
import kmemcg.property.reference.ReferenceModel;

/** What obj_cgroup promises. */
public final class ObjcgPromises implements Promises {
    @Override
    public String design() {
        return "objcg";
    }

    @Override
    public Inspection inspection(KmemDesign booted, int cpus) {
        return new ObjcgInspection((ObjcgDesign) booted, cpus);
    }

    @Override
    public Optional<ReferenceModel> reference(Program program) {
        return Optional.of(new ObjcgModel(program));
    }

    @Override
    public Charging charging() {
        return Charging.byObject((int) ObjcgDesign.fullSize(0));
    }

    private record ObjcgInspection(ObjcgDesign design, int cpus) implements Inspection {
        @Override
        public State state(List<KernelObject> live, Facts facts) {
            return new ObjcgState(design, live, cpus, facts);
        }
    }
}
