package kmemcg.property.objcg;

import kmemcg.design.KmemDesign;
import kmemcg.property.Inspection;
import kmemcg.property.contract.Charging;
import kmemcg.property.promises.Promises;

/** What obj_cgroup of Linux 6.18 promises: the same as that of 6.1, but nobody has written down what its stocks hold at each moment. */
public final class Objcg618Promises implements Promises {
    private final ObjcgPromises as61 = new ObjcgPromises();

    @Override
    public String design() {
        return "objcg-6.18";
    }

    @Override
    public Inspection inspection(KmemDesign booted, int cpus) {
        return as61.inspection(booted, cpus);
    }

    @Override
    public Charging charging() {
        return as61.charging();
    }
}
