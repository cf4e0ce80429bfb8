package kmemcg.property.contract;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.Verb.Kind;
import kmemcg.program.Result;
import kmemcg.program.World;
import kmemcg.property.contract.AccountingSpec.Context;
import kmemcg.property.contract.ContractState.Cache;
import kmemcg.property.contract.ContractState.Group;
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
        String payer = payer(context, cache);
        long bytes = context.charging().most(cache.objectSize(), context.world().geometry());
        ContractState reclaimed = afterReclaim(context, payer, bytes);
        if (call.answered(Result.OK)) {
            return succeed(context, reclaimed, payer, cache);
        }
        return call.answered(Result.ENOMEM) && mayFail(context, payer, bytes) ? Stream.of(reclaimed) : Stream.empty();
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

    private static Stream<ContractState> succeed(
            Context context, ContractState reclaimed, @Nullable String payer, Cache cache) {
        boolean forced = flags(context).contains(AllocFlag.NOFAIL);
        boolean mayBeUncharged = !context.charging().isCertain()
                || context.scarce()
                || payer == null
                || !reclaimed.isLive(payer)
                || context.isBesideRemoval();
        long least = context.charging().least(cache.objectSize());
        if (payer != null && !forced && !mayBeUncharged && !fits(context, reclaimed, payer, least)) {
            return Stream.empty();
        }
        long most = context.charging().most(cache.objectSize(), context.world().geometry());
        boolean forLru = flags(context).contains(AllocFlag.LRU);
        Obj object = new Obj(payer, least, most, forLru, false, false, mayBeUncharged);
        return Stream.of(
                reclaimed.withObject(String.valueOf(context.call().operation().binds()), object));
    }

    private static boolean fits(Context context, ContractState state, String payer, long bytes) {
        return limited(context, payer)
                .allMatch(level ->
                        state.surelyCharged(level) + bytes <= limitBytes(context, level) + ahead(context, level));
    }

    private static long ahead(Context context, String level) {
        return context.groupOf(level).limitChanged() ? context.slack() : 0;
    }

    private static boolean mayFail(Context context, @Nullable String payer, long bytes) {
        if (context.scarce()) {
            return true;
        }
        if (payer == null || flags(context).contains(AllocFlag.NOFAIL)) {
            return false;
        }
        List<String> levels = limited(context, payer).toList();
        return !levels.isEmpty()
                && (context.isBesideCharge() || levels.stream().anyMatch(level -> mayBeFull(context, level, bytes)));
    }

    private static boolean mayBeFull(Context context, String level, long bytes) {
        return context.state().perhapsCharged(level) + context.slack() + bytes > limitBytes(context, level);
    }

    /** A charge that may have met a limit may have freed whatever was listed below it. */
    private static ContractState afterReclaim(Context context, @Nullable String payer, long bytes) {
        ContractState state = context.state();
        if (payer == null) {
            return state;
        }
        List<String> full = limited(context, payer)
                .filter(level -> context.isBesideCharge() || mayBeFull(context, level, bytes))
                .toList();
        return state.change(object -> object.linked() && isBelowAny(state, object, full), Obj::perhapsGone);
    }

    private static boolean isBelowAny(ContractState state, Obj object, List<String> groups) {
        String group = ContractState.listOf(state, object);
        return groups.stream().anyMatch(above -> state.isIn(group, above));
    }

    /** The levels with a limit, from the payer up. */
    private static Stream<String> limited(Context context, String payer) {
        return Stream.iterate(
                        payer, level -> level != null, level -> context.state().parentOf(level))
                .filter(level -> context.groupOf(level).limit() != null);
    }

    private static long limitBytes(Context context, String level) {
        Group group = context.groupOf(level);
        Long pages = group.limit();
        return pages == null
                ? Long.MAX_VALUE
                : pages * context.world().geometry().pageSize();
    }
}
