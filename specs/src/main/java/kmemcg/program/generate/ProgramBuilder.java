package kmemcg.program.generate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
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
 * <p>Threads meet in the last group of the world and at the first object: these names are drawn more often than others. In most
 * programs one thread begins by removing that group, perhaps settling afterwards; in the others all threads begin with an
 * operation on that object. A process inside would keep the group, so whoever has prepared it has left it, and of the threads
 * only those that allocate may be in it.
 */
final class ProgramBuilder {
    /** Choices for {@link Genes#removal}: in so many of them one thread removes the group where all meet. */
    static final int REMOVALS = 12;

    private static final Set<Verb> OBJECT_VERBS =
            Set.of(Verb.FREE, Verb.BULK_FREE, Verb.LRU_ADD, Verb.LRU_DEL, Verb.UNMAP, Verb.CHARGE);
    private static final int MOST_IN_SEQUENCE = 30;
    private static final int FEWEST_THREADS = 2;

    private final String design;
    private final Vocabulary vocabulary;
    private final World world;
    private final Scope scope;
    private final String meeting;
    private final boolean removesMeeting;
    private final OperationBuilder operations;

    private ProgramBuilder(String design, Vocabulary vocabulary, Genes genes, Set<String> favourites) {
        this.design = design;
        this.vocabulary = vocabulary;
        this.world = WorldBuilder.world(genes.world(), vocabulary);
        this.scope = new Scope(world);
        List<Group> groups = world.groups();
        this.meeting = groups.get(groups.size() - 1).name();
        this.removesMeeting = genes.removal() < REMOVALS && removal().isPresent();
        this.operations = new OperationBuilder(vocabulary, scope, with(favourites, meeting));
    }

    /** Segments one after the other, with at most 30 operations, on changing CPUs and in changing groups. */
    static Program sequence(String design, Vocabulary vocabulary, Genes genes) {
        ProgramBuilder builder = new ProgramBuilder(design, vocabulary, genes, Set.of());
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
    static Program concurrent(String design, Vocabulary vocabulary, Genes genes) {
        ProgramBuilder builder =
                new ProgramBuilder(design, vocabulary, genes, Set.of(Scope.FIRST_OBJECT, Scope.FIRST_PAGE));
        List<Segment> before = builder.preparations(genes.before());
        List<Segment> threads = builder.threads(genes);
        List<Segment> after = genes.after().stream().map(builder::epilogue).toList();
        return builder.withEnoughThreads(builder.program(before, threads, after));
    }

    private Program program(List<Segment> before, List<Segment> threads, List<Segment> after) {
        return Repair.repaired(new Program(design, world, before, threads, after, List.of()));
    }

    private static Set<String> with(Set<String> names, String further) {
        Set<String> all = new HashSet<>(names);
        all.add(further);
        return all;
    }

    /** How the meeting place is removed: so that the thread sees it gone, if there is a word for that. */
    private Optional<Verb> removal() {
        return vocabulary.has(Verb.OFFLINE) ? Optional.of(Verb.OFFLINE) : vocabulary.removing();
    }

    /** What happens before the threads; it begins with an allocation, if anything is allocated. */
    private List<Segment> preparations(List<SegmentGene> genes) {
        List<Segment> made = new ArrayList<>();
        for (SegmentGene gene : genes) {
            made.add(preparation(made.isEmpty() ? allocating(gene) : gene));
        }
        return made;
    }

    private SegmentGene allocating(SegmentGene gene) {
        return vocabulary.allocating().map(verb -> allocating(gene, verb)).orElse(gene);
    }

    private static SegmentGene allocating(SegmentGene gene, Verb verb) {
        OperationGene first = gene.operations().get(0);
        int detail = first.detail() % 2 == 0 ? first.detail() : OperationBuilder.FOR_LISTS;
        return beginningWith(gene, new OperationGene(verb, first.name(), detail));
    }

    private static SegmentGene beginningWith(SegmentGene gene, OperationGene first) {
        List<OperationGene> begun = new ArrayList<>(gene.operations());
        begun.set(0, first);
        return new SegmentGene(gene.cpu(), gene.group(), begun);
    }

    private Segment preparation(SegmentGene gene) {
        if (!removesMeeting || !vocabulary.has(Verb.ATTACH)) {
            return inOrder(gene);
        }
        Segment stays = inOrder(gene, meeting);
        List<Operation> leaves = new ArrayList<>(stays.operations());
        leaves.add(Operation.of(Verb.ATTACH, World.ROOT));
        return new Segment(stays.cpu(), stays.group(), leaves);
    }

    private Segment epilogue(SegmentGene gene) {
        return inOrder(gene, removesMeeting ? elsewhere(gene, false) : home(gene.group()));
    }

    private Segment inOrder(SegmentGene gene) {
        return inOrder(gene, home(gene.group()));
    }

    private Segment inOrder(SegmentGene gene, String home) {
        int cpu = WorldBuilder.chosen(scope.cpus(), gene.cpu());
        return segment(gene, cpu, home, Set.of(cpu));
    }

    private List<Segment> threads(Genes genes) {
        List<Integer> cpus = new ArrayList<>();
        for (SegmentGene gene : genes.threads()) {
            cpus.add(WorldBuilder.chosen(scope.cpus(), gene.cpu() + cpus.size()));
        }
        Set<Integer> busy = new HashSet<>(cpus);
        List<Segment> threads = new ArrayList<>();
        scope.beginThreads();
        for (SegmentGene gene : withConflict(genes)) {
            String home = removesMeeting ? elsewhere(gene, allocates(gene)) : home(gene.group());
            threads.add(segment(gene, cpus.get(threads.size()), home, busy));
            scope.endThread();
        }
        scope.endThreads();
        return threads;
    }

    /** The genes of the threads, where one begins by removing the meeting place, or all begin with the first object. */
    private List<SegmentGene> withConflict(Genes genes) {
        List<SegmentGene> threads = new ArrayList<>(genes.threads());
        if (removesMeeting) {
            int remover = genes.removal() % threads.size();
            threads.set(remover, removing(threads.get(remover), genes.removal() >= REMOVALS / 2));
            return threads;
        }
        threads.replaceAll(this::sharing);
        return threads;
    }

    private SegmentGene removing(SegmentGene gene, boolean settles) {
        List<OperationGene> begun = new ArrayList<>();
        begun.add(new OperationGene(removal().orElseThrow(), 0, 0));
        if (settles && vocabulary.has(Verb.SETTLE)) {
            begun.add(new OperationGene(Verb.SETTLE, 0, 0));
        }
        gene.operations().stream().skip(begun.size()).forEach(begun::add);
        return new SegmentGene(gene.cpu(), gene.group(), begun);
    }

    private SegmentGene sharing(SegmentGene gene) {
        OperationGene first = gene.operations().get(0);
        Verb ending = vocabulary.has(Verb.PAGE) ? Verb.UNMAP : Verb.FREE;
        Verb verb = OBJECT_VERBS.contains(first.verb()) ? first.verb() : ending;
        return vocabulary.has(verb) ? beginningWith(gene, new OperationGene(verb, 0, first.detail())) : gene;
    }

    private static boolean allocates(SegmentGene gene) {
        return gene.operations().stream().map(OperationGene::verb).anyMatch(Verb::charges);
    }

    private Segment segment(SegmentGene gene, int cpu, String home, Set<Integer> busyCpus) {
        List<Operation> made = gene.operations().stream()
                .map(operation -> operations.operation(operation, busyCpus))
                .toList();
        return new Segment(cpu, home, made);
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

    /** The group that a process begins in where the meeting place is removed: another one or the root, or that place itself. */
    private String elsewhere(SegmentGene gene, boolean meets) {
        String usual = meets ? meeting : World.ROOT;
        List<String> homes = new ArrayList<>(List.of(usual));
        for (Group group : world.groups()) {
            homes.add(group.name().equals(meeting) ? usual : group.name());
        }
        return WorldBuilder.chosen(homes, gene.group());
    }

    /** Should repair have left fewer than two threads, others step in that do what can be done at any time. */
    private Program withEnoughThreads(Program repaired) {
        if (repaired.threads().size() >= FEWEST_THREADS) {
            return repaired;
        }
        List<Segment> threads = new ArrayList<>(repaired.threads());
        while (threads.size() < FEWEST_THREADS) {
            int cpu = scope.cpus().get(0);
            threads.add(new Segment(cpu, meeting, always()));
        }
        return program(repaired.before(), threads, repaired.after());
    }

    private Operation always() {
        if (vocabulary.has(Verb.ALLOC)) {
            return Operation.alloc(scope.newObject(false), world.caches().get(0).name());
        }
        return vocabulary.has(Verb.PAGE) ? Operation.page(scope.newPage()) : Operation.of(Verb.USAGE, World.ROOT);
    }
}
