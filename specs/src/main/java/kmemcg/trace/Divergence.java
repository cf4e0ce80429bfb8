package kmemcg.trace;

/**
 * One place where a recording and the rules differ.
 *
 * @param rule the rule that does not hold
 * @param file the file of the recording
 * @param line line number from 1; for {@code snapshots.json} the number of the reading
 * @param text the line itself
 * @param expected what the rules ask for
 * @param seen what the recording shows
 */
public record Divergence(Rule rule, String file, long line, String text, String expected, String seen) {}
