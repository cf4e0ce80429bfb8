/**
 * A report for the browser: one file that needs nothing else, not even a network. It can be read without its script, which makes
 * the steps of a counterexample something to walk through.
 */
@NullMarked
package kmemcg.report.html;

import org.jspecify.annotations.NullMarked;
