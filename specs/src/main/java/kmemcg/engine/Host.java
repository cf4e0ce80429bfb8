package kmemcg.engine;

import kmemcg.machine.Finding;
import kmemcg.machine.Machine;
import kmemcg.program.Deferred;
import kmemcg.property.Bench;

/** A machine with what only an engine may do to it. Each kind of machine has one, so that one {@link TestBed} serves all. */
public interface Host extends Bench {
    /** What designs see of it. */
    Machine machine();

    /** What programs ask of it behind the designs' back. */
    Deferred deferred();

    /** Notes a finding of the engine; the modelled kernel goes on. */
    void report(Finding finding);
}
