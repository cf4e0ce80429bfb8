package kmemcg.property.reference;

/** A process of a program: the CPU it runs on, the group it is in, and which of its memory allocations is to fail. */
public final class Actor implements Slabs.Memory {
    private final int cpu;
    private String group;
    private long untilFailure;

    /** A process that is to run there. */
    public Actor(int cpu, String group) {
        this.cpu = cpu;
        this.group = group;
    }

    /** The CPU it runs on. */
    public int cpu() {
        return cpu;
    }

    /** The group it is in, even if that has been removed. */
    public String group() {
        return group;
    }

    /** Puts it into another group. */
    public void moveTo(String other) {
        group = other;
    }

    /** The {@code nth} allocation from here on fails; 1 is the next one. */
    public void failAllocation(long nth) {
        untilFailure = nth;
    }

    /** So many allocations, until one fails. */
    public boolean allocate(int times) {
        for (int done = 0; done < times; done++) {
            if (!allocate()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean allocate() {
        return untilFailure == 0 || --untilFailure != 0;
    }
}
