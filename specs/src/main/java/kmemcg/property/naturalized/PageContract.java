package kmemcg.property.naturalized;

import java.util.List;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.program.Result;
import kmemcg.program.World;
import kmemcg.property.contract.AccountingSpec.Context;
import kmemcg.property.contract.Call;
import kmemcg.property.contract.ContractState;
import kmemcg.property.contract.ContractState.Obj;
import kmemcg.property.contract.Demand;
import org.jspecify.annotations.Nullable;

/**
 * What operations on pages may answer. Every page is on a list, so whoever reclaims may free it, unless somebody is using it. A process
 * whose group is being removed charges the root.
 */
final class PageContract {
    private PageContract() {}

    /** {@code p = page}. */
    static Stream<ContractState> page(Context context) {
        boolean isReadAhead = context.call().operation().allocFlags().contains(AllocFlag.NOACCOUNT);
        Demand demand = demand(context, isReadAhead ? null : payer(context));
        return context.call().answered(Result.OK)
                ? charged(
                        context,
                        demand,
                        String.valueOf(context.call().operation().binds()))
                : demand.refused(Result.ENOMEM);
    }

    /** {@code charge p}: no for a page that is charged, as well as for one that is not there. */
    static Stream<ContractState> charge(Context context) {
        String name = context.call().operation().the(Kind.USER_PAGE);
        Obj page = context.state().objects().get(name);
        Demand demand = demand(context, payer(context));
        if (context.call().answered(Result.OK)) {
            return page != null && page.payer() == null ? charged(context, demand, name) : Stream.empty();
        }
        boolean isExcused = page == null || page.payer() != null || page.mayBeGone() || context.isContested(name);
        return isExcused ? Stream.of(demand.afterReclaim()) : demand.refused(Result.NO);
    }

    private static Demand demand(Context context, @Nullable String payer) {
        long bytes = context.world().geometry().pageSize();
        return new Demand(context, payer, bytes, bytes, false);
    }

    private static String payer(Context context) {
        String group = context.state()
                .processes()
                .getOrDefault(context.call().thread(), context.call().home());
        return context.state().isLive(group) ? group : World.ROOT;
    }

    private static Stream<ContractState> charged(Context context, Demand demand, String name) {
        ContractState reclaimed = demand.afterReclaim();
        boolean mayPayElsewhere = demand.payer() != null && context.isBesideRemoval();
        if (!mayPayElsewhere && !demand.fits(reclaimed)) {
            return Stream.empty();
        }
        Obj page = new Obj(demand.payer(), demand.least(), demand.most(), true, true, false, mayPayElsewhere);
        return Stream.of(reclaimed.withObject(name, page));
    }

    /** {@code unmap p}. */
    static Stream<ContractState> unmap(Context context) {
        String name = context.call().operation().the(Kind.USER_PAGE);
        Obj page = context.state().objects().get(name);
        if (context.call().answered(Result.OK)) {
            return page == null ? Stream.empty() : Stream.of(context.state().without(name::equals));
        }
        return context.keepIf(page == null || page.mayBeGone() || context.isContested(name));
    }

    /** {@code reclaim X n}: no more than was asked for and is there; how many it is depends on where the last walk has stopped. */
    static Stream<ContractState> reclaim(Context context) {
        ContractState state = context.state();
        String group = context.call().operation().the(Kind.GROUP);
        if (context.call().answered(Result.SKIPPED)) {
            return context.keepIf(!state.isLive(group) || context.isBesideRemoval());
        }
        long freed = Long.parseLong(context.call().result().text());
        List<String> there = state.objects().keySet().stream()
                .filter(name -> isInReach(state, name, group))
                .toList();
        long most = there.size()
                + context.overlapped().stream().filter(PageContract::moves).count();
        if (freed > Math.min(most, context.call().operation().number(Kind.PAGES))) {
            return Stream.empty();
        }
        if (freed == there.size() && context.overlapped().isEmpty()) {
            return Stream.of(state.without(there::contains));
        }
        return Stream.of(freed == 0 ? state : state.change(page -> isInReach(state, page, group), Obj::perhapsGone));
    }

    private static boolean isInReach(ContractState state, String name, String group) {
        Obj page = state.objects().get(name);
        return page != null && isInReach(state, page, group);
    }

    private static boolean isInReach(ContractState state, Obj page, String group) {
        return state.isIn(ContractState.listOf(state, page), group);
    }

    /**
     * {@code usage X}: a charge or its end reaches the groups one after the other, from below, and the charges of a group on its way out
     * are moved up.
     */
    static Stream<ContractState> usage(Context context) {
        ContractState state = context.state();
        String group = context.call().operation().the(Kind.GROUP);
        if (context.call().answered(Result.SKIPPED)) {
            return context.keepIf(!state.isLive(group) || context.isBesideRemoval());
        }
        long page = context.world().geometry().pageSize();
        long read = Long.parseLong(context.call().result().text()) * page;
        long moving =
                page * context.overlapped().stream().filter(PageContract::moves).count();
        boolean mayHaveMoved = !state.isLive(group) || context.isBesideRemoval();
        boolean isEnough = mayHaveMoved || state.surelyCharged(group) - moving <= read;
        boolean isNotTooMuch = read <= state.perhapsCharged(group) + moving;
        return context.keepIf(isEnough && isNotTooMuch);
    }

    private static boolean moves(Call call) {
        return call.verb().charges() || call.verb() == Verb.UNMAP;
    }
}
