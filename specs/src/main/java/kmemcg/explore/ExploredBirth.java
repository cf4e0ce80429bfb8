package kmemcg.explore;

import java.util.ArrayList;
import java.util.List;
import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import org.jspecify.annotations.Nullable;

/** The memory of a kernel object. */
final class ExploredBirth extends ExploredCells implements Birth {
    final int number;
    private final String kind;
    private final String name;
    private final List<ExploredCell> cells = new ArrayList<>();

    /** Born while this one's constructor ran. */
    private final List<ExploredBirth> inner = new ArrayList<>();

    private @Nullable KernelObject object;

    /** Whether it was freed before the current execution began. */
    boolean wasFreed;

    /**
     * Memory without cells.
     *
     * @param kind what the kernel object is called
     * @param same how many objects called so were born before in this execution
     */
    ExploredBirth(ExplorerMachine machine, int number, String kind, int same) {
        super(machine);
        this.number = number;
        this.kind = kind;
        this.name = same == 0 ? kind : kind + "#" + (same + 1);
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

    boolean isCalled(String other) {
        return kind.equals(other);
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
