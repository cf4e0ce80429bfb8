package kmemcg.program;

import java.util.stream.Stream;

/** A generated program that knows the way in which it was generated, and so its nearest smaller kin. */
public interface Sample {
    /** The program; it keeps the rules. */
    Program program();

    /** Smaller samples, each keeping the rules; only good within the visit that brought this one. */
    Stream<Sample> smaller();
}
