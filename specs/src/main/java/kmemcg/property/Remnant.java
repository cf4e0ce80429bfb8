package kmemcg.property;

/**
 * Something that is there.
 *
 * @param goneBy from when on it must not be there
 * @param kind of the finding if it is
 * @param message what it is, and who holds it
 */
public record Remnant(Strength goneBy, String kind, String message) {}
