package kmemcg.program;

/**
 * A rule that a program breaks.
 *
 * @param place the smallest part of the program without which the rule would hold
 * @param what the rule and how it is broken
 * @param remedy how to mend it
 */
record Breach(Place place, String what, String remedy) {}
