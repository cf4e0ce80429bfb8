package kmemcg.engine.sequences;

import kmemcg.machine.Task;
import kmemcg.memcg.Process;
import kmemcg.property.reference.Actor;

/** A process of a program, in the design and in the reference model. */
record Runner(Task task, Process process, Actor actor) {}
