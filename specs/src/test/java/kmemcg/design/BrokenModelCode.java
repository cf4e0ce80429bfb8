package kmemcg.design;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.machine.Birth;
import kmemcg.machine.Ref;
import kmemcg.machine.Word;

/** Model code as it must not be; each class breaks one rule. */
final class BrokenModelCode {
    private BrokenModelCode() {}

    record TakesJavaLock(ReentrantLock lock) {}

    record KnowsTheTime(Instant born) {}

    static final class ReadsClock {
        long now() {
            return System.nanoTime();
        }
    }

    static final class DrawsLots {
        boolean chance(Random random) {
            return random.nextBoolean();
        }
    }

    static final class KnowsItsThread {
        String who() {
            return Thread.currentThread().getName();
        }
    }

    static final class WalksHashes {
        int sum(List<String> names) {
            HashMap<String, Integer> lengths = new HashMap<>();
            names.forEach(name -> lengths.put(name, name.length()));
            return lengths.size();
        }
    }

    static final class WalksSaltedSet {
        Set<String> names() {
            return Set.of("root", "P");
        }
    }

    static final class WalksSaltedSetByReference {
        Function<List<String>, Set<String>> names() {
            return Set::copyOf;
        }
    }

    static final class CollectsIntoHashMap {
        Set<String> names(Stream<String> names) {
            return names.collect(Collectors.groupingBy(name -> name)).keySet();
        }
    }

    static final class HasMutableField {
        private long usage;

        long charge(long pages) {
            usage += pages;
            return usage;
        }
    }

    static final class HasMutableStatic {
        private static long born;

        private HasMutableStatic() {}

        static long next() {
            born++;
            return born;
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    record HoldsArray(long[] stocks) {}

    record HoldsList(List<String> names) {}

    static final class HoldsSaltedConstant {
        static final Set<String> NAMES = Set.of("root", "P");

        private HoldsSaltedConstant() {}
    }

    record HoldsListInRef(Ref<List<String>> names) {}

    record HoldsArrayInRef(Ref<long[]> stocks) {}

    static final class PeeksInStep {
        boolean tryCharge(Word usage) {
            return usage.peek() == 0;
        }
    }

    static final class PeeksByReference {
        ToLongFunction<Word> reader() {
            return Word::peek;
        }
    }

    static final class AsksWhetherFreed {
        boolean tryGet(Birth birth) {
            return !birth.isFreed();
        }
    }

    static final class StepUsesAccessorForValidators {
        long peekUsage(Word usage) {
            return usage.peek();
        }

        boolean tryCharge(Word usage) {
            return peekUsage(usage) == 0;
        }
    }
}
