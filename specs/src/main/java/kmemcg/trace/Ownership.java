package kmemcg.trace;

import java.util.HashMap;
import java.util.Map;
import kmemcg.property.reference.LifeCycle;
import kmemcg.property.reference.LifeCycle.Step;
import org.jspecify.annotations.Nullable;

/** Who pays: the group an objcg belongs to at each line that names both. */
final class Ownership {
    private final Kernel kernel;
    private final LifeCycle<Group> life;
    /** The group each objcg was made for. */
    private final Map<Long, Group> madeFor = new HashMap<>();

    Ownership(Kernel kernel, LifeCycle<Group> life) {
        this.kernel = kernel;
        this.life = life;
    }

    /** The group a line says its objcg belongs to, checked against the replay. */
    Group named(TraceLine line) {
        long objcg = line.address("objcg");
        Group group = kernel.groups.withId(line.number("cg"));
        Group owner = kernel.owners.owner(objcg);
        if (owner == null) {
            learn(line, objcg, group);
        } else {
            boolean between = owner != group && isReparenting(owner, group);
            if (between) {
                kernel.ledger.excuse(Excuse.REPARENT_WINDOW);
            }
            kernel.ledger.check(
                    Rule.OWNER,
                    between || owner == group,
                    line,
                    () -> "objcg=%s belongs to %s".formatted(line.word("objcg"), owner),
                    () -> "cg=" + group.id);
        }
        return group;
    }

    /** The objcg that a living group charges through. */
    void isOwn(TraceLine line, Group group) {
        long objcg = line.address("objcg");
        if (!group.olderThanTrace && group.ownObjcg != Group.UNKNOWN) {
            kernel.ledger.check(
                    Rule.CHARGE_TO_OWN_OBJCG,
                    objcg == group.ownObjcg,
                    line,
                    () -> "objcg=0x%x of %s".formatted(group.ownObjcg, group),
                    () -> "objcg=" + line.word("objcg"));
        }
    }

    /** css_offline names the objcg of the group itself. */
    void offlining(TraceLine line, Group group) {
        long objcg = line.address("objcg");
        if (group.ownObjcg == Group.UNKNOWN) {
            own(objcg, group);
        }
        kernel.ledger.check(
                Rule.OWNER,
                objcg == group.ownObjcg && kernel.owners.owner(objcg) == group,
                line,
                () -> "objcg=0x%x of %s".formatted(group.ownObjcg, group),
                () -> "objcg=" + line.word("objcg"));
    }

    void reparent(Group group, Group parent) {
        kernel.owners.reparent(group, parent);
    }

    /** The group an objcg was made for, or null when that was before the trace. */
    @Nullable
    Group madeFor(long objcg) {
        return madeFor.get(objcg);
    }

    void release(long objcg) {
        kernel.owners.release(objcg);
        madeFor.remove(objcg);
    }

    /** True when the objcg's first bytes may have been charged before the first line. */
    boolean isOlder(long objcg) {
        Group made = madeFor.get(objcg);
        return made == null || made.olderThanTrace;
    }

    private void learn(TraceLine line, long objcg, Group group) {
        boolean mayBeItsOwn = group.olderThanTrace || group.ownObjcg == Group.UNKNOWN;
        kernel.ledger.check(
                Rule.OWNER,
                mayBeItsOwn,
                line,
                () -> "objcg=0x%x of %s, or one seen before".formatted(group.ownObjcg, group),
                () -> "objcg=%s, seen for the first time".formatted(line.word("objcg")));
        own(objcg, group);
    }

    private void own(long objcg, Group group) {
        kernel.owners.assign(objcg, group);
        madeFor.put(objcg, group);
        if (group.ownObjcg == Group.UNKNOWN) {
            group.ownObjcg = objcg;
        }
    }

    private boolean isReparenting(Group owner, Group group) {
        Step last = life.last(owner);
        boolean begun = last == Step.OFFLINE_KMEM || (last == Step.OFFLINE && !kernel.meta.records("offline_kmem"));
        return begun && owner.parent == group;
    }
}
