/** Tests of the page, with a browser where there is one. */
@NullMarked
package kmemcg.report.html;

import org.jspecify.annotations.NullMarked;
