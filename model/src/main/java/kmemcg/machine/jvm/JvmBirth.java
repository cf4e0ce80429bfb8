package kmemcg.machine.jvm;

import kmemcg.machine.Birth;

/** The memory of one kernel object. */
final class JvmBirth extends Memory implements Birth {
    private final JvmMachine machine;
    private final String name;
    private final Life life;

    JvmBirth(JvmMachine machine, String name) {
        this.machine = machine;
        this.name = name;
        this.life = new Life(machine.findingsLog());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isFreed() {
        return life.isOver();
    }

    @Override
    JvmMachine machine() {
        return machine;
    }

    @Override
    Life life() {
        return life;
    }

    @Override
    String cellName(String field) {
        return name + "." + field;
    }
}
