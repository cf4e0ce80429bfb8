package kmemcg.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.program.Program.Phase;
import kmemcg.program.World.Group;

/** What the kernel forbids its own users; the list is at {@link ProgramRules}. */
final class UseRules {
    private final Program program;
    private final List<Step> steps;
    private final List<Breach> breaches;

    /** The cache that each object comes from. */
    private final Map<String, String> origins = new HashMap<>();

    private UseRules(Program program, List<Step> steps, List<Breach> breaches) {
        this.program = program;
        this.steps = steps;
        this.breaches = breaches;
        for (Step step : steps) {
            String object = step.operation().binds();
            if (object != null && step.operation().verb() == Verb.ALLOC) {
                origins.putIfAbsent(object, step.operation().the(Kind.CACHE));
            }
        }
    }

    static void check(Program program, List<Step> steps, List<Breach> breaches) {
        UseRules rules = new UseRules(program, steps, breaches);
        steps.forEach(rules::check);
    }

    private void check(Step step) {
        switch (step.operation().verb()) {
            case RMDIR, OFFLINE -> checkRemoval(step);
            case LIMIT -> checkNotRoot(step, "limited");
            case DESTROY_CACHE -> checkDestruction(step);
            case CPU_OFFLINE -> checkCpuOffline(step);
            case ALLOC -> checkFlags(step);
            default -> {} // never forbidden
        }
    }

    private void checkNotRoot(Step step, String done) {
        if (step.operation().the(Kind.GROUP).equals(World.ROOT)) {
            report(step, "the root group cannot be " + done, "take a group below it");
        }
    }

    private void checkRemoval(Step removal) {
        checkNotRoot(removal, "removed");
        String group = removal.operation().the(Kind.GROUP);
        childrenBefore(removal, group)
                .filter(child -> !isRemovedBefore(removal, child))
                .findFirst()
                .ifPresent(child -> report(
                        removal,
                        "%s cannot be removed: its child %s is still there".formatted(group, child),
                        "remove the child first: offline " + child));
    }

    private Stream<String> childrenBefore(Step removal, String parent) {
        Stream<String> inWorld = program.world().groups().stream()
                .filter(group -> group.parent().equals(parent))
                .map(Group::name);
        Stream<String> made = doing(Verb.MKDIR)
                .filter(step -> step.operation().the(Kind.GROUP).equals(parent) && step.precedes(removal))
                .map(step -> step.operation().the(Kind.NEW_GROUP));
        return Stream.concat(inWorld, made);
    }

    private boolean isRemovedBefore(Step removal, String child) {
        return Stream.concat(doing(Verb.RMDIR), doing(Verb.OFFLINE))
                .anyMatch(step -> step.operation().the(Kind.GROUP).equals(child) && step.mayPrecede(removal));
    }

    private void checkDestruction(Step destruction) {
        String cache = destruction.operation().the(Kind.CACHE);
        anyStep(step -> step.isParallelTo(destruction) && uses(step.operation(), cache))
                .ifPresent(user -> report(
                        destruction,
                        "the cache %s is destroyed while another thread uses it: %s".formatted(cache, user.operation()),
                        "destroy it in an after segment"));
        anyStep(step -> isListing(step, cache) && step.mayPrecede(destruction) && hasCompany(destruction))
                .ifPresent(listing -> report(
                        destruction,
                        "the cache %s is destroyed while reclaim by another thread may find its objects: %s"
                                .formatted(cache, listing.operation()),
                        "destroy it in an after segment"));
    }

    private boolean uses(Operation operation, String cache) {
        return operation.all(Kind.CACHE).contains(cache)
                || operation.all(Kind.NEW_CACHE).contains(cache)
                || operation.objects().stream().anyMatch(object -> cache.equals(origins.get(object)));
    }

    private boolean isListing(Step step, String cache) {
        return step.operation().verb() == Verb.LRU_ADD && uses(step.operation(), cache);
    }

    private boolean hasCompany(Step step) {
        return anyStep(step::isParallelTo).isPresent();
    }

    private void checkCpuOffline(Step step) {
        int cpu = (int) step.operation().number(Kind.CPU);
        anyStep(other -> isOnAfter(cpu, step, other))
                .ifPresent(other -> report(
                        step,
                        "CPU %d goes offline, but %s runs there: %s".formatted(cpu, labelOf(other), other.operation()),
                        "take another CPU, or run that elsewhere"));
        anyStep(other -> isOfflining(cpu, other) && comesFirst(other, step))
                .ifPresent(other -> report(step, "CPU %d is offline already".formatted(cpu), "drop one of the two"));
    }

    private static boolean isOnAfter(int cpu, Step offline, Step other) {
        boolean isSameSegment = other.phase() == offline.phase() && other.segment() == offline.segment();
        return other.cpu() == cpu && (isSameSegment || offline.mayPrecede(other));
    }

    private static boolean isOfflining(int cpu, Step step) {
        return step.operation().verb() == Verb.CPU_OFFLINE && step.operation().number(Kind.CPU) == cpu;
    }

    private static boolean comesFirst(Step other, Step step) {
        return other.precedes(step) || (other.isParallelTo(step) && other.segment() < step.segment());
    }

    private String labelOf(Step step) {
        Phase phase = step.phase();
        return phase.label(step.segment(), program.segments(phase).size());
    }

    private void checkFlags(Step step) {
        Set<AllocFlag> flags = step.operation().allocFlags();
        checkNotBoth(step, flags, AllocFlag.ACCOUNT, AllocFlag.NOACCOUNT);
        checkNotBoth(step, flags, AllocFlag.ATOMIC, AllocFlag.NOFAIL);
    }

    private void checkNotBoth(Step step, Set<AllocFlag> flags, AllocFlag one, AllocFlag other) {
        if (flags.contains(one) && flags.contains(other)) {
            String what = "an allocation cannot be both %s and %s".formatted(one.word(), other.word());
            report(step, what, "drop one of the two");
        }
    }

    private Stream<Step> doing(Verb verb) {
        return steps.stream().filter(step -> step.operation().verb() == verb);
    }

    private Optional<Step> anyStep(Predicate<Step> wanted) {
        return steps.stream().filter(wanted).findFirst();
    }

    private void report(Step step, String what, String remedy) {
        breaches.add(new Breach(step.place(), what, remedy));
    }
}
