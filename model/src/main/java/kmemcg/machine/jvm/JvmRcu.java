package kmemcg.machine.jvm;

import java.util.function.Consumer;
import java.util.function.Supplier;
import kmemcg.machine.Held;
import kmemcg.machine.PerCpu;
import kmemcg.machine.Rcu;
import kmemcg.machine.Task;

/**
 * When may memory that readers might still see be reused? After a grace period: when every read-side section from before it
 * has ended.
 *
 * <p>Source: M. Desnoyers, P. E. McKenney, A. S. Stern, M. R. Dagenais, J. Walpole, "User-Level Implementations of Read-Copy
 * Update", IEEE Transactions on Parallel and Distributed Systems 23(2), 2012: the general-purpose flavour with memory barriers.
 *
 * <p>Each task has a word per flavour. The flavour has a counter. Entering the outermost section: {@code word = counter; mb}.
 * Leaving it: {@code word = 0} (release). A grace period: {@code mb; n = ++counter; mb}, then, for each task, look at its word
 * until it is 0 or at least n (acquire); {@code mb}.
 *
 * <p>Why it is correct. Take a section S, a grace period G with number n, an access x in S, and an access u before or after G
 * in the task that waits for G.
 * <ul>
 *   <li>The look that lets S's task pass reads 0 or a value from <em>before</em> S's own. Then S's store of its word is later
 *       than the look, so by the two fences (store word, mb, x; u, mb, look: the store-buffering pattern, of which both
 *       fences together forbid the outcome where each misses the other) x sees all that was done before G. S begins after G
 *       began.
 *   <li>It reads S's own value, which is at least n. Then S has read the counter after G incremented it, and the fences on both
 *       sides pass on all that was done before G. S begins after G began.
 *   <li>It reads the 0 that ends S, or anything the task stored later. All these stores are releases and the look is an acquire,
 *       so x comes before whatever follows G. S ends before G does.
 * </ul>
 * A task may read the counter, be delayed, and publish that <em>old</em> value after G has passed it: the first case, so S is
 * safe from G; and any later grace period finds a value below its own number and waits. The paper's counter is one bit, for
 * which an old value can look like a new one, and therefore must be flipped and waited for twice. With 64 bits an old value is
 * only ever too small, which means waiting too long but never too short: one pass is enough.
 *
 * <p>A task's word joins the list of readers at its first section. A grace period takes the list after incrementing the counter;
 * a word that is not in it was added later, and adding and taking are ordered, so this too is the first case.
 *
 * <p>Deviations: a callback's grace period starts when the callback is queued and is not shared with others, so nothing is
 * delayed for the sake of a batch, and every end that a kernel's batching would allow is possible. The counter would wrap after
 * 2^63 grace periods.
 */
final class JvmRcu implements Rcu {
    private final JvmMachine machine;
    private final RcuPeriods periods = new RcuPeriods();
    private final PerCpu<Lane> lanes;

    JvmRcu(JvmMachine machine) {
        this.machine = machine;
        this.lanes = PerCpu.of(machine.cpus(), cpu -> new Lane(1));
    }

    @Override
    public Held readLock(Task task) {
        JvmTask reading = JvmTask.of(task);
        return new RcuSection(reading, reading.holdings().reader(periods));
    }

    @Override
    public void synchronize(Task task) {
        JvmTask waiter = JvmTask.of(task);
        Supplier<String> what = () -> "waits for a grace period";
        waiter.checkMaySleep(what);
        waiter.waiting().forReaders(GracePeriod.start(periods), what);
    }

    @Override
    public void call(Task task, String name, Consumer<Task> callback) {
        machine.beforeStep();
        GracePeriod after = GracePeriod.start(periods);
        machine.deferred().add(Activity.callback(lanes.mine(task), task.cpu(), name, callback, after));
        machine.did("call_rcu", name);
    }

    @Override
    public void barrier(Task task) {
        JvmTask waiter = JvmTask.of(task);
        Supplier<String> what = () -> "waits for all callbacks";
        waiter.checkMaySleep(what);
        waiter.waiting().forAll(activity -> lanes.all().contains(activity.lane()), what);
    }

    /** How many words a grace period looks at; for tests. */
    int readers() {
        return periods.readers().size();
    }
}
