package kmemcg.program.generate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kmemcg.design.Verb;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Repair;
import kmemcg.program.Segment;
import kmemcg.program.World;
import kmemcg.program.World.Group;
import kmemcg.program.generate.Genes.OperationGene;
import kmemcg.program.generate.Genes.SegmentGene;

/**
 * Turns genes into a program: draws names as it goes, then lets {@link Repair} drop what still breaks a rule.
 *
 * <p>Threads meet in the last group of the world: names are drawn from it more often than from others, processes mostly begin
 * there, and in most programs one thread begins by removing it, perhaps settling afterwards.
 */
final class ProgramBuilder {
    /** Choices for {@link Genes#removal}: in so many of them one thread removes the group where all meet. */
    static final int REMOVALS = 12;

    private static final int MOST_IN_SEQUENCE = 30;
    private static final int FEWEST_THREADS = 2;

    private final String design;
    private final Set<Verb> vocabulary;
    private final World world;
    private final Scope scope;
    private final String meeting;
    private final OperationBuilder operations;

    private ProgramBuilder(String design, Set<Verb> vocabulary, Genes genes) {
        this.design = design;
        this.vocabulary = vocabulary;
        this.world = WorldBuilder.world(genes.world());
        this.scope = new Scope(world);
        List<Group> groups = world.groups();
        this.meeting = groups.get(groups.size() - 1).name();
        this.operations = new OperationBuilder(scope, meeting);
    }

    /** Segments one after the other, with at most 30 operations, on changing CPUs and in changing groups. */
    static Program sequence(String design, Set<Verb> vocabulary, Genes genes) {
        ProgramBuilder builder = new ProgramBuilder(design, vocabulary, genes);
        List<Segment> before = new ArrayList<>();
        int room = MOST_IN_SEQUENCE;
        for (SegmentGene gene : genes.before()) {
            int length = Math.min(room, gene.operations().size());
            if (length > 0) {
                before.add(builder.inOrder(new SegmentGene(
                        gene.cpu(), gene.group(), gene.operations().subList(0, length))));
            }
            room -= length;
        }
        return builder.program(before, List.of(), List.of());
    }

    /** Segments before, two or more threads, segments after. */
    static Program concurrent(String design, Set<Verb> vocabulary, Genes genes) {
        ProgramBuilder builder = new ProgramBuilder(design, vocabulary, genes);
        List<Segment> before = builder.allInOrder(genes.before());
        List<Segment> threads = builder.threads(genes);
        List<Segment> after = builder.allInOrder(genes.after());
        return builder.withEnoughThreads(builder.program(before, threads, after));
    }

    private Program program(List<Segment> before, List<Segment> threads, List<Segment> after) {
        return Repair.repaired(new Program(design, world, before, threads, after, List.of()));
    }

    private List<Segment> allInOrder(List<SegmentGene> genes) {
        return genes.stream().map(this::inOrder).toList();
    }

    private Segment inOrder(SegmentGene gene) {
        int cpu = WorldBuilder.chosen(scope.cpus(), gene.cpu());
        return segment(gene, cpu, Set.of(cpu));
    }

    private List<Segment> threads(Genes genes) {
        List<Integer> cpus = new ArrayList<>();
        for (SegmentGene gene : genes.threads()) {
            cpus.add(WorldBuilder.chosen(scope.cpus(), gene.cpu() + cpus.size()));
        }
        Set<Integer> busy = new HashSet<>(cpus);
        List<Segment> threads = new ArrayList<>();
        scope.beginThreads();
        for (SegmentGene gene : withRemoval(genes)) {
            threads.add(segment(gene, cpus.get(threads.size()), busy));
            scope.endThread();
        }
        scope.endThreads();
        return threads;
    }

    /** The genes of the threads, where perhaps one begins by removing the meeting place. */
    private List<SegmentGene> withRemoval(Genes genes) {
        List<SegmentGene> threads = new ArrayList<>(genes.threads());
        if (genes.removal() < REMOVALS && vocabulary.contains(Verb.OFFLINE)) {
            int remover = genes.removal() % threads.size();
            SegmentGene gene = threads.get(remover);
            List<OperationGene> begun = new ArrayList<>(gene.operations());
            begun.set(0, new OperationGene(Verb.OFFLINE, 0, 0));
            if (genes.removal() >= REMOVALS / 2 && begun.size() > 1 && vocabulary.contains(Verb.SETTLE)) {
                begun.set(1, new OperationGene(Verb.SETTLE, 0, 0));
            }
            threads.set(remover, new SegmentGene(gene.cpu(), gene.group(), begun));
        }
        return threads;
    }

    private Segment segment(SegmentGene gene, int cpu, Set<Integer> busyCpus) {
        List<Operation> made = gene.operations().stream()
                .map(operation -> operations.operation(operation, busyCpus))
                .toList();
        return new Segment(cpu, home(gene.group()), made);
    }

    /** The group that a process begins in: half the time the meeting place. */
    private String home(int choice) {
        List<String> homes = new ArrayList<>();
        for (Group group : world.groups()) {
            homes.add(meeting);
            homes.add(group.name());
        }
        homes.add(World.ROOT);
        return WorldBuilder.chosen(homes, choice);
    }

    /** Should repair have left fewer than two threads, allocations step in. */
    private Program withEnoughThreads(Program repaired) {
        if (repaired.threads().size() >= FEWEST_THREADS) {
            return repaired;
        }
        List<Segment> threads = new ArrayList<>(repaired.threads());
        while (threads.size() < FEWEST_THREADS) {
            String cache = world.caches().get(0).name();
            int cpu = scope.cpus().get(0);
            threads.add(new Segment(cpu, meeting, Operation.alloc(scope.newObject(false), cache)));
        }
        return program(repaired.before(), threads, repaired.after());
    }
}
