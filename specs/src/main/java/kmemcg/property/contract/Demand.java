package kmemcg.property.contract;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kmemcg.program.Result;
import kmemcg.property.contract.AccountingSpec.Context;
import kmemcg.property.contract.ContractState.Group;
import kmemcg.property.contract.ContractState.Obj;
import org.jspecify.annotations.Nullable;

/**
 * A charge that an operation asks for.
 *
 * @param payer the group that is to pay; null if nobody is
 * @param least bytes that are charged at least
 * @param most bytes that are charged at the most
 * @param isForced whether limits do not count
 */
public record Demand(Context context, @Nullable String payer, long least, long most, boolean isForced) {
    /** Whether a state, after the charge's own reclaim, leaves room below all limits. */
    public boolean fits(ContractState state) {
        return isForced
                || limited().allMatch(level -> state.surelyCharged(level) + least <= limitBytes(level) + ahead(level));
    }

    private long ahead(String level) {
        return context.groupOf(level).isPassed() ? context.slack() : 0;
    }

    /** Whether it may be refused. */
    public boolean mayFail() {
        if (context.scarce()) {
            return true;
        }
        if (payer == null || isForced) {
            return false;
        }
        List<String> levels = perhapsLimited().toList();
        return !levels.isEmpty() && (context.isBesideCharge() || levels.stream().anyMatch(this::mayBeFull));
    }

    private boolean mayBeFull(String level) {
        return context.state().perhapsCharged(level) + context.slack() + most > lowestLimitBytes(level);
    }

    /** A charge that may have met a limit may have freed whatever was listed below it. */
    public ContractState afterReclaim() {
        ContractState state = context.state();
        List<String> full = perhapsLimited()
                .filter(level -> context.isBesideCharge() || mayBeFull(level))
                .toList();
        return state.change(object -> object.linked() && isBelowAny(state, object, full), Obj::perhapsGone);
    }

    private static boolean isBelowAny(ContractState state, Obj object, List<String> groups) {
        return groups.stream().anyMatch(above -> state.mayBeListedIn(above, object));
    }

    /** What is known after the charge, if it was one that no limit stopped: a whole page was charged, and its rest is at hand. */
    ContractState afterForcing(ContractState state) {
        ContractState known = state;
        for (String level : isForced ? limited().toList() : List.<String>of()) {
            known = known.withGroup(level, context.groupOf(level).passed());
        }
        return known;
    }

    /** The levels with a limit, from the payer up. */
    private Stream<String> limited() {
        return levels().filter(level -> context.groupOf(level).limit() != null);
    }

    /** The same with those that are being limited: a limit counts at once, and answers when reclaim has followed. */
    private Stream<String> perhapsLimited() {
        return levels().filter(level -> lowestLimitBytes(level) != Long.MAX_VALUE);
    }

    private Stream<String> levels() {
        return payer == null
                ? Stream.empty()
                : Stream.iterate(
                        payer, level -> level != null, level -> context.state().parentOf(level));
    }

    private long lowestLimitBytes(String level) {
        LongStream coming = context.limitsBeside(level).map(this::bytes);
        return LongStream.concat(LongStream.of(limitBytes(level)), coming).min().orElseThrow();
    }

    private long limitBytes(String level) {
        Group group = context.groupOf(level);
        Long pages = group.limit();
        return pages == null ? Long.MAX_VALUE : bytes(pages);
    }

    private long bytes(long pages) {
        return pages * context.world().geometry().pageSize();
    }

    /** What is known after a refusal; nothing if there was no reason for it. */
    public Stream<ContractState> refused(Result refusal) {
        return context.call().answered(refusal) && mayFail() ? Stream.of(afterReclaim()) : Stream.empty();
    }
}
