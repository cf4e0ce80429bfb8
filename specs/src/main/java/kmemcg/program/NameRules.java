package kmemcg.program;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.input.Nearest;
import kmemcg.program.Place.Part;
import kmemcg.program.Program.Expectation;
import kmemcg.program.Program.Phase;
import kmemcg.program.World.Cache;
import kmemcg.program.World.Group;
import org.jspecify.annotations.Nullable;

/** Every name is defined once, by the world or by an operation that may come before its use; every number fits the world. */
final class NameRules {
    private final Program program;
    private final World world;
    private final List<Step> steps;
    private final List<Breach> breaches;

    /** Who defines each name: an operation, or null for the world. */
    private final Map<String, @Nullable Step> groups = new LinkedHashMap<>();

    private final Map<String, @Nullable Step> caches = new LinkedHashMap<>();
    private final Map<String, @Nullable Step> objects = new LinkedHashMap<>();
    private final Map<String, @Nullable Step> pages = new LinkedHashMap<>();

    private NameRules(Program program, List<Step> steps, List<Breach> breaches) {
        this.program = program;
        this.world = program.world();
        this.steps = steps;
        this.breaches = breaches;
    }

    static void check(Program program, List<Step> steps, List<Breach> breaches) {
        new NameRules(program, steps, breaches).check();
    }

    private void check() {
        checkWorld();
        steps.forEach(this::define);
        steps.forEach(this::checkUses);
        for (Phase phase : Phase.values()) {
            List<Segment> segments = program.segments(phase);
            for (int index = 0; index < segments.size(); index++) {
                checkSegment(Part.of(phase), index, segments.get(index));
            }
        }
        checkExpectations();
    }

    private void checkWorld() {
        groups.put(World.ROOT, null);
        for (int index = 0; index < world.groups().size(); index++) {
            Group group = world.groups().get(index);
            checkDefined("group", groups.keySet(), group.parent(), Place.of(Part.GROUP, index, Place.PARENT));
            defineOnce("group", groups, group.name(), null, Place.of(Part.GROUP, index));
        }
        for (int index = 0; index < world.caches().size(); index++) {
            Cache cache = world.caches().get(index);
            checkSize(cache.objectSize(), Place.of(Part.CACHE, index, Place.SIZE));
            defineOnce("cache", caches, cache.name(), null, Place.of(Part.CACHE, index));
        }
    }

    private void define(Step step) {
        Operation operation = step.operation();
        String binds = operation.binds();
        if (binds != null && operation.verb().binds() == Kind.OBJECT) {
            defineOnce("object", objects, binds, step, step.place());
        } else if (binds != null) {
            defineOnce("page", pages, binds, step, step.place());
        }
        for (int at = 0; at < operation.arguments().size(); at++) {
            String word = operation.arguments().get(at);
            if (operation.kind(at) == Kind.NEW_GROUP) {
                defineOnce("group", groups, word, step, step.place().argument(at));
            } else if (operation.kind(at) == Kind.NEW_CACHE) {
                defineOnce("cache", caches, word, step, step.place().argument(at));
            }
        }
    }

    private void defineOnce(
            String what, Map<String, @Nullable Step> names, String name, @Nullable Step step, Place place) {
        if (names.containsKey(name)) {
            report(place, "the %s %s is defined twice".formatted(what, name), "take another name");
        } else {
            names.put(name, step);
        }
    }

    private void checkUses(Step step) {
        Operation operation = step.operation();
        for (int at = 0; at < operation.arguments().size(); at++) {
            checkUse(
                    step,
                    operation.kind(at),
                    operation.arguments().get(at),
                    step.place().argument(at));
        }
        checkDistinct(step);
    }

    private void checkUse(Step user, Kind kind, String word, Place place) {
        switch (kind) {
            case GROUP -> checkDefinedBefore("group", groups, word, user, place);
            case CACHE -> checkDefinedBefore("cache", caches, word, user, place);
            case OBJECT, OBJECTS -> checkDefinedBefore("object", objects, word, user, place);
            case USER_PAGE -> checkDefinedBefore("page", pages, word, user, place);
            case CPU -> checkCpu(Integer.parseInt(word), place);
            case BYTES -> checkSize(Integer.parseInt(word), place);
            case NEW_GROUP, NEW_CACHE, FLAGS, PAGES, COUNT -> {}
        }
    }

    private void checkDefinedBefore(
            String what, Map<String, @Nullable Step> names, String name, Step user, Place place) {
        checkDefined(what, names.keySet(), name, place);
        Step definer = names.get(name);
        if (definer != null && !definer.mayPrecede(user)) {
            report(
                    place,
                    "the %s %s is used before it is there".formatted(what, name),
                    "move this behind: " + definer.operation());
        }
    }

    private void checkDefined(String what, Set<String> names, String name, Place place) {
        if (!names.contains(name)) {
            report(place, "there is no %s %s".formatted(what, name), remedy(what, names, name));
        }
    }

    private static String remedy(String what, Set<String> names, String name) {
        String nearest = Nearest.of(name, names);
        if (nearest != null) {
            return "write " + nearest;
        }
        return switch (what) {
            case "group" -> "define it: world %s < root".formatted(name);
            case "cache" -> "define it: world cache %s 192 account".formatted(name);
            case "page" -> "make it first: %s = page".formatted(name);
            default -> "allocate it first: %s = alloc CACHE".formatted(name);
        };
    }

    private void checkDistinct(Step step) {
        if (step.operation().verb() != Verb.BULK_FREE) {
            return;
        }
        Set<String> seen = new HashSet<>();
        List<String> words = step.operation().arguments();
        for (int at = 0; at < words.size(); at++) {
            if (!seen.add(words.get(at))) {
                String what = "the object %s is named twice in one operation".formatted(words.get(at));
                report(step.place().argument(at), what, "name each object once");
            }
        }
    }

    private void checkSegment(Part part, int index, Segment segment) {
        checkCpu(segment.cpu(), Place.of(part, index, Place.CPU));
        Place place = Place.of(part, index, Place.GROUP);
        if (groups.containsKey(segment.group()) && groups.get(segment.group()) != null) {
            report(
                    place,
                    "the group %s is not there when the program starts".formatted(segment.group()),
                    "begin in another group and write: attach " + segment.group());
        } else {
            checkDefined("group", groups.keySet(), segment.group(), place);
        }
    }

    private void checkCpu(int cpu, Place place) {
        if (cpu >= world.cpus()) {
            String what = "there is no CPU %d; they are numbered 0 to %d".formatted(cpu, world.cpus() - 1);
            report(place, what, "take another, or write: world cpus " + (cpu + 1));
        }
    }

    /** A slab holds objects of up to two pages ({@code KMALLOC_MAX_CACHE_SIZE} of SLUB). */
    private void checkSize(int bytes, Place place) {
        int most = 2 * world.geometry().pageSize();
        if (bytes > most) {
            String what = "an object of %d bytes does not fit a slab of two pages, %d bytes".formatted(bytes, most);
            report(place, what, "take a size of at most " + most);
        }
    }

    private void checkExpectations() {
        Map<String, Step> removers = new HashMap<>();
        steps.stream()
                .filter(step -> step.operation().verb() == Verb.RMDIR
                        || step.operation().verb() == Verb.OFFLINE)
                .forEach(step -> removers.putIfAbsent(step.operation().the(Kind.GROUP), step));
        List<Expectation> expectations = program.expectations();
        for (int index = 0; index < expectations.size(); index++) {
            String group = expectations.get(index).group();
            Place place = Place.of(Part.EXPECTATION, index);
            checkDefined("group", groups.keySet(), group, place);
            if (removers.containsKey(group)) {
                String what = "the group %s has no usage at the end: the program removes it".formatted(group);
                report(place, what, "ask for the usage of its parent");
            }
        }
    }

    private void report(Place place, String what, String remedy) {
        breaches.add(new Breach(place, what, remedy));
    }
}
