package kmemcg.machine.jvm;

import kmemcg.machine.Held;

/** A read-side section of one task. */
record RcuSection(JvmTask task, RcuReader reader) implements Held {
    static RcuSection enter(JvmTask task, RcuReader reader) {
        task.holdings().enteredAtomic();
        reader.enter();
        return new RcuSection(task, reader);
    }

    /** Does nothing once the kernel has crashed: the task unwinds, and nobody waits for it any more. */
    @Override
    public void close() {
        if (task.machine().crashed()) {
            return;
        }
        reader.leave();
        task.holdings().leftAtomic();
    }
}
