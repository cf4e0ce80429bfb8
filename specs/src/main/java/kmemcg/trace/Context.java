package kmemcg.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task, or the soft or hard interrupt of a CPU: whatever runs kernel code straight through. */
final class Context {
    /** Life-cycle work that a later line of the same context belongs to. */
    static final class Work {
        @Nullable
        Group allocatingFor;

        @Nullable
        Group online;

        @Nullable
        Group offlining;

        /** The last child's work takes a parent offline that was killed before it. */
        @Nullable
        Group offlined;

        @Nullable
        Group freeing;

        boolean killWork;
        boolean freeWork;
        /** Per-CPU memory charged for the group being made. */
        final List<Group.Percpu> percpu = new ArrayList<>();

        boolean isIdle() {
            return allocatingFor == null
                    && online == null
                    && offlining == null
                    && offlined == null
                    && freeing == null
                    && percpu.isEmpty()
                    && !killWork
                    && !freeWork;
        }
    }

    private final Deque<Frame> frames = new ArrayDeque<>();
    final Work work = new Work();

    Context() {
        frames.push(new Frame());
    }

    /** The innermost function under way. */
    Frame frame() {
        return frames.element();
    }

    /** Reclaim begins inside a page charge: what it frees is accounted before the charge goes on. */
    void enter() {
        frames.push(new Frame());
    }

    /** Reclaim ends; its frame, or null when its beginning was not seen. */
    @Nullable
    Frame leave() {
        return frames.size() == 1 ? null : frames.pop();
    }

    boolean isIdle() {
        return frames.size() == 1 && frame().isIdle() && work.isIdle();
    }
}
