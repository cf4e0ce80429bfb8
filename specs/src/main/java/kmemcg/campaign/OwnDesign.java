package kmemcg.campaign;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kmemcg.design.DesignEntry;
import kmemcg.design.KmemDesign;
import kmemcg.engine.Subject;
import kmemcg.input.InputError;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;
import kmemcg.property.promises.Promises;
import org.jspecify.annotations.Nullable;

/**
 * A design that a user wrote, as something to check. If it extends a design of the catalogue, it is a variant of that: it has its words,
 * and what must hold of the one must hold of the other. Else there must be {@link Promises} for its name on the class path.
 */
public final class OwnDesign {
    private static final Pattern WORD_BEGINS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private final Class<?> type;
    private final String classPath;

    private OwnDesign(Class<?> type, String classPath) {
        this.type = type;
        this.classPath = classPath;
    }

    /** The same, which the command line finds on this class path; empty if it is on kmemcg's own. */
    public OwnDesign from(String path) {
        return new OwnDesign(type, path);
    }

    /**
     * The class of this name, which must be on the class path.
     *
     * @throws InputError if there is none, or if it is not a design that can be booted
     */
    public static OwnDesign named(String className) {
        try {
            return of(Class.forName(className));
        } catch (ClassNotFoundException e) {
            throw error(
                    "there is no such class",
                    className,
                    "write its name with its package, and where it is: --classpath FOLDER or --classpath FILE.jar");
        } catch (UnsupportedClassVersionError e) {
            throw error(
                    "the class was compiled for a newer Java than this one, "
                            + Runtime.version().feature(),
                    className,
                    "compile it with: javac --release " + Runtime.version().feature());
        } catch (LinkageError e) {
            throw error("the class cannot be loaded: " + e, className, "compile it against this kmemcg");
        }
    }

    /**
     * A class.
     *
     * @throws InputError if it is not a design that can be booted
     */
    public static OwnDesign of(Class<?> type) {
        if (!KmemDesign.class.isAssignableFrom(type)) {
            throw error("the class is no design", type.getName(), "let it extend a design, or implement KmemDesign");
        }
        OwnDesign own = new OwnDesign(type, "");
        own.constructor();
        return own;
    }

    /** Its class's name as other names are written: {@code LazyDrain} is {@code lazy-drain}. */
    public String name() {
        return WORD_BEGINS.matcher(type.getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /**
     * It, as something to check.
     *
     * @param designs those of the catalogue
     * @throws InputError if nobody says what must hold of it
     */
    public Subject subject(List<DesignEntry> designs) {
        String design = extended(designs).map(DesignEntry::name).orElseGet(this::name);
        requirePromises(design);
        String where = classPath.isEmpty() ? "" : " --classpath " + classPath;
        return new Subject(design, name(), this::boot, where + " --design " + type.getName());
    }

    private void requirePromises(String design) {
        try {
            Promises.of(design);
        } catch (IllegalArgumentException e) {
            throw error(
                    "nobody says what must hold of the design " + design,
                    type.getName(),
                    "let it extend a design of kmemcg, or add a service kmemcg.property.promises.Promises for that name");
        }
    }

    private Optional<DesignEntry> extended(List<DesignEntry> designs) {
        Map<Class<?>, DesignEntry> byClass = new HashMap<>();
        designs.forEach(design -> byClass.put(Inventory.subject(design).sample().getClass(), design));
        return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                .map(byClass::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Constructor<?> constructor() {
        @Nullable Constructor<?> found = null;
        try {
            found = type.getConstructor(Machine.class, Geometry.class);
        } catch (NoSuchMethodException e) {
            // said below
        }
        if (found == null || !Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
            throw error(
                    "the design cannot be booted",
                    type.getName(),
                    "make it a public class that is not abstract, with a public constructor (Machine, Geometry)");
        }
        return found;
    }

    private KmemDesign boot(Machine machine, Geometry geometry) {
        try {
            return (KmemDesign) constructor().newInstance(machine, geometry);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw new IllegalStateException("the constructor failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the constructor was there before", e);
        }
    }

    private static InputError error(String what, String className, String remedy) {
        return new InputError(what, "--design " + className, remedy);
    }
}
