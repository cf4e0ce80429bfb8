package kmemcg.property;

import java.util.Map;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.machine.Invariant;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * Invariant 3. An accounted object has an owner, and the owner names the group that had to pay or, once that is removed, its
 * nearest living ancestor. Only an object allocated when everything up to the root was being removed may be uncharged.
 */
final class OneCharge implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.ONE_CHARGE;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (strength.atLeast(Strength.QUIESCENT)) {
            state.facts().births().entrySet().forEach(birth -> paidByNearest(state, birth, report));
        }
    }

    private static void paidByNearest(State state, Map.Entry<ObjectHandle, MemCgroup> birth, Report report) {
        SlabObject object = birth.getKey().peek();
        if (object == null) {
            return;
        }
        MemCgroup payer = State.nearestLiving(birth.getValue());
        ObjCgroup owner = State.ownerOf(object);
        if (owner == null) {
            boolean mayBeFree = payer.peekParent() == null || state.facts().mayBeUncharged();
            report.unless(mayBeFree, "accounted object without owner", "%s: %s should pay", object, payer);
            return;
        }
        @Nullable MemCgroup pays = owner.peekMemcg();
        report.unless(pays == payer, "wrong group pays", "%s: %s pays, %s should", object, pays, payer);
    }
}
