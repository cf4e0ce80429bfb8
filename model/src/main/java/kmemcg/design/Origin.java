package kmemcg.design;

/**
 * Where a bug really happened, or rather where it was cured.
 *
 * @param commit of the cure, 12 digits
 * @param title of the cure
 * @param kernels in which versions the bug was, as far as the sources say
 * @param year of the cure
 * @param evidence how well commit and title are known
 */
public record Origin(String commit, String title, String kernels, int year, Evidence evidence) {
    /** A cure whose commit and title were both seen in a public source. */
    public static Origin verified(String commit, String title, String kernels, int year) {
        return new Origin(commit, title, kernels, year, Evidence.VERIFIED);
    }

    /** As mails cite it: {@code eefbfa7fd678 ("mm: ...")}. */
    @Override
    public String toString() {
        return "%s (\"%s\")".formatted(commit, title);
    }

    /** How well something is known. */
    public enum Evidence {
        /** Commit and title were both seen in a public source. */
        VERIFIED,
        /** Title or commit is cited from memory. */
        UNVERIFIED
    }
}
