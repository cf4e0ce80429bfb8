package kmemcg.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A Java source as its author sees it, parsed by the compiler; for habits that class files no longer show. */
final class SourceFile {
    private final Path path;
    private final Trees trees;
    private final CompilationUnitTree unit;

    private SourceFile(Path path, Trees trees, CompilationUnitTree unit) {
        this.path = path;
        this.trees = trees;
        this.unit = unit;
    }

    /** The sources below a folder, in the order of their paths; none if there is no such folder. */
    static List<SourceFile> below(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return parse(files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList());
        }
    }

    private static List<SourceFile> parse(List<Path> paths) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(paths));
            Trees trees = Trees.instance(task);
            Stream.Builder<SourceFile> parsed = Stream.builder();
            for (CompilationUnitTree unit : task.parse()) {
                parsed.add(new SourceFile(Path.of(unit.getSourceFile().toUri()), trees, unit));
            }
            return parsed.build().toList();
        }
    }

    Path path() {
        return path;
    }

    /** {@code "kmemcg.machine"}. */
    String packageName() {
        return String.valueOf(unit.getPackageName());
    }

    long lines() throws IOException {
        try (Stream<String> lines = Files.lines(path)) {
            return lines.count();
        }
    }

    boolean declaresNullMarked() {
        return unit.getPackageAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("NullMarked"));
    }

    /** {@code "PageCounter.java:31 tryCharge"} of each method longer than that, from its annotations to its last brace. */
    List<String> methodsOver(long lines) {
        Stream.Builder<String> found = Stream.builder();
        forEachMethod(method -> {
            if (lineOfEnd(method) - lineOfStart(method) >= lines) {
                found.add(place(method) + " " + method.getName());
            }
        });
        return found.build().toList();
    }

    /** {@code "PageCounter.java:31"} of each method or block that takes a monitor. */
    List<String> monitors() {
        Stream.Builder<String> found = Stream.builder();
        forEachMethod(method -> {
            if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
                found.add(place(method));
            }
        });
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitSynchronized(SynchronizedTree block, @Nullable Void none) {
                found.add(place(block));
                return super.visitSynchronized(block, null);
            }
        }.scan(unit, null);
        return found.build().toList();
    }

    private void forEachMethod(Consumer<MethodTree> visitor) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
                visitor.accept(method);
                return super.visitMethod(method, null);
            }
        }.scan(unit, null);
    }

    private String place(Tree tree) {
        return path.getFileName() + ":" + lineOfStart(tree);
    }

    private long lineOfStart(Tree tree) {
        return unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    private long lineOfEnd(Tree tree) {
        return unit.getLineMap().getLineNumber(trees.getSourcePositions().getEndPosition(unit, tree));
    }
}
