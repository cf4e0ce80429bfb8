package kmemcg.property.contract;

import java.util.Set;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.Verb.Kind;
import kmemcg.program.Result;
import kmemcg.program.World;
import kmemcg.property.contract.AccountingSpec.Context;
import kmemcg.property.contract.ContractState.Cache;
import kmemcg.property.contract.ContractState.Obj;
import org.jspecify.annotations.Nullable;

/** What {@code alloc} may answer. */
final class AllocContract {
    private AllocContract() {}

    static Stream<ContractState> after(Context context) {
        Call call = context.call();
        Cache cache = context.state().caches().get(call.operation().the(Kind.CACHE));
        if (cache == null) {
            return context.keepIf(call.answered(Result.SKIPPED) || call.answered(Result.ENOMEM));
        }
        Demand demand = new Demand(
                context,
                payer(context, cache),
                context.charging().least(cache.objectSize()),
                context.charging().most(cache.objectSize(), context.world().geometry()),
                flags(context).contains(AllocFlag.NOFAIL));
        return call.answered(Result.OK) ? succeed(context, demand) : demand.refused(Result.ENOMEM);
    }

    private static Set<AllocFlag> flags(Context context) {
        return context.call().operation().allocFlags();
    }

    private static @Nullable String payer(Context context, Cache cache) {
        boolean charged = context.charging().charges(context.call().operation(), cache.accounted());
        String group = context.state()
                .processes()
                .getOrDefault(context.call().thread(), context.call().home());
        return charged && !group.equals(World.ROOT) ? group : null;
    }

    private static Stream<ContractState> succeed(Context context, Demand demand) {
        String payer = demand.payer();
        ContractState reclaimed = demand.afterReclaim();
        boolean mayBeUncharged = !context.charging().isCertain()
                || context.scarce()
                || payer == null
                || !reclaimed.isLive(payer)
                || context.isBesideRemoval();
        if (!mayBeUncharged && !demand.fits(reclaimed)) {
            return Stream.empty();
        }
        boolean forLru = flags(context).contains(AllocFlag.LRU);
        Obj object = new Obj(payer, demand.least(), demand.most(), forLru, false, false, mayBeUncharged);
        return Stream.of(demand.afterForcing(reclaimed)
                .withObject(String.valueOf(context.call().operation().binds()), object));
    }
}
