package kmemcg.machine.counting;

import kmemcg.machine.Birth;

/** The memory of one kernel object. */
final class CountingBirth extends Memory implements Birth {
    private final CountingMachine machine;
    private final String name;
    private boolean freed;

    CountingBirth(CountingMachine machine, String name) {
        this.machine = machine;
        this.name = name;
    }

    @Override
    CountingMachine machine() {
        return machine;
    }

    @Override
    String nameOf(String field) {
        return name + "." + field;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isFreed() {
        return freed;
    }

    void end() {
        if (freed) {
            throw new IllegalStateException(name + " is freed twice");
        }
        freed = true;
    }
}
