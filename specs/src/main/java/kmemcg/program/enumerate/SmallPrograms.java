package kmemcg.program.enumerate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kmemcg.design.Vocabulary;
import kmemcg.program.Program;

/**
 * Which are all the small programs? A family so small that each can be explored to the end, so that "verified" can mean: all
 * executions of all of them. Bounded-exhaustive enumeration in the manner of the CrashMonkey authors' ACE (Mohan et al.:
 * "Finding Crash-Consistency Bugs with Bounded Black-Box Crash Testing", OSDI 2018): a fixed vocabulary, few operations, a
 * small world that is not empty.
 *
 * <p>A program of the family has one of eight worlds, all with 2 CPUs and an accounted cache {@code dentry}, and one of four
 * shapes ({@link Shape}): 2 threads with 1 or 2 operations each, or 3 threads with 1 operation.
 *
 * <pre>
 * nested      P &lt; root, C &lt; P; objects of 192 bytes, batch 2: C has a page in a page stock and bytes in a byte stock
 * flat        C &lt; root, D &lt; root; objects of 4096 bytes, batch 1: C has bytes in a byte stock
 * ownerless   C &lt; root; objects of 192 bytes that nobody pays for, batch 2
 * tight       C &lt; root, with a limit of one page; objects of 4088 bytes, batch 1
 * unused      P &lt; root, C &lt; P; caches dentry of 4096 and inode of 192 bytes, no group has used any
 * emptied     P &lt; root, C &lt; P; caches dentry and inode of 4096 bytes, which may be one; C has used dentry and freed all
 * deferred    the same with a dentry whose pages go back after a grace period
 * listed      P &lt; root, C &lt; P; objects of 96 bytes, batch 2; a thread has a CPU of its own, and only rmdir, lru_add, lru_del, shrink and register_shrinker
 * </pre>
 *
 * <p>Before the threads, one process has allocated the objects a and b on CPU 0 in C (ownerless: in the root), put a on its
 * list, and left to the root; in the tight world there is nothing yet, and programs only allocate and free. A thread runs on either CPU. Its operations, where X is any group, G any but the root, and o is a,
 * b, or an object that the thread itself has allocated (for the lists: with flag {@code lru}):
 *
 * <pre>
 * rmdir G;  free o;  bulk_free a b;  alloc dentry;  alloc dentry lru;  lru_add o;  lru_del o;
 * shrink X;  drain X;  limit G 0;  attach X;  usage X;  cpu_offline 0 or 1
 * </pre>
 *
 * <p>The three worlds before the last are about caches, for designs that can make some or show them. Each thread has a CPU of its own, X is C or the root, and k
 * is dentry, inode, or a cache that the thread itself has made:
 *
 * <pre>
 * rmdir G;  free o;  alloc k;  alloc k atomic;  attach X;  destroy_cache k;  create_cache like inode;  slabinfo;  mkdir new group in root
 * </pre>
 *
 * <p>Where a design has pages instead of objects, the process has left the pages a, charged, and b, read ahead, and the operations are,
 * where p is a, b, or a page that the thread itself has made:
 *
 * <pre>
 * rmdir G;  unmap p;  charge p;  page;  page noaccount;  reclaim X 1;  limit G 0;  attach X;  usage X
 * </pre>
 *
 * <p>All combinations are in the family but these:
 * <ul>
 *   <li>those that {@link kmemcg.program.ProgramRules} forbid;
 *   <li>an operation on a group or object that the thread itself has removed or freed before: it meets an empty name;
 *   <li>an attach to the group where the process is;
 *   <li>a process in a group if it neither allocates nor attaches nor reads slabinfo: all it could do there is to keep the group, and one in the
 *       root leaves every possibility open;
 *   <li>what differs in the order of threads only. Nothing else can be exchanged: what comes before the threads gives CPUs,
 *       groups and objects their roles, and an object of a thread is named after its place.
 * </ul>
 *
 * <p>Of the two removals there is {@code rmdir} alone: {@code offline} is the same and then waits, so whatever it runs into,
 * {@code rmdir} can run into as well where deferred work is a thread of its own. A design that has no {@code rmdir} has {@code offline} in
 * its place. So it is with {@code settle}. For engines
 * that run deferred work only when somebody waits, this family is a poor one.
 *
 * <p>What this does not enumerate: groups and caches made or ended while objects are on lists, nofail allocations, failing allocations, limits other than 0, objects allocated by one thread and freed by another, more than two removable groups.
 */
public final class SmallPrograms {
    private static final List<Shape> SHAPES = List.of(Shape.values());

    private final String design;
    private final List<SmallWorld> worlds;

    /** Those that somebody has asked for; the later ones are much larger than the first. */
    private final List<Block> blocks = new ArrayList<>();

    /**
     * The family of a design.
     *
     * @param design its name
     * @param vocabulary the words that it has; what needs others is left out
     */
    public SmallPrograms(String design, Vocabulary vocabulary) {
        this.design = design;
        this.worlds = SmallWorld.all(vocabulary);
    }

    /** The programs of one shape in one world; the smallest shape first. */
    private synchronized Block block(int number) {
        while (blocks.size() <= number) {
            SmallWorld small = worlds.get(blocks.size() % worlds.size());
            Shape shape = SHAPES.get(blocks.size() / worlds.size());
            blocks.add(new Block(design, small.words(), small, shape));
        }
        return blocks.get(number);
    }

    private long size(int first) {
        return IntStream.range(0, first)
                .mapToLong(number -> block(number).size())
                .sum();
    }

    /** How many programs there are. */
    public long size() {
        return size(SHAPES.size() * worlds.size());
    }

    /**
     * Some programs of this shape: of each world at most so many, at equal distances, where the seed says which come first.
     *
     * @param most in each world
     */
    public long[] some(Shape shape, long most, long seed) {
        int first = SHAPES.indexOf(shape) * worlds.size();
        return IntStream.range(first, first + worlds.size())
                .mapToObj(number -> some(number, most, seed))
                .flatMapToLong(indices -> indices)
                .toArray();
    }

    private LongStream some(int number, long most, long seed) {
        long begin = size(number);
        long size = block(number).size();
        long stride = size <= most ? 1 : (size - 1) / most + 1;
        return LongStream.iterate(begin + Math.floorMod(seed, stride), at -> at < begin + size, at -> at + stride);
    }

    /** How many there are of this shape and all smaller ones: they are the first. */
    public long sizeUpTo(Shape shape) {
        return size((SHAPES.indexOf(shape) + 1) * worlds.size());
    }

    /**
     * A program: the smallest shape first, and in each shape and world removals first.
     *
     * @param index from 0
     */
    public Program get(long index) {
        long left = index;
        for (int number = 0; left >= 0 && number < SHAPES.size() * worlds.size(); number++) {
            Block block = block(number);
            if (left < block.size()) {
                return block.get(left);
            }
            left -= block.size();
        }
        throw new IndexOutOfBoundsException("program %d of %d".formatted(index, size()));
    }

    /**
     * The indices of one part of the first programs, when they are dealt out like cards: every part has its share of every shape.
     *
     * @param part from 0
     * @param parts how many parts there are
     * @param count how many programs are dealt out, at most {@link #size}
     */
    public static LongStream shard(int part, int parts, long count) {
        if (part < 0 || part >= parts) {
            throw new IllegalArgumentException("part %d of %d".formatted(part, parts));
        }
        return LongStream.iterate(part, index -> index < count, index -> index + parts);
    }

    /** All, in order, made as they are asked for. */
    public Stream<Program> all() {
        return shard(0, 1, size()).mapToObj(this::get);
    }
}
