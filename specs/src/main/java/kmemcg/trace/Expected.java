package kmemcg.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The next step of an accounting function, as the rules ask for it: an event with the values its fields must have.
 *
 * <p>Within one context the kernel runs these functions straight through, so a missing or different step shows at the
 * very next line of that context.
 */
final class Expected {
    /** How the step may be missed. */
    private enum Need {
        MANDATORY,
        /** Other steps of a page charge (attempts, reclaim, drains) may come before it. */
        AFTER_ATTEMPTS,
        /** As before, once an attempt is seen; until then it may be left out. */
        OPTIONAL_CHARGE,
        OPTIONAL
    }

    private record Field(String name, long value, boolean isAddress) {
        boolean matches(TraceLine line) {
            return value == (isAddress ? line.address(name) : line.number(name));
        }

        @Override
        public String toString() {
            return name + "=" + (isAddress ? "0x" + Long.toHexString(value) : Long.toString(value));
        }
    }

    private final Rule rule;
    private final String event;
    private final List<Field> fields = new ArrayList<>(4);
    private Need need = Need.MANDATORY;
    private Predicate<@Nullable TraceLine> alternative = line -> false;
    private Runnable effect = () -> {};

    Expected(Rule rule, String event) {
        this.rule = rule;
        this.event = event;
    }

    Expected number(String name, long value) {
        fields.add(new Field(name, value, false));
        return this;
    }

    Expected address(String name, long value) {
        fields.add(new Field(name, value, true));
        return this;
    }

    /** Adds an address that may be unknown, as 0; then it is not compared. */
    Expected addressIfKnown(String name, long value) {
        return value == 0 ? this : address(name, value);
    }

    Expected optional() {
        need = Need.OPTIONAL;
        return this;
    }

    Expected afterAttempts() {
        need = Need.AFTER_ATTEMPTS;
        return this;
    }

    Expected optionalCharge() {
        need = Need.OPTIONAL_CHARGE;
        return this;
    }

    /** What else may be right: asked with a line that differs, or with null when the step is left out. */
    Expected unless(Predicate<@Nullable TraceLine> explained) {
        alternative = explained;
        return this;
    }

    /** What the kernel does after the step. */
    Expected then(Runnable following) {
        effect = following;
        return this;
    }

    Rule rule() {
        return rule;
    }

    String event() {
        return event;
    }

    boolean isOptionalCharge() {
        return need == Need.OPTIONAL_CHARGE;
    }

    boolean waitsForAttempts() {
        return need == Need.AFTER_ATTEMPTS;
    }

    boolean matches(TraceLine line) {
        return fields.stream().allMatch(field -> field.matches(line)) || alternative.test(line);
    }

    boolean mayBeLeftOut() {
        return alternative.test(null) || need == Need.OPTIONAL || need == Need.OPTIONAL_CHARGE;
    }

    void follow() {
        effect.run();
    }

    @Override
    public String toString() {
        return event + fields.stream().map(field -> " " + field).collect(Collectors.joining());
    }
}
