package kmemcg.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the places that we write to can show.
 *
 * @param colour whether standard output takes colours
 * @param progress whether standard error is a terminal, where a line can be written over
 */
public record Terminal(boolean colour, boolean progress) {
    /** Files and pipes. */
    public static final Terminal NONE = new Terminal(false, false);

    /** What this process writes to. {@code NO_COLOR} is honoured as no-color.org has it, and so is {@code TERM=dumb}. */
    public static Terminal detected() {
        boolean dumb = System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
        boolean plain = dumb || !System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(!plain && isTerminal(1), !dumb && isTerminal(2));
    }

    /**
     * {@code System.console()} cannot tell the two streams apart and from JDK 22 on exists without a terminal too, so we ask
     * Linux. Where it does not answer there are no colours.
     */
    private static boolean isTerminal(int descriptor) {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
