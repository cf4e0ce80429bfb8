package kmemcg.machine;

/**
 * A broken promise seen while a model ran.
 *
 * @param broken the invariant
 * @param kind what sort of mistake it is, a few words without names: {@code "use after free"}; equal for equal mistakes
 * @param message what happened, with the names of task and cell
 */
public record Finding(Invariant broken, String kind, String message) {
    @Override
    public String toString() {
        return "%s: %s: %s".formatted(broken, kind, message);
    }
}
