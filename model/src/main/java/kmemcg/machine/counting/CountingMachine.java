package kmemcg.machine.counting;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.WorkQueue;

/**
 * What does a design cost? Counts what its steps do, on as many groups as fit into memory. Not thread-safe, and no judge of what is right:
 * nothing here notices a race or a use after free.
 */
public final class CountingMachine extends Memory implements Machine {
    private final int cpus;
    private final Set<String> markedFields;
    private final Set<String> markedLocks;
    private final Meter meter = new Meter();
    private final CountingRcu rcu = new CountingRcu(this);
    private final Map<String, CountingRcu> flavours = new HashMap<>();
    private final Deque<Deferred> deferred = new ArrayDeque<>();
    private final Map<Class<?>, Set<KernelObject>> living = new HashMap<>();
    private final Map<Invariant, Integer> warnings = new EnumMap<>(Invariant.class);
    private int markedHeld;

    /**
     * A machine whose memory is empty.
     *
     * @param markedFields changes of words of these names, without that of their object, are counted apart
     * @param markedLocks grace periods that are waited for under one of these are counted apart
     */
    public CountingMachine(int cpus, Set<String> markedFields, Set<String> markedLocks) {
        this.cpus = cpus;
        this.markedFields = Set.copyOf(markedFields);
        this.markedLocks = Set.copyOf(markedLocks);
    }

    /** Ends whatever runs with {@link TooManySteps} after so many accesses and list nodes from now. */
    public void limit(long steps) {
        meter.limit(steps);
    }

    /** What was done so far. */
    public Counts counts() {
        return meter.counts();
    }

    /** What memory is in use now: static data, and all that was allocated and not freed, kind by kind. */
    public Usage usage() {
        Map<String, Long> objects = new HashMap<>();
        Map<String, Long> cells = new HashMap<>();
        long all = cells();
        long listed = listed();
        for (Map.Entry<Class<?>, Set<KernelObject>> kind : living.entrySet()) {
            long here = 0;
            for (KernelObject object : kind.getValue()) {
                CountingBirth birth = (CountingBirth) object.birth();
                here += birth.cells();
                listed += birth.listed();
            }
            objects.put(kind.getKey().getSimpleName(), (long) kind.getValue().size());
            cells.put(kind.getKey().getSimpleName(), here);
            all += here;
        }
        return new Usage(all, listed, objects, cells);
    }

    /** How often a {@code WARN_ON} said that this was broken. */
    public int warnings(Invariant broken) {
        return warnings.getOrDefault(broken, 0);
    }

    /** Runs what is deferred, and what that defers, until nothing is left. */
    public void settle() {
        while (!deferred.isEmpty()) {
            runOne();
        }
    }

    @Override
    public int cpus() {
        return cpus;
    }

    @Override
    public Task task(String name, int cpu) {
        return new CountingTask(this, name, cpu);
    }

    @Override
    public CountingRcu rcu() {
        return rcu;
    }

    @Override
    public CountingRcu rcu(String flavour) {
        return flavours.computeIfAbsent(flavour, unseen -> new CountingRcu(this));
    }

    @Override
    public WorkQueue workQueue(String name, int maxActive) {
        return new CountingQueue(this);
    }

    @Override
    CountingMachine machine() {
        return this;
    }

    @Override
    String nameOf(String field) {
        return field;
    }

    Meter meter() {
        return meter;
    }

    boolean marks(String field) {
        return markedFields.contains(field);
    }

    void entered(String lock) {
        markedHeld += markedLocks.contains(lock) ? 1 : 0;
    }

    void left(String lock) {
        markedHeld -= markedLocks.contains(lock) ? 1 : 0;
    }

    void waited() {
        meter.waited(markedHeld > 0);
    }

    void warned(Invariant broken) {
        warnings.merge(broken, 1, Integer::sum);
    }

    <T extends KernelObject> T born(T object) {
        living.computeIfAbsent(object.getClass(), unseen -> new HashSet<>()).add(object);
        return object;
    }

    void died(KernelObject object) {
        ((CountingBirth) object.birth()).end();
        Set<KernelObject> kind = living.get(object.getClass());
        if (kind == null || !kind.remove(object)) {
            throw new IllegalStateException(object + " was never allocated");
        }
    }

    // ---- what runs later

    void defer(Deferred later) {
        deferred.add(later);
    }

    /** Runs what was deferred first. */
    void runOne() {
        Deferred next = deferred.poll();
        if (next == null) {
            throw new IllegalStateException("somebody waits, and nobody is left to change that");
        }
        run(next);
    }

    /** Runs, of what is deferred now, all that is such, in turn; nothing that it defers. */
    void runUntil(Predicate<Deferred> such) {
        Deque<Deferred> chosen = taken(such);
        while (!chosen.isEmpty()) {
            run(chosen.poll());
        }
    }

    void cancel(Predicate<Deferred> such) {
        taken(such);
    }

    private Deque<Deferred> taken(Predicate<Deferred> such) {
        Deque<Deferred> chosen = new ArrayDeque<>();
        for (Iterator<Deferred> all = deferred.iterator(); all.hasNext(); ) {
            Deferred next = all.next();
            if (such.test(next)) {
                chosen.add(next);
                all.remove();
            }
        }
        return chosen;
    }

    private void run(Deferred next) {
        next.function().accept(new CountingTask(this, "deferred", next.cpu()));
    }
}
