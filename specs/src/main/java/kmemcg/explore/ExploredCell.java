package kmemcg.explore;

import org.jspecify.annotations.Nullable;

/** A named cell of shared memory. What it holds during an execution is in the graph; here is what it held before. */
abstract class ExploredCell {
    final ExplorerMachine machine;
    final int number;
    private final String field;

    /** The kernel object that it belongs to; null for static data. */
    final @Nullable ExploredBirth birth;

    /** Whether any access to it was a plain one, in any execution so far: only then can there be a data race. */
    boolean isPlain;

    /** Whether the machine keeps its own account here, which no step of a program shows. */
    boolean isBookkeeping;

    /** Its name's fingerprint, once somebody has asked for it. */
    private Fingerprint.@Nullable Value mark;

    ExploredCell(ExplorerMachine machine, int number, @Nullable ExploredBirth birth, String field) {
        this.machine = machine;
        this.number = number;
        this.birth = birth;
        this.field = field;
    }

    public String name() {
        return birth == null ? field : birth.name() + "." + field;
    }

    final Fingerprint.Value mark() {
        if (mark == null) {
            mark = Fingerprint.of(name());
        }
        return mark;
    }

    abstract long initialLong();

    abstract @Nullable Object initialObject();

    /** What it holds, in words. */
    abstract String valueText(long value, @Nullable Object object);

    /** Sets what it holds before the next execution. */
    abstract void settle(long value, @Nullable Object object);

    /** Gives a read of what the cell held before anything ran its value. */
    final void initialise(Graph graph, int read) {
        graph.value[read] = initialLong();
        graph.object[read] = initialObject();
    }

    final int read(EventKind kind) {
        return machine.runner().read(kind, this);
    }

    final void write(EventKind kind, long value, @Nullable Object object) {
        machine.runner().write(kind, this, value, object);
    }

    final long longOf(int event) {
        return machine.runner().graph().value[event];
    }

    final @Nullable Object objectOf(int event) {
        return machine.runner().graph().object[event];
    }

    @Override
    public String toString() {
        return name();
    }
}
