package kmemcg.explore;

/**
 * Which steps of a thread are one operation of the program.
 *
 * @param thread the thread's name
 * @param first how many events the thread had behind it when the operation began, see {@link ExplorerMachine#ordinal}
 * @param last the ordinal of the operation's last event
 * @param text the operation, in the design's words: {@code "offline C"}
 */
public record Span(String thread, int first, int last, String text) {
    boolean contains(Step step) {
        return step.thread().equals(thread) && first <= step.ordinal() && step.ordinal() <= last;
    }
}
