package kmemcg.property.contract;

import java.util.List;
import java.util.stream.Stream;
import kmemcg.design.Verb.Kind;
import kmemcg.program.Result;
import kmemcg.property.contract.AccountingSpec.Context;
import kmemcg.property.contract.ContractState.Obj;

/** What operations on objects may answer. */
final class ObjectContract {
    private ObjectContract() {}

    static Stream<ContractState> after(Context context) {
        return switch (context.call().verb()) {
            case BULK_FREE -> bulkFree(context);
            case SHRINK -> shrink(context);
            default -> single(context, context.call().objects().get(0));
        };
    }

    private static Stream<ContractState> single(Context context, String name) {
        ContractState state = context.state();
        Obj object = state.objects().get(name);
        boolean done = context.call().answered(Result.OK);
        if (object == null) {
            return context.keepIf(!done);
        }
        if (!done) {
            boolean excused = object.mayBeGone() || context.isContested(name) || !canDo(context, object);
            return context.keepIf(excused);
        }
        if (!canDo(context, object)) {
            return Stream.empty();
        }
        return Stream.of(
                switch (context.call().verb()) {
                    case FREE -> state.without(name::equals);
                    case LRU_ADD -> state.withObject(name, object.linked(true));
                    default -> state.withObject(name, object.linked(false));
                });
    }

    private static boolean canDo(Context context, Obj object) {
        return switch (context.call().verb()) {
            case LRU_ADD -> object.forLru() && !object.linked();
            case LRU_DEL -> object.linked();
            default -> true;
        };
    }

    private static Stream<ContractState> bulkFree(Context context) {
        ContractState state = context.state();
        List<String> there = context.call().objects().stream()
                .distinct()
                .filter(state.objects()::containsKey)
                .toList();
        long sure = there.stream().filter(name -> isSure(context, name)).count();
        long freed = Long.parseLong(context.call().result().text());
        if (freed < sure || freed > there.size()) {
            return Stream.empty();
        }
        if (freed == there.size()) {
            return Stream.of(state.without(there::contains));
        }
        return Stream.of(state.without(name -> there.contains(name) && isSure(context, name))
                .change(object -> true, object -> object.mayBeGone() ? object : unsure(context, object)));
    }

    private static boolean isSure(Context context, String name) {
        Obj object = context.state().objects().get(name);
        return object != null && !object.mayBeGone() && !context.isContested(name);
    }

    private static Obj unsure(Context context, Obj object) {
        return context.overlapped().isEmpty() ? object : object.perhapsGone();
    }

    private static Stream<ContractState> shrink(Context context) {
        String group = context.call().operation().the(Kind.GROUP);
        ContractState state = context.state();
        if (context.call().answered(Result.SKIPPED)) {
            return context.keepIf(!state.isLive(group) || context.isBesideRemoval());
        }
        long freed = Long.parseLong(context.call().result().text());
        boolean isClear = !context.registersShrinker()
                && context.overlapped().isEmpty()
                && !state.somebodyIsDying()
                && !state.hasItemOfUnknownList();
        if (!isClear || !state.isLive(group)) {
            long listed = state.objects().values().stream().filter(Obj::linked).count();
            boolean possible = freed <= listed + context.overlapped().size();
            return possible ? Stream.of(state.change(Obj::linked, Obj::perhapsGone)) : Stream.empty();
        }
        return shrinkAlone(context, group, freed);
    }

    /** Nobody else runs and nobody is half gone: exactly the group's list goes. */
    private static Stream<ContractState> shrinkAlone(Context context, String group, long freed) {
        ContractState state = context.state();
        List<String> listed = state.objects().keySet().stream()
                .filter(name -> isListed(state, name, group))
                .toList();
        long sure = listed.stream().filter(name -> isSure(context, name)).count();
        boolean exact = sure <= freed && freed <= listed.size();
        return exact ? Stream.of(state.without(listed::contains)) : Stream.empty();
    }

    private static boolean isListed(ContractState state, String name, String group) {
        Obj object = state.objects().get(name);
        return object != null
                && object.linked()
                && ContractState.listOf(state, object).equals(group);
    }
}
