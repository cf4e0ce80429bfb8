/**
 * Concurrent programs under Lincheck, by model checking and by stress; the only package that knows of it.
 *
 * <pre>
 * Hunt      programs, time, verdict
 * Shrinking a failing program &rarr; a small one and how it fails
 * Lincheck  trials &rarr; the first failure
 * Trial     one program, many runs;  Execution: one run
 * Interleaved, Backstage, Turns    a run, as Lincheck and the machine's scheduler see it
 * Judge     the answers of a run against the sequential specification
 * </pre>
 */
@NullMarked
package kmemcg.engine.lincheck;

import org.jspecify.annotations.NullMarked;
