package kmemcg.design;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;
import org.pcollections.OrderedPMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** Model code that keeps every rule, with the constructs that compile to something a rule could mistake. */
final class SoundModelCode extends KernelObject {
    private static final OrderedPMap<String, Long> LIMITS = OrderedPMap.singleton("root", 1L);

    private final Word usage;
    private final Ref<PVector<SoundModelCode>> children;
    private final PVector<Word> stocks;

    SoundModelCode(Birth birth) {
        super(birth);
        usage = birth.word("usage", 0);
        children = birth.ref("children", TreePVector.empty());
        stocks = TreePVector.singleton(birth.word("stock", 0));
    }

    enum Size {
        SMALL,
        LARGE
    }

    record Charge(Size size, PVector<String> names) {}

    Set<Size> sizes() {
        return EnumSet.allOf(Size.class);
    }

    long charge(Charge charge) {
        assert !charge.names().isEmpty();
        long pages =
                switch (charge.size()) {
                    case SMALL -> 1;
                    case LARGE -> LIMITS.getOrDefault("root", 2L);
                };
        return usage.addReturn(pages);
    }

    List<String> describe() {
        List<String> lines = new ArrayList<>();
        long[] seen = stocks.stream().mapToLong(Word::readOnce).toArray();
        for (long pages : seen) {
            lines.add(name() + ": " + pages);
        }
        return lines;
    }

    Map<String, List<String>> byName() {
        return describe().stream().collect(Collectors.groupingBy(line -> line, TreeMap::new, Collectors.toList()));
    }

    long peekUsage() {
        return usage.peek();
    }

    @Nullable
    PVector<SoundModelCode> peekChildren() {
        return children.peek();
    }

    long peekStocks() {
        return stocks.stream().mapToLong(stock -> stock.peek()).sum();
    }
}
