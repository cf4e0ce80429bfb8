package kmemcg.architecture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Habits that only the sources show. Each check names the places where the habit is not kept. */
final class SourceHabits {
    private static final long LONGEST_FILE = 500;
    private static final long LONGEST_METHOD = 70;

    private SourceHabits() {}

    static List<String> filesTooLong(List<SourceFile> sources) throws IOException {
        List<String> found = new ArrayList<>();
        for (SourceFile source : sources) {
            if (source.lines() > LONGEST_FILE) {
                found.add(source.path() + " has " + source.lines() + " lines");
            }
        }
        return found;
    }

    static List<String> methodsTooLong(List<SourceFile> sources) {
        return sources.stream()
                .flatMap(source -> source.methodsOver(LONGEST_METHOD).stream())
                .toList();
    }

    /** Monitors cannot be seen by the explorer; ArchUnit sees only synchronized methods. */
    static List<String> monitors(List<SourceFile> sources) {
        return sources.stream().flatMap(source -> source.monitors().stream()).toList();
    }

    /** Packages without a package-info that says {@code @NullMarked}, for which NullAway would not look. */
    static List<String> packagesWithoutNullness(List<SourceFile> sources) {
        Set<String> marked = sources.stream()
                .filter(SourceFile::declaresNullMarked)
                .map(SourceFile::packageName)
                .collect(Collectors.toSet());
        return sources.stream()
                .map(SourceFile::packageName)
                .filter(name -> !marked.contains(name))
                .distinct()
                .toList();
    }
}
