/**
 * Programs as plain data: threads times operations, generated, read, printed and made smaller; and their execution.
 *
 * <p>The text form, in full. A line ends where the text line ends; {@code #} starts a comment; spaces are free. Brackets are
 * optional parts, braces are parts repeated any number of times.
 *
 * <pre>
 * program    = "design" NAME
 *              { "world" item { "," item } }
 *              { "before" place operations }            in this order, one after the other
 *              { "T1" place operations ... }            then these, all at the same time
 *              { "after" place operations }             then these, one after the other
 *              { "finally" "usage" GROUP "==" PAGES }   when all is settled and drained
 * item       = GROUP "&lt;" PARENT [ "limit" PAGES [ "pages" ] ]
 *            | "cache" CACHE BYTES { "account" | "nomerge" }
 *            | "cpus" COUNT                             default 2
 *            | "page" BYTES | "batch" PAGES | "retries" COUNT   default {@link kmemcg.memcg.Geometry#SMALL}
 * place      = "cpu" NUMBER [ "in" GROUP ] ":"          the group is root if nothing is said
 * operations = operation { ";" operation }
 * operation  = [ NAME "=" ] VERB { argument }           {@link kmemcg.design.Verb}; alloc names an object, page a page
 * </pre>
 *
 * <p>The lines of a program stand in the order above. A name is a letter or underscore, then letters, digits, {@code _},
 * {@code -} or {@code .}; groups, caches, objects and pages have name spaces of their own. Numbers are decimal. Which programs of
 * this form the kernel would allow its users is said in {@link kmemcg.program.ProgramRules}.
 */
@NullMarked
package kmemcg.program;

import org.jspecify.annotations.NullMarked;
