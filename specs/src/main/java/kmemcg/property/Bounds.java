package kmemcg.property;

import java.util.Map;
import kmemcg.design.objcg.ObjcgMemcg;
import kmemcg.machine.Invariant;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageCounter;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.SlabObject;

/**
 * Invariant 2. No counter of a group in use is below zero; and unless charges were forced or a limit was lowered, neither the
 * counter nor what the group's processes really allocated is above the limit. That each successful charge looked at the
 * limit is seen at the charge itself.
 */
final class Bounds implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.BOUNDS;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        for (ObjcgMemcg group : state.onlineGroups()) {
            long usage = group.memory().peekUsage();
            report.unless(usage >= 0, "usage below zero", "%s: %d pages", group, usage);
            if (strength.atLeast(Strength.QUIESCENT) && !state.facts().mayExceedLimits()) {
                withinLimit(state, group, usage, report);
            }
        }
    }

    private static void withinLimit(State state, ObjcgMemcg group, long usage, Report report) {
        long max = group.memory().peekMax();
        report.unless(usage <= max, "usage above the limit", "%s: %d pages, limit %d", group, usage, max);
        if (max != PageCounter.NO_LIMIT && !state.facts().mayBeUncharged()) {
            long allocated = allocatedBytes(state, group);
            long allowed = max * state.design().geometry().pageSize();
            report.unless(
                    allocated <= allowed,
                    "objects above the limit",
                    "%s: %d bytes allocated, limit %d",
                    group,
                    allocated,
                    allowed);
        }
    }

    private static long allocatedBytes(State state, ObjcgMemcg group) {
        return state.facts().births().entrySet().stream()
                .filter(birth -> State.isIn(birth.getValue(), group))
                .mapToLong(Bounds::sizeNow)
                .sum();
    }

    private static long sizeNow(Map.Entry<ObjectHandle, MemCgroup> birth) {
        SlabObject object = birth.getKey().peek();
        return object == null ? 0 : State.chargeOf(object);
    }
}
