package kmemcg.machine.jvm;

import kmemcg.machine.Held;

/** A read-side section of one task. */
final class RcuSection implements Held {
    private final JvmTask task;
    private final RcuReader reader;

    RcuSection(JvmTask task, RcuReader reader) {
        this.task = task;
        this.reader = reader;
        if (!reader.isInside()) {
            task.machine().beforeStep();
        }
        task.holdings().enteredAtomic();
        reader.enter();
    }

    /** Does nothing once the kernel has crashed: the task unwinds, and nobody waits for it any more. */
    @Override
    public void close() {
        if (task.machine().crashed()) {
            return;
        }
        reader.leave();
        task.holdings().leftAtomic();
        task.machine().changed();
    }
}
