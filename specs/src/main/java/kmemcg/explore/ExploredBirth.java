package kmemcg.explore;

import java.util.ArrayList;
import java.util.List;
import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import org.jspecify.annotations.Nullable;

/** The memory of a kernel object. */
final class ExploredBirth extends ExploredCells implements Birth {
    final int number;
    private final String name;
    private final List<ExploredCell> cells = new ArrayList<>();

    /** Born while this one's constructor ran. */
    private final List<ExploredBirth> inner = new ArrayList<>();

    private @Nullable KernelObject object;

    /** Whether it was freed before the current execution began. */
    boolean wasFreed;

    ExploredBirth(ExplorerMachine machine, int number, String name) {
        super(machine);
        this.number = number;
        this.name = name;
    }

    void becomes(KernelObject born) {
        object = born;
    }

    void has(ExploredBirth part) {
        inner.add(part);
    }

    List<ExploredBirth> inner() {
        return inner;
    }

    void has(ExploredCell cell) {
        cells.add(cell);
    }

    List<ExploredCell> cells() {
        return cells;
    }

    /** Whether it is called so, or so and a number. */
    boolean isCalled(String other) {
        int end = other.length();
        return name.startsWith(other) && (name.length() == end || name.charAt(end) == '#');
    }

    KernelObject object() {
        if (object == null) {
            throw new IllegalStateException(name + " is not born yet");
        }
        return object;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isFreed() {
        return wasFreed;
    }

    @Override
    ExploredBirth owner() {
        return this;
    }
}
