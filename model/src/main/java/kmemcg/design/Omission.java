package kmemcg.design;

/**
 * Something that is known to go wrong, or was thought to, and is no bug of the catalogue.
 *
 * @param name as the catalogue would name it
 * @param what what happens
 * @param why why it is not in the catalogue, or where it is shown instead
 */
public record Omission(String name, String what, String why) {}
