package kmemcg.machine;

/**
 * Something that is allocated and freed. Its Java fields are final; whatever changes is a cell made from its {@link Birth}.
 */
public abstract class KernelObject {
    private final Birth birth;

    protected KernelObject(Birth birth) {
        this.birth = birth;
    }

    /** Its name in one execution, as counterexamples print it. */
    public final String name() {
        return birth.name();
    }

    /** The memory it was born into; for the machine and for validators. */
    public final Birth birth() {
        return birth;
    }

    @Override
    public final String toString() {
        return name();
    }
}
