package kmemcg.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kmemcg.design.Verb.Kind;
import kmemcg.memcg.Geometry;
import kmemcg.program.Place.Part;
import kmemcg.program.Program.Phase;
import kmemcg.program.World.Cache;
import kmemcg.program.World.Group;

/**
 * The programs one step smaller than a program, the largest steps first. All keep the rules: what refers to a dropped name is
 * dropped with it.
 *
 * <p>Smaller is a well-founded order, so taking one step after the other ends: fewer threads; or as many and fewer
 * operations, segments, groups and caches, expectations; or as many and fewer words; or as many and lower numbers, fewer
 * segments away from the root group, sizes nearer to the default.
 */
final class Reductions {
    private final Program program;
    private final World world;

    private Reductions(Program program) {
        this.program = program;
        this.world = program.world();
    }

    /** Each program once, none equal to the given one. */
    static List<Program> of(Program program) {
        return new Reductions(program)
                .all()
                .map(Repair::repaired)
                .filter(smaller -> !smaller.equals(program))
                .distinct()
                .toList();
    }

    /** What is expected of a program holds only if it does all that it does: as long as anything is, nothing else can go. */
    private Stream<Program> all() {
        return program.expectations().isEmpty() ? ofWhatItDoes() : withoutExpectation();
    }

    private Stream<Program> ofWhatItDoes() {
        return Stream.of(
                        withoutSegment(),
                        withThreadInOrder(),
                        withoutGroup(),
                        withoutCache(),
                        withoutOperation(),
                        withoutWord(),
                        withLowerNumber(),
                        withSimplerWorld(),
                        withSimplerPlace())
                .flatMap(reductions -> reductions);
    }

    private Stream<Program> withoutSegment() {
        return Edits.segmentPlaces(program).stream().map(place -> Edits.without(program, place));
    }

    /** A thread runs before all others, or after them. */
    private Stream<Program> withThreadInOrder() {
        return IntStream.range(0, program.threads().size()).boxed().flatMap(index -> {
            Segment thread = program.threads().get(index);
            Program rest = Edits.without(program, Place.of(Part.THREADS, index));
            List<Segment> before = new ArrayList<>(rest.before());
            before.add(thread);
            List<Segment> after = new ArrayList<>(rest.after());
            after.add(0, thread);
            return Stream.of(rest.withSegments(Phase.BEFORE, before), rest.withSegments(Phase.AFTER, after));
        });
    }

    /** A group goes with all that happens there, or its parent takes its place. */
    private Stream<Program> withoutGroup() {
        return IntStream.range(0, world.groups().size()).boxed().flatMap(index -> {
            Group group = world.groups().get(index);
            return Stream.of(
                    Edits.without(program, Place.of(Part.GROUP, index)),
                    Edits.without(mergedIntoParent(group), Place.of(Part.GROUP, index)));
        });
    }

    private Program mergedIntoParent(Group gone) {
        UnaryOperator<String> heir = name -> name.equals(gone.name()) ? gone.parent() : name;
        List<Group> groups = world.groups().stream()
                .map(group -> group.below(heir.apply(group.parent())))
                .toList();
        Program moved = Edits.segments(
                program.withWorld(world.withGroups(groups)), segment -> segment.inGroup(heir.apply(segment.group())));
        return Edits.operations(moved, operation -> renamed(operation, Kind.GROUP, heir));
    }

    /** A cache goes with all that is allocated from it, or another takes its place. */
    private Stream<Program> withoutCache() {
        return IntStream.range(0, world.caches().size()).boxed().flatMap(index -> {
            Cache gone = world.caches().get(index);
            Stream<Program> replaced = world.caches().stream()
                    .filter(heir -> !heir.equals(gone))
                    .map(heir -> Edits.operations(
                            program,
                            operation -> renamed(
                                    operation, Kind.CACHE, name -> name.equals(gone.name()) ? heir.name() : name)));
            return Stream.concat(Stream.of(program), replaced)
                    .map(changed -> Edits.without(changed, Place.of(Part.CACHE, index)));
        });
    }

    private static Operation renamed(Operation operation, Kind kind, UnaryOperator<String> rename) {
        Operation result = operation;
        for (int at = 0; at < operation.arguments().size(); at++) {
            if (operation.kind(at) == kind) {
                result = result.with(at, rename.apply(operation.arguments().get(at)));
            }
        }
        return result;
    }

    private Stream<Program> withoutOperation() {
        return Step.of(program).stream().map(step -> Edits.without(program, step.place()));
    }

    private Stream<Program> withoutExpectation() {
        return IntStream.range(0, program.expectations().size())
                .mapToObj(index -> Edits.without(program, Place.of(Part.EXPECTATION, index)));
    }

    /** A flag or one of several objects goes, a limit or a trait of a cache. */
    private Stream<Program> withoutWord() {
        Stream<Program> ofOperations = Step.of(program).stream()
                .flatMap(step -> IntStream.range(0, step.operation().arguments().size())
                        .filter(at -> isDroppable(step.operation(), at))
                        .mapToObj(at -> Edits.operation(program, step.place(), operation -> operation.without(at))));
        Stream<Program> ofGroups = IntStream.range(0, world.groups().size())
                .filter(index -> world.groups().get(index).limit() != null)
                .mapToObj(index -> group(index, group -> group.limitedTo(null)));
        Stream<Program> ofCaches = IntStream.range(0, world.caches().size())
                .boxed()
                .flatMap(index -> world.caches().get(index).flags().stream()
                        .map(flag -> cache(index, cache -> cache.without(flag))));
        return Stream.of(ofOperations, ofGroups, ofCaches).flatMap(reductions -> reductions);
    }

    private static boolean isDroppable(Operation operation, int at) {
        return switch (operation.kind(at)) {
            case FLAGS -> true;
            case OBJECTS -> operation.objects().size() > 1;
            default -> false;
        };
    }

    private Stream<Program> withLowerNumber() {
        Stream<Program> ofOperations = Step.of(program).stream()
                .flatMap(step -> IntStream.range(0, step.operation().arguments().size())
                        .boxed()
                        .flatMap(at -> lowered(step, at)));
        Stream<Program> ofGroups = IntStream.range(0, world.groups().size())
                .boxed()
                .flatMap(index -> lower(
                                Objects.requireNonNullElse(
                                        world.groups().get(index).limit(), 0L),
                                0)
                        .mapToObj(pages -> group(index, group -> group.limitedTo(pages))));
        Stream<Program> ofCaches = IntStream.range(0, world.caches().size())
                .boxed()
                .flatMap(index -> lower(world.caches().get(index).objectSize(), Quantity.BYTES.min())
                        .mapToObj(bytes -> cache(index, cache -> cache.sized((int) bytes))));
        return Stream.of(ofOperations, ofGroups, ofCaches).flatMap(reductions -> reductions);
    }

    private Stream<Program> lowered(Step step, int at) {
        Quantity quantity = Quantity.of(step.operation().kind(at));
        if (quantity == null) {
            return Stream.empty();
        }
        return lower(Long.parseLong(step.operation().arguments().get(at)), quantity.min())
                .mapToObj(Long::toString)
                .map(number -> Edits.operation(program, step.place(), operation -> operation.with(at, number)));
    }

    /** Lower numbers down to a least one: that first, then ever nearer ones, the next lower last. */
    static LongStream lower(long number, long least) {
        return LongStream.iterate(number - least, step -> step > 0, step -> step / 2)
                .map(step -> number - step);
    }

    private Stream<Program> withSimplerWorld() {
        Stream<World> fewerCpus = lower(world.cpus(), Quantity.CPUS.min()).mapToObj(cpus -> world.withCpus((int) cpus));
        Stream<World> usualSizes = Stream.of(world.withGeometry(Geometry.SMALL));
        return Stream.concat(fewerCpus, usualSizes).map(program::withWorld);
    }

    private Stream<Program> withSimplerPlace() {
        return Edits.segmentPlaces(program).stream().flatMap(place -> {
            Stream<Program> lowerCpu = lower(Edits.segment(program, place).cpu(), 0)
                    .mapToObj(cpu -> Edits.segment(program, place, segment -> segment.onCpu((int) cpu)));
            Program inRoot = Edits.segment(program, place, segment -> segment.inGroup(World.ROOT));
            return Stream.concat(lowerCpu, Stream.of(inRoot));
        });
    }

    private Program group(int index, UnaryOperator<Group> change) {
        return program.withWorld(world.withGroups(Edits.replaced(world.groups(), index, change)));
    }

    private Program cache(int index, UnaryOperator<Cache> change) {
        return program.withWorld(world.withCaches(Edits.replaced(world.caches(), index, change)));
    }
}
