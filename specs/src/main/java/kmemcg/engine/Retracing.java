package kmemcg.engine;

import java.util.List;
import kmemcg.program.Program;

/**
 * An engine that can run a program again just as it did before. With it, a counterexample that fails no more because it was
 * mended can be told from one that does not do what it did.
 */
public interface Retracing extends Engine {
    /** What happens when the program runs, in the form of {@link Violation#steps}, whether or not anything breaks. */
    List<String> steps(Subject subject, Program program, long seed);
}
