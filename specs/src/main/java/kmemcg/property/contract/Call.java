package kmemcg.property.contract;

import java.util.List;
import java.util.stream.Stream;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.program.Operation;
import kmemcg.program.Result;

/**
 * An operation that a thread has run.
 *
 * @param thread the label of its segment: {@code "T1"}
 * @param home the group its process was in when the segment began
 * @param result what it answered
 */
public record Call(String thread, String home, Operation operation, Result result) {
    /** What it did. */
    public Verb verb() {
        return operation.verb();
    }

    /** Whether that is what it answered. */
    public boolean answered(Result expected) {
        return result.equals(expected);
    }

    /** The names of the objects it uses. */
    public List<String> objects() {
        List<Kind> kinds = verb().arguments();
        if (kinds.contains(Kind.OBJECTS)) {
            return operation.objects();
        }
        return Stream.of(Kind.OBJECT, Kind.USER_PAGE)
                .filter(kinds::contains)
                .map(operation::the)
                .toList();
    }

    /** Whether it removes a group, now or in the time to come. */
    public boolean removesGroup() {
        return verb() == Verb.RMDIR || verb() == Verb.OFFLINE;
    }

    /** Whether it may charge, and so reclaim and be seen in counters before it has decided to fail. */
    public boolean mayCharge() {
        return verb().charges();
    }

    /** Whether it may free objects that it does not name. */
    public boolean mayReclaim() {
        return mayCharge() || verb() == Verb.SHRINK || verb() == Verb.RECLAIM || verb() == Verb.LIMIT;
    }
}
