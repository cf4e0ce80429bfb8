package kmemcg.property.naturalized;

import java.util.Map;
import kmemcg.design.Verb;
import kmemcg.property.contract.Charging;
import kmemcg.property.contract.VerbContract;
import kmemcg.property.promises.Promises;

/** What both designs promise: they answer alike, but for what reclaim meets first. */
abstract class UserPagePromises implements Promises {
    @Override
    public final Charging charging() {
        return Charging.byUserPage();
    }

    @Override
    public final Map<Verb, VerbContract> furtherContracts() {
        return Map.of(
                Verb.PAGE, PageContract::page,
                Verb.CHARGE, PageContract::charge,
                Verb.UNMAP, PageContract::unmap,
                Verb.RECLAIM, PageContract::reclaim,
                Verb.USAGE, PageContract::usage);
    }
}
