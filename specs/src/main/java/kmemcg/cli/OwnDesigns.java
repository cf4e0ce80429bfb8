package kmemcg.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.campaign.Inventory;
import kmemcg.campaign.OwnDesign;
import kmemcg.input.InputError;
import picocli.CommandLine.Option;

/**
 * Designs of a user's own. The launcher puts their class path behind kmemcg's own, rather than a class loader here: engines that rewrite
 * classes as they are loaded must see them like all others.
 */
final class OwnDesigns {
    @Option(
            names = "--design",
            paramLabel = "CLASS",
            description =
                    "A design of your own: a public class with a constructor (Machine, Geometry) that extends a design"
                            + " or implements KmemDesign. May be given several times.")
    private List<String> classes = List.of();

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            split = "${sys:path.separator}",
            description =
                    "Where the classes of --design are: folders and jars, separated as in the class path of java.")
    private List<String> classPath = List.of();

    boolean isEmpty() {
        return classes.isEmpty();
    }

    /**
     * What there is, with these designs.
     *
     * @throws InputError if one of them cannot be checked
     */
    Inventory with(Inventory inventory) {
        classPath.forEach(OwnDesigns::require);
        return inventory.and(classes.stream()
                .map(named -> OwnDesign.named(named).from(String.join(File.pathSeparator, classPath)))
                .toList());
    }

    private static void require(String entry) {
        if (!exists(entry)) {
            throw new InputError("there is no such folder or jar", "--classpath " + entry, "name one that exists");
        }
        Set<String> present = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .collect(Collectors.toSet());
        if (!present.contains(entry)) {
            throw new InputError(
                    "this is not on the class path of this process",
                    "--classpath " + entry,
                    "start kmemcg by its launcher, or start java with it on -cp");
        }
    }

    private static boolean exists(String entry) {
        try {
            return Files.exists(Path.of(entry));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
