package kmemcg.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.doNot;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the code of kernel objects and designs may do, as far as bytecode shows it: every shared mutable word is a cell of the
 * machine, and nothing but the machine's answers decides what happens next.
 *
 * <p>Bytecode does not show a hand-written spin, a pointer that holds something mutable behind an interface, or an order that
 * comes from {@code hashCode}. The explorer finds the last two on replay, when a step asks for another access than before.
 */
final class ModelCode {
    static final String[] PACKAGES = {
        "kmemcg.sync..", "kmemcg.memcg..", "kmemcg.slab..", "kmemcg.lru..", "kmemcg.design.."
    };

    private static final String[] USABLE_PACKAGES = {
        "kmemcg..",
        "java.lang",
        "java.lang.annotation",
        "java.util",
        "java.util.function",
        "java.util.stream",
        "org.pcollections",
        "org.jspecify.annotations"
    };

    /** From packages that are usable otherwise: threads, clocks, chance, the environment, and orders of hash codes. */
    private static final Set<String> UNUSABLE_CLASSES = Set.of(
            "java.lang.System",
            "java.lang.Runtime",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.StackWalker",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal",
            "java.lang.InheritableThreadLocal",
            "java.util.Calendar",
            "java.util.Date",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.IdentityHashMap",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.util.TimerTask",
            "java.util.UUID",
            "java.util.WeakHashMap",
            "org.pcollections.Empty",
            "org.pcollections.HashPMap",
            "org.pcollections.HashTreePBag",
            "org.pcollections.HashTreePMap",
            "org.pcollections.HashTreePSet",
            "org.pcollections.MapPBag",
            "org.pcollections.MapPSet");

    /** Methods whose result has an order that differs from one JVM to the next, or that wait or draw lots. */
    private static final Set<String> UNUSABLE_METHODS = Set.of(
            "java.util.Set.of",
            "java.util.Set.copyOf",
            "java.util.Map.of",
            "java.util.Map.ofEntries",
            "java.util.Map.copyOf",
            "java.util.stream.Collectors.toSet",
            "java.util.stream.Collectors.toUnmodifiableSet",
            "java.util.stream.Collectors.toUnmodifiableMap",
            "java.util.Collection.parallelStream",
            "java.lang.Math.random",
            "java.lang.Object.wait",
            "java.lang.Object.notify",
            "java.lang.Object.notifyAll");

    /** Collectors whose map is a HashMap unless they are given another. */
    private static final Set<String> HASHING_BY_DEFAULT =
            Set.of("java.util.stream.Collectors.toMap", "java.util.stream.Collectors.groupingBy");

    private static final List<String> MUTABLE_TYPES = List.of(
            "java.util.Collection",
            "java.util.Map",
            "java.util.Iterator",
            "java.util.BitSet",
            "java.util.StringJoiner",
            "java.lang.StringBuilder",
            "java.lang.StringBuffer");

    private static final DescribedPredicate<JavaClass> DESCRIBE_DESIGNS = DescribedPredicate.describe(
            "describe designs", type -> Set.of("Catalogue", "DesignEntry", "HistoricalBug", "Vocabulary")
                    .contains(type.getSimpleName()));

    static final ArchRule TOUCHES_NOTHING_BUT_THE_MACHINE = classes()
            .that()
            .resideInAnyPackage(PACKAGES)
            .should()
            .onlyDependOnClassesThat(usable())
            .allowEmptyShould(true)
            .because("locks, atomics, threads, clocks and chance belong to the machine, and orders must repeat");

    static final ArchRule CALLS_NOTHING_THAT_DIFFERS_BETWEEN_RUNS = noClasses()
            .that()
            .resideInAnyPackage(PACKAGES)
            .should()
            .accessTargetWhere(methodIsUnusable())
            .allowEmptyShould(true)
            .because("the explorer replays every step; use EnumSet, OrderedPSet, OrderedPMap, TreePMap or TreeMap");

    static final ArchRule FIELDS_ARE_FINAL = fields().that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(PACKAGES)
            .should()
            .beFinal()
            .allowEmptyShould(true)
            .because("every shared mutable word is a cell");

    /**
     * A list is not told from a mutable one by its type, so a persistent one is asked for. Enums are left out: ErrorProne's
     * ImmutableEnumChecker judges them, and they are constants of the vocabulary rather than state. So is the catalogue, which
     * describes designs to people.
     */
    static final ArchRule FIELDS_HOLD_NOTHING_MUTABLE = fields().that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(PACKAGES)
            .and()
            .areDeclaredInClassesThat()
            .areNotEnums()
            .and()
            .areDeclaredInClassesThat(doNot(DESCRIBE_DESIGNS))
            .and()
            .doNotHaveModifier(SYNTHETIC)
            .should(holdNothingMutable())
            .allowEmptyShould(true)
            .because("what a field or a Ref holds is a kernel object, immutable, or a persistent collection");

    static final ArchRule ONLY_PEEKING_METHODS_PEEK = noClasses()
            .that()
            .resideInAnyPackage(PACKAGES)
            .should()
            .accessTargetWhere(peeksFromAStep())
            .allowEmptyShould(true)
            .because(
                    "a step that looks without an event sees what no kernel could; accessors for validators begin with peek");

    static final List<ArchRule> ALL = List.of(
            TOUCHES_NOTHING_BUT_THE_MACHINE,
            CALLS_NOTHING_THAT_DIFFERS_BETWEEN_RUNS,
            FIELDS_ARE_FINAL,
            FIELDS_HOLD_NOTHING_MUTABLE,
            ONLY_PEEKING_METHODS_PEEK);

    private ModelCode() {}

    private static DescribedPredicate<JavaClass> usable() {
        DescribedPredicate<JavaClass> inUsablePackage = JavaClass.Predicates.resideInAnyPackage(USABLE_PACKAGES);
        return DescribedPredicate.describe("model code may use", type -> {
            JavaClass element = type.getBaseComponentType();
            return element.isPrimitive()
                    || (inUsablePackage.test(element) && !UNUSABLE_CLASSES.contains(element.getName()));
        });
    }

    /** Constants are left out: one that keeps such a collection breaks {@link #FIELDS_HOLD_NOTHING_MUTABLE}. */
    private static DescribedPredicate<JavaAccess<?>> methodIsUnusable() {
        return DescribedPredicate.describe("the result differs between runs", access -> {
            if (access.getOrigin().getName().equals(JavaStaticInitializer.STATIC_INITIALIZER_NAME)) {
                return false;
            }
            String method = access.getTargetOwner().getName() + "." + access.getName();
            return UNUSABLE_METHODS.contains(method)
                    || (HASHING_BY_DEFAULT.contains(method) && !hasParameter(access, Supplier.class));
        });
    }

    private static boolean hasParameter(JavaAccess<?> access, Class<?> type) {
        return access.getTarget().getFullName().contains(type.getName());
    }

    private static DescribedPredicate<JavaAccess<?>> peeksFromAStep() {
        return DescribedPredicate.describe(
                "a method that does not begin with peek peeks",
                access -> looksWithoutAnEvent(access.getTarget())
                        && !access.getOrigin().getName().startsWith("peek"));
    }

    private static boolean looksWithoutAnEvent(HasName target) {
        return target.getName().startsWith("peek") || target.getName().equals("isFreed");
    }

    private static ArchCondition<JavaField> holdNothingMutable() {
        return new ArchCondition<>("hold nothing mutable") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                heldBy(field.getType())
                        .filter(ModelCode::isMutable)
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                field, field.getFullName() + " holds " + type.getName())));
            }
        };
    }

    /** The type itself and what it is parameterised with, at any depth. */
    private static Stream<JavaClass> heldBy(JavaType type) {
        Stream<JavaClass> arguments = type instanceof JavaParameterizedType parameterized
                ? parameterized.getActualTypeArguments().stream().flatMap(ModelCode::heldBy)
                : Stream.empty();
        return Stream.concat(Stream.of(type.toErasure()), arguments);
    }

    private static boolean isMutable(JavaClass type) {
        boolean persistent = type.getPackageName().equals("org.pcollections");
        return type.isArray() || (!persistent && MUTABLE_TYPES.stream().anyMatch(type::isAssignableTo));
    }
}
