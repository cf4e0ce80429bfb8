/** Counterexamples as sources of tests that stand by themselves, for three test frameworks. */
@NullMarked
package kmemcg.report.export;

import org.jspecify.annotations.NullMarked;
