package kmemcg.property;

import java.util.ArrayList;
import java.util.List;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgMemcg;
import kmemcg.machine.Invariant;
import kmemcg.memcg.MemCgroup;

/**
 * Invariant 5. At rest each reference count equals its holders, one by one; with the stocks drained a removed group is gone,
 * whatever objects it once paid for, and a removed group's owner is there only as long as objects name it.
 */
final class References implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.REFERENCES;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (!strength.atLeast(Strength.QUIESCENT)) {
            return;
        }
        state.groups().stream()
                .filter(group -> group.peekParent() != null)
                .forEach(group -> compare(group, group.css().peekReferences(), holders(state, group), report));
        state.objcgs().forEach(owner -> compare(owner, owner.peekReferences(), holders(state, owner), report));
        if (strength.atLeast(Strength.DRAINED)) {
            removedIsGone(state, report);
        }
    }

    private static void compare(Object counted, long references, List<String> holders, Report report) {
        report.unless(
                references == holders.size(),
                "reference count is not its holders",
                "%s: %d references, holders %s",
                counted,
                references,
                holders);
    }

    private static List<String> holders(State state, ObjcgMemcg group) {
        List<String> holders = new ArrayList<>();
        addIf(!group.css().peekDying(), "itself", holders);
        for (MemCgroup other : state.groups()) {
            addIf(other.peekParent() == group, other.name(), holders);
        }
        state.pageStocks().forEach(stock -> addIf(stock.peekCached() == group, "page stock", holders));
        state.facts().processes().forEach(process -> addIf(process.peekMemcg() == group, process.toString(), holders));
        return holders;
    }

    private static List<String> holders(State state, ObjCgroup owner) {
        List<String> holders = new ArrayList<>();
        addIf(!owner.peekDying(), "its group", holders);
        state.objects().forEach(object -> addIf(State.ownerOf(object) == owner, object.name(), holders));
        state.objStocks().forEach(stock -> addIf(stock.peekCached() == owner, "byte stock", holders));
        return holders;
    }

    private static void addIf(boolean holds, String name, List<String> holders) {
        if (holds) {
            holders.add(name);
        }
    }

    private static void removedIsGone(State state, Report report) {
        state.groups()
                .forEach(group -> report.unless(
                        !group.css().peekDying() || state.hasEmptyStock(group),
                        "removed group is not freed",
                        "%s: %s",
                        group,
                        holders(state, group)));
        state.objcgs().stream()
                .filter(ObjCgroup::peekDying)
                .forEach(owner ->
                        report.unless(state.objectBytes(owner) > 0, "owner without objects is not freed", "%s", owner));
    }
}
