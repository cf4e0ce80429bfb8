package kmemcg.engine.sequences;

import kmemcg.program.Operation;
import kmemcg.program.Program.Phase;

/** An operation of a segment, when it is its turn. */
record Turn(Phase phase, int segment, Operation operation) {}
