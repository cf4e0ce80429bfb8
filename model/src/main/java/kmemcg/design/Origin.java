package kmemcg.design;

/**
 * Where a bug really happened, or rather where it was cured.
 *
 * @param commit of the cure, 12 digits; for what was only proposed, who posted it and when; for what was only read, the version and file
 * @param title of the cure, or of what was proposed
 * @param kernels in which versions the bug was, as far as the sources say
 * @param year of the cure or the mail
 * @param evidence how well commit and title are known
 */
public record Origin(String commit, String title, String kernels, int year, Evidence evidence) {
    /** A cure whose commit and title were both seen in a public source. */
    public static Origin verified(String commit, String title, String kernels, int year) {
        return new Origin(commit, title, kernels, year, Evidence.VERIFIED);
    }

    /** A mail that says what was wrong, before there was a commit. */
    public static Origin mail(String mail, String title, String kernels, int year) {
        return new Origin(mail, title, kernels, year, Evidence.MAIL);
    }

    /** A proposal or a kernel that is wrong as it reads, although nobody seems to have said so. */
    public static Origin derived(String mail, String title, String kernels, int year) {
        return new Origin(mail, title, kernels, year, Evidence.DERIVED);
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
        UNVERIFIED,
        /** A mail with this title was seen in a public source; it has no commit. */
        MAIL,
        /** Derived here by reading a mail or a source tree; no report of it was found. */
        DERIVED
    }
}
