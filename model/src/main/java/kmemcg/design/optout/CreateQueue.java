package kmemcg.design.optout;

import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** {@code create_queue} under {@code create_queue_lock}: caches to be split off by somebody who may sleep. */
final class CreateQueue {
    private final SpinLock lock;
    private final Ref<PVector<Request>> requests;

    CreateQueue(Machine machine) {
        this.lock = machine.spinLock("create_queue_lock");
        this.requests = machine.ref("create_queue", TreePVector.empty());
    }

    /** {@code struct create_work}. */
    record Request(OptoutMemcg memcg, SplitCache cache) {}

    /** Whether an equal request is queued, as of now. */
    boolean contains(Task task, Request request) {
        try (Held held = lock.lock(task)) {
            return all().contains(request);
        }
    }

    void add(Task task, Request request) {
        try (Held held = lock.lock(task)) {
            requests.writePlain(all().plus(request));
        }
    }

    /** Takes the oldest request off; null if there is none. */
    @Nullable
    Request next(Task task) {
        try (Held held = lock.lock(task)) {
            PVector<Request> now = all();
            if (now.isEmpty()) {
                return null;
            }
            requests.writePlain(now.minus(0));
            return now.get(0);
        }
    }

    /** Takes all requests off, whoever's they are. */
    PVector<Request> takeAll(Task task) {
        try (Held held = lock.lock(task)) {
            PVector<Request> now = all();
            if (!now.isEmpty()) {
                requests.writePlain(TreePVector.empty());
            }
            return now;
        }
    }

    private PVector<Request> all() {
        PVector<Request> now = requests.readPlain();
        return now == null ? TreePVector.empty() : now;
    }

    /** All requests, for validators. */
    PVector<Request> peekAll() {
        PVector<Request> now = requests.peek();
        return now == null ? TreePVector.empty() : now;
    }
}
