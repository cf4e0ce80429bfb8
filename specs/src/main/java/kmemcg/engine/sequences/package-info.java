/** Programs run one operation at a time, beside a reference model. */
@NullMarked
package kmemcg.engine.sequences;

import org.jspecify.annotations.NullMarked;
