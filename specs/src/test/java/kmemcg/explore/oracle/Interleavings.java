package kmemcg.explore.oracle;

import java.util.List;
import java.util.Optional;
import kmemcg.explore.oracle.History.Write;

/**
 * What can a program do under sequential consistency? Every interleaving of its operations is run on one shared memory
 * (Lamport: "How to Make a Multiprocessor Computer That Correctly Executes Multiprocess Programs", 1979).
 *
 * <p>Each operation is one step, but {@code synchronize_rcu}, which is two: in between, sections begin and end.
 */
public final class Interleavings implements Walk.Machine<Run> {
    private final MicroProgram program;

    Interleavings(MicroProgram program) {
        this.program = program;
    }

    public static Behaviours of(MicroProgram program) {
        return Walk.everywhere(program, new Interleavings(program));
    }

    @Override
    public Run start() {
        return Run.start(program.threads().size());
    }

    @Override
    public List<Run> steps(Run run) {
        return run.nextEvents().stream()
                .filter(event -> !program.isPastEnd(event))
                .flatMap(event -> step(run, event).stream())
                .toList();
    }

    @Override
    public Run seen(Run run) {
        return run;
    }

    /** A thread's next operation; none if it has to wait. */
    Optional<Run> step(Run run, EventId event) {
        int thread = event.thread();
        if (program.at(event).kind() == MicroOp.Kind.SYNC && !run.rcu().hasBegun(thread)) {
            return Optional.of(run.with(run.rcu().begin(thread)));
        }
        return perform(run, event).map(done -> done.jump(thread, done.next().get(thread) + 1));
    }

    /** What an operation does to all but its thread's position; none if it has to wait. */
    Optional<Run> perform(Run run, EventId event) {
        MicroOp op = program.at(event);
        Write newest = run.history().newest(op.place());
        return switch (op.kind()) {
            case READ, AWAIT -> read(run, event, newest);
            case WRITE, UNLOCK -> Optional.of(write(run, event));
            case ADD ->
                Optional.of(exchange(run, event, newest.value() + op.value())
                        .returns(event.thread(), newest.value() + op.value()));
            case XCHG -> Optional.of(exchange(run, event, op.value()).returns(event.thread(), newest.value()));
            case CMPXCHG ->
                Optional.of(
                        (newest.value() == op.expected() ? exchange(run, event, op.value()) : look(run, event, newest))
                                .returns(event.thread(), newest.value()));
            case LOCK -> newest.value() == 0 ? Optional.of(exchange(run, event, 1)) : Optional.empty();
            case TRY_LOCK -> Optional.of(newest.value() == 0 ? acquired(run, event) : refused(run, event, newest));
            case MB -> Optional.of(run);
            case RCU_LOCK -> Optional.of(run.with(run.rcu().beginSection(event)));
            case RCU_UNLOCK -> Optional.of(run.with(run.rcu().endSection(program.opening(event))));
            case SYNC ->
                run.rcu().mayEnd(event.thread())
                        ? Optional.of(run.with(run.rcu().end(event.thread())))
                        : Optional.empty();
            case FREE -> Optional.of(run.with(run.object().free()));
            case TOUCH -> Optional.of(run.with(run.object().touch()));
        };
    }

    /** A read, or an await that ends only if this is the value it waits for. */
    Optional<Run> read(Run run, EventId event, Write source) {
        MicroOp op = program.at(event);
        return op.kind() == MicroOp.Kind.AWAIT && source.value() != op.expected()
                ? Optional.empty()
                : Optional.of(look(run, event, source).returns(event.thread(), source.value()));
    }

    private static Run look(Run run, EventId event, Write source) {
        return run.with(run.history().read(event, source));
    }

    private Run write(Run run, EventId event) {
        MicroOp op = program.at(event);
        return run.with(run.history().write(op.place(), event, op.value()));
    }

    /** The two halves of a read-modify-write, with nothing in between. */
    private Run exchange(Run run, EventId event, long value) {
        String place = program.at(event).place();
        Run read = look(run, event, run.history().newest(place));
        return read.with(read.history().write(place, event, value));
    }

    private Run acquired(Run run, EventId event) {
        return exchange(run, event, 1).returns(event.thread(), 1);
    }

    private Run refused(Run run, EventId event, Write source) {
        return look(run, event, source).returns(event.thread(), 0).jump(event.thread(), program.closing(event));
    }
}
