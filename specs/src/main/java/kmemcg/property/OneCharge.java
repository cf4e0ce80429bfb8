package kmemcg.property;

import java.util.Set;
import kmemcg.machine.Invariant;
import kmemcg.memcg.MemCgroup;

/**
 * Invariant 3. What is accounted has somebody who pays: the group that had to or, once that is removed, whoever the design names as
 * its heir. Only what was allocated when everything up to the root was being removed may be uncharged.
 */
final class OneCharge implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.ONE_CHARGE;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (strength.atLeast(Strength.QUIESCENT)) {
            state.allocations().forEach(allocation -> isPaid(state, allocation, report));
        }
    }

    private static void isPaid(State state, Allocation allocation, Report report) {
        Set<MemCgroup> payers = state.payers(allocation.born());
        MemCgroup pays = allocation.payer();
        if (pays == null) {
            boolean mayBeFree = payers.contains(state.root()) || state.mayBeUncharged(allocation);
            report.unless(
                    mayBeFree, "accounted object without owner", "%s: %s should pay", allocation.object(), payers);
            return;
        }
        report.unless(
                payers.contains(pays), "wrong group pays", "%s: %s pays, %s should", allocation.object(), pays, payers);
    }
}
