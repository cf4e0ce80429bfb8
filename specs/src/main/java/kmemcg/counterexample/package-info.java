/**
 * The counterexample: a file that says how something broke, for people, for {@code diff} and for {@code kmemcg replay}.
 *
 * <p>Its form, version 2; brackets are optional parts, braces are parts repeated one or more times, blank lines are free. A key
 * stands at the beginning of its line, what belongs to {@code program} and {@code steps} is indented. The file is UTF-8 with
 * no time stamp and no path in it, so that the same finding gives the same bytes everywhere.
 *
 * <pre>
 * file     = "kmemcg counterexample 2"
 *            "design" NAME                  that of the program, or a user's own that runs programs of it
 *            [ "bug" NAME ]                 a historical bug of the program's design
 *            "engine" NAME
 *            "seed" NUMBER
 *            [ "memory" MODEL ]             {@link kmemcg.explore.MemoryModel}; without it, sc
 *            [ "walk" NUMBER ]              {@link kmemcg.explore.RandomWalks}; without it, found by exploring in order
 *            "repeat" COMMAND               for people; not read back
 *            { "broken" INVARIANT           {@link kmemcg.machine.Invariant}
 *              "promise" TEXT               for people; not read back
 *              "kind" TEXT
 *              "message" TEXT }
 *            "program" { LINE }             as described at {@link kmemcg.program}
 *            "steps" { NUMBER TEXT }        what happened, numbered from 1
 *            [ "record" { NUMBER DONE } ]   every step, numbered from 1, for an engine that can do them again
 *            "end"                          a file without it was cut off
 * </pre>
 *
 * <p>Every version that ever was is read. A file has the lowest that can say what it says, so that what is kept does not change with kmemcg, and
 * an older kmemcg reads what it can understand. In version 1, a user's own design was named as a bug of the design it extends; all else is
 * version 1 still.
 *
 * <p>A DONE is {@code thread | what it does} or {@code thread ! what was found} when it was about to go on.
 *
 * <p>In a TEXT or DONE, a backslash and what could not be seen or would break the line is written as in Java: a backslash twice, a
 * character as a backslash, a {@code u} and four hexadecimal digits.
 */
@NullMarked
package kmemcg.counterexample;

import org.jspecify.annotations.NullMarked;
