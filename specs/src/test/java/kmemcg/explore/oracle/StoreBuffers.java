package kmemcg.explore.oracle;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.explore.oracle.History.Write;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * What can a program do under total store order? Every interleaving of its operations is run on a machine in which each
 * thread's writes pass a buffer, first in, first out, on their way to the shared memory of {@link Interleavings} (Owens,
 * Sarkar, Sewell: "A Better x86 Memory Model: x86-TSO", 2009).
 *
 * <p>Fully ordered operations wait until their own buffer is empty, which is the same as emptying it, since a buffered write
 * may reach memory at any time. RCU is ours: a read-side section begins at once, without a fence, and its end passes the
 * buffer like a write; a grace period begins and ends with an empty buffer, and so does {@code free}.
 */
public final class StoreBuffers implements Walk.Machine<StoreBuffers.State> {
    /** For each thread the operations that it has passed and memory has not seen, the oldest first. */
    record State(Run run, PVector<PVector<EventId>> buffers) {
        PVector<EventId> buffer(int thread) {
            return buffers.get(thread);
        }

        State with(Run newer) {
            return new State(newer, buffers);
        }

        State with(int thread, PVector<EventId> buffer) {
            return new State(run, buffers.with(thread, buffer));
        }
    }

    private final MicroProgram program;
    private final Interleavings memory;

    StoreBuffers(MicroProgram program) {
        this.program = program;
        this.memory = new Interleavings(program);
    }

    public static Behaviours of(MicroProgram program) {
        return Walk.everywhere(program, new StoreBuffers(program));
    }

    @Override
    public State start() {
        List<PVector<EventId>> empty = Collections.nCopies(program.threads().size(), TreePVector.empty());
        return new State(memory.start(), TreePVector.from(empty));
    }

    @Override
    public List<State> steps(State state) {
        Stream<State> issued = state.run().nextEvents().stream()
                .filter(event -> !program.isPastEnd(event))
                .flatMap(event -> issue(state, event).stream());
        Stream<State> flushed = IntStream.range(0, state.buffers().size())
                .filter(thread -> !state.buffer(thread).isEmpty())
                .mapToObj(thread -> flush(state, thread));
        return Stream.concat(issued, flushed).toList();
    }

    @Override
    public Run seen(State state) {
        return state.run();
    }

    /** A thread's next operation; none if it has to wait. */
    private Optional<State> issue(State state, EventId event) {
        Run run = state.run();
        int thread = event.thread();
        return switch (program.at(event).kind()) {
            case WRITE, UNLOCK, RCU_UNLOCK ->
                Optional.of(state.with(run.jump(thread, event.index() + 1))
                        .with(thread, state.buffer(thread).plus(event)));
            case READ, AWAIT ->
                memory.read(run, event, visible(state, event))
                        .map(read -> state.with(read.jump(thread, event.index() + 1)));
            case RCU_LOCK, TOUCH -> memory.step(run, event).map(state::with);
            case ADD, XCHG, CMPXCHG, MB, LOCK, TRY_LOCK, SYNC, FREE ->
                state.buffer(thread).isEmpty() ? memory.step(run, event).map(state::with) : Optional.empty();
        };
    }

    /** What a read gets: the thread's own newest buffered write to the place, else what memory holds. */
    private Write visible(State state, EventId read) {
        String place = program.at(read).place();
        return state.buffer(read.thread()).stream()
                .filter(event -> program.at(event).place().equals(place))
                .reduce((older, newer) -> newer)
                .map(event -> new Write(event, program.at(event).value()))
                .orElseGet(() -> state.run().history().newest(place));
    }

    /** The oldest operation of a buffer reaches memory; those that are buffered never wait there. */
    private State flush(State state, int thread) {
        PVector<EventId> buffer = state.buffer(thread);
        return state.with(memory.perform(state.run(), buffer.get(0)).orElseThrow())
                .with(thread, buffer.minus(0));
    }
}
