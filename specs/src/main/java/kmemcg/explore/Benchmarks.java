package kmemcg.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kmemcg.machine.Held;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Word;

/**
 * The programs that the papers on partial-order reduction count: C. Flanagan, P. Godefroid, "Dynamic Partial-Order Reduction for
 * Model Checking Software", POPL 2005 (indexer, filesystem); P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas, "Optimal Dynamic
 * Partial Order Reduction", POPL 2014 (lastzero, readers). How many executions each has is known, and so is what others need for it.
 */
public final class Benchmarks {
    private Benchmarks() {}

    private static List<Word> words(ExplorerMachine machine, String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> machine.word("%s[%d]".formatted(name, index), 0))
                .toList();
    }

    private static ProgramThread thread(String name, int index, Runnable body) {
        return new ProgramThread(name + index, 0, task -> {
            body.run();
            return null;
        });
    }

    /** One thread looks for the last zero in an array, the others each set one element to its predecessor's plus one. */
    public static List<ProgramThread> lastzero(ExplorerMachine machine, int n) {
        List<Word> array = words(machine, "array", n + 1);
        List<ProgramThread> threads = new ArrayList<>();
        threads.add(thread("search", 0, () -> {
            int index = n;
            while (array.get(index).readOnce() != 0) {
                index--;
            }
        }));
        for (int index = 1; index <= n; index++) {
            Word before = array.get(index - 1);
            Word mine = array.get(index);
            threads.add(thread("set", index, () -> mine.writeOnce(before.readOnce() + 1)));
        }
        return threads;
    }

    /** One writer, and readers. */
    public static List<ProgramThread> readers(ExplorerMachine machine, int n) {
        Word x = machine.word("x", 0);
        List<ProgramThread> threads = new ArrayList<>();
        threads.add(thread("writer", 0, () -> x.writeOnce(42)));
        for (int index = 1; index <= n; index++) {
            threads.add(thread("reader", index, x::readOnce));
        }
        return threads;
    }

    /** Threads put four messages each into a hash table of 128 places by compare-and-swap. */
    public static List<ProgramThread> indexer(ExplorerMachine machine, int n) {
        int size = 128;
        List<Word> table = words(machine, "table", size);
        List<ProgramThread> threads = new ArrayList<>();
        for (int index = 0; index < n; index++) {
            int id = index;
            threads.add(thread("insert", index, () -> {
                for (int message = 1; message <= 4; message++) {
                    long w = message * 11L + id;
                    int hash = (int) (w * 7 % size);
                    while (table.get(hash).cmpxchg(0, w) != 0) {
                        hash = (hash + 1) % size;
                    }
                }
            }));
        }
        return threads;
    }

    /** Threads allocate blocks for inodes, with a lock for each inode and each block. */
    public static List<ProgramThread> filesystem(ExplorerMachine machine, int n) {
        int blocks = 26;
        int inodes = 32;
        List<Word> inode = words(machine, "inode", inodes);
        List<Word> busy = words(machine, "busy", blocks);
        List<SpinLock> inodeLock = locks(machine, "locki", inodes);
        List<SpinLock> blockLock = locks(machine, "lockb", blocks);
        List<ProgramThread> threads = new ArrayList<>();
        for (int index = 0; index < n; index++) {
            int i = index % inodes;
            threads.add(new ProgramThread("file" + index, 0, task -> {
                try (Held held = inodeLock.get(i).lock(task)) {
                    if (inode.get(i).readOnce() == 0) {
                        int b = i * 2 % blocks;
                        boolean found = false;
                        while (!found) {
                            try (Held block = blockLock.get(b).lock(task)) {
                                if (busy.get(b).readOnce() == 0) {
                                    busy.get(b).writeOnce(1);
                                    inode.get(i).writeOnce(b + 1L);
                                    found = true;
                                }
                            }
                            b = (b + 1) % blocks;
                        }
                    }
                }
                return null;
            }));
        }
        return threads;
    }

    private static List<SpinLock> locks(ExplorerMachine machine, String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> machine.spinLock(name + index))
                .toList();
    }
}
