@NullMarked
package kmemcg.engine.lincheck;

import org.jspecify.annotations.NullMarked;
