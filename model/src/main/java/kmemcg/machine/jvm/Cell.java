package kmemcg.machine.jvm;

import org.jspecify.annotations.Nullable;

/** What words, pointers and locks have in common: a name, an owner that may be freed, and somebody who may watch. */
abstract class Cell {
    private final Memory memory;
    private final Life life;
    private final String field;

    /** Null on a parallel machine: then an access costs one branch more than the hardware's. */
    @Nullable
    private final Steps steps;

    Cell(Memory memory, String field) {
        this.memory = memory;
        this.life = memory.life();
        this.steps = memory.machine().steps();
        this.field = field;
    }

    public final String name() {
        return memory.cellName(field);
    }

    /** The start of each access. */
    final void touch() {
        if (steps != null) {
            steps.next(this);
        }
        life.touch(this);
    }

    /** Whether it is worth making an object of a long for {@link #didRead} and {@link #didWrite}. */
    final boolean watched() {
        return steps != null && steps.isWatched();
    }

    final void didRead(@Nullable Object value) {
        if (steps != null) {
            steps.read(this, value);
        }
    }

    final void didWrite(@Nullable Object value) {
        if (steps != null) {
            steps.wrote(this, value, false);
        }
    }

    /** A read and a write in one. */
    final void didUpdate(@Nullable Object value) {
        if (steps != null) {
            steps.wrote(this, value, true);
        }
    }

    /** What it holds; for observers, to whom it is no access. */
    @Nullable
    abstract Object held();

    boolean isLock() {
        return false;
    }

    /** "T1 touches " where one thread runs at a time; a parallel machine does not know who calls a cell. */
    final String accessor() {
        return steps == null ? "" : steps.taskName() + " touches ";
    }
}
