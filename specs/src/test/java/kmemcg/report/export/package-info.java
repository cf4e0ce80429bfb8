@NullMarked
package kmemcg.report.export;

import org.jspecify.annotations.NullMarked;
