package kmemcg.input;

import net.jqwik.api.Arbitrary;

/** A second package that uses jqwik. */
public record BrokenSeam(Arbitrary<String> names) {}
