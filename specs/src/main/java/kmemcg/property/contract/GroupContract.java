package kmemcg.property.contract;

import java.util.stream.Stream;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.program.Result;
import kmemcg.property.contract.AccountingSpec.Context;
import kmemcg.property.contract.ContractState.Cache;
import kmemcg.property.contract.ContractState.Group;
import kmemcg.property.contract.ContractState.Life;
import kmemcg.property.contract.ContractState.Obj;

/** What operations on groups may answer. */
final class GroupContract {
    private GroupContract() {}

    static Stream<ContractState> after(Context context) {
        String group = context.call().operation().the(Kind.GROUP);
        boolean live = context.state().isLive(group);
        if (context.call().answered(Result.SKIPPED)) {
            return context.keepIf(!live || context.isBesideRemoval());
        }
        return switch (context.call().verb()) {
            case MKDIR -> mkdir(context, group);
            case RMDIR, OFFLINE -> remove(context, group);
            case LIMIT -> limit(context, group);
            case ATTACH -> attach(context, group);
            case USAGE -> usage(context, group);
            default -> context.keepIf(live || context.isBesideRemoval());
        };
    }

    private static Stream<ContractState> mkdir(Context context, String parent) {
        boolean live = context.state().isLive(parent);
        if (context.call().answered(Result.NO)) {
            return context.keepIf(context.scarce() || !live || context.isBesideRemoval());
        }
        Group made = new Group(parent, null, false, Life.LIVE);
        return live
                ? Stream.of(context.state().withGroup(context.call().operation().the(Kind.NEW_GROUP), made))
                : Stream.empty();
    }

    private static Stream<ContractState> remove(Context context, String group) {
        ContractState state = context.state();
        boolean removable = state.isLive(group) && !state.hasLiveChildren(group);
        if (!context.call().answered(Result.OK)) {
            boolean beside =
                    context.overlapped().stream().anyMatch(other -> other.removesGroup() || other.verb() == Verb.MKDIR);
            return context.keepIf(!removable || beside);
        }
        Life life = context.call().verb() == Verb.OFFLINE ? Life.OFFLINE : Life.DYING;
        return removable
                ? Stream.of(state.withGroup(group, context.groupOf(group).in(life)))
                : Stream.empty();
    }

    private static Stream<ContractState> limit(Context context, String group) {
        long pages = context.call().operation().number(Kind.PAGES);
        long bytes = pages * context.world().geometry().pageSize();
        ContractState state = context.state();
        boolean mayBeAbove = state.perhapsCharged(group) + inFlight(context) + context.slack() > bytes;
        boolean mayBeBelow = surelyLeft(state, group) <= bytes;
        boolean allowed = context.call().answered(Result.OK) ? mayBeBelow : mayBeAbove;
        if (!allowed) {
            return Stream.empty();
        }
        boolean counts =
                context.call().answered(Result.OK) || context.charging().refusedLimitCounts();
        ContractState limited =
                counts ? state.withGroup(group, context.groupOf(group).limited(pages)) : state;
        return Stream.of(
                mayBeAbove
                        ? limited.change(object -> object.linked() && isBelow(state, object, group), Obj::perhapsGone)
                        : limited);
    }

    private static boolean isBelow(ContractState state, Obj object, String group) {
        return state.mayBeListedIn(group, object);
    }

    /** Bytes that reclaim cannot free. */
    private static long surelyLeft(ContractState state, String group) {
        return state.change(Obj::linked, Obj::perhapsGone).surelyCharged(group);
    }

    private static Stream<ContractState> attach(Context context, String group) {
        boolean live = context.state().isLive(group);
        if (!context.call().answered(Result.OK)) {
            return context.keepIf(!live || context.isBesideRemoval());
        }
        return live ? Stream.of(context.state().withProcess(context.call().thread(), group)) : Stream.empty();
    }

    private static Stream<ContractState> usage(Context context, String group) {
        long read = Long.parseLong(context.call().result().text());
        long bytes = read * context.world().geometry().pageSize();
        ContractState state = context.state();
        boolean enough = state.surelyCharged(group) <= bytes;
        boolean notTooMuch = bytes <= state.perhapsCharged(group) + context.slack() + inFlight(context);
        return context.keepIf(enough && notTooMuch);
    }

    /** Bytes that charges beside this call may have added and not kept. */
    private static long inFlight(Context context) {
        long batch = (long) context.world().geometry().chargeBatch()
                * context.world().geometry().pageSize();
        return context.overlapped().stream()
                .filter(Call::mayCharge)
                .mapToLong(other -> batch + pagesOf(context, other))
                .sum();
    }

    private static long pagesOf(Context context, Call alloc) {
        long page = context.world().geometry().pageSize();
        if (!alloc.verb().arguments().contains(Kind.CACHE)) {
            return page;
        }
        Cache cache = context.state().caches().get(alloc.operation().the(Kind.CACHE));
        return cache == null
                ? 0
                : context.charging().most(cache.objectSize(), context.world().geometry()) + page;
    }
}
