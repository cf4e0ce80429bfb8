package kmemcg.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import kmemcg.design.CacheFlag;
import kmemcg.memcg.Geometry;
import kmemcg.program.Place.Part;
import kmemcg.program.World.Cache;
import kmemcg.program.World.Group;

/** Reads the items of all world lines of one program. */
final class WorldParser {
    private static final String REMEDY =
            "write items such as: P < root, C < P limit 4 pages, cache dentry 192 account, cpus 2";

    private static final Map<String, Quantity> SIZES =
            Map.of("cpus", Quantity.CPUS, "page", Quantity.BYTES, "batch", Quantity.BATCH, "retries", Quantity.RETRIES);

    private final BiConsumer<Place, Token> marks;
    private final List<Group> groups = new ArrayList<>();
    private final List<Cache> caches = new ArrayList<>();
    private final Map<String, Integer> sizes = new HashMap<>();

    /**
     * Nothing read yet.
     *
     * @param marks is told which token stands at each place
     */
    WorldParser(BiConsumer<Place, Token> marks) {
        this.marks = marks;
    }

    /** Reads the rest of a line, items with commas between them. */
    void items(Line line) {
        do {
            item(line);
        } while (line.accept(","));
        line.expectEnd("put a comma between items");
    }

    private void item(Line line) {
        Token head = line.peek();
        if (line.second().is("<")) {
            group(line);
        } else if (head.is("cache")) {
            cache(line);
        } else if (SIZES.containsKey(head.text())) {
            size(line, line.next());
        } else {
            throw line.error(head, "expected a group, a cache or a size of the world, found " + head.shown(), REMEDY);
        }
    }

    private void group(Line line) {
        int index = groups.size();
        Token name = line.name("a name for a group", REMEDY);
        marks.accept(Place.of(Part.GROUP, index), name);
        line.expect("<", REMEDY);
        Token parent = line.name("the group's parent", REMEDY);
        marks.accept(Place.of(Part.GROUP, index, Place.PARENT), parent);
        Group group = new Group(name.text(), parent.text());
        if (line.accept("limit")) {
            group = group.limitedTo(line.number(Quantity.PAGES, REMEDY));
            skipUnit(line);
        }
        groups.add(group);
    }

    private static void skipUnit(Line line) {
        if (!line.accept("pages")) {
            line.accept("page");
        }
    }

    private void cache(Line line) {
        line.expect("cache", REMEDY);
        int index = caches.size();
        Token name = line.name("a name for a cache", REMEDY);
        marks.accept(Place.of(Part.CACHE, index), name);
        marks.accept(Place.of(Part.CACHE, index, Place.SIZE), line.peek());
        int bytes = (int) line.number(Quantity.BYTES, REMEDY);
        caches.add(new Cache(name.text(), bytes, flags(line)));
    }

    private static Set<CacheFlag> flags(Line line) {
        Set<String> words = new HashSet<>();
        while (!line.peek().is(",") && !line.peek().isEnd()) {
            Token word = line.next();
            if (!FlagWords.OF_CACHES.contains(word.text())) {
                throw line.unknown(word, "a trait of a cache or a comma", FlagWords.OF_CACHES);
            }
            if (!words.add(word.text())) {
                throw line.error(word, "the trait %s is given twice".formatted(word.text()), "drop one of the two");
            }
        }
        return FlagWords.cacheFlags(words);
    }

    private void size(Line line, Token word) {
        Quantity quantity = SIZES.getOrDefault(word.text(), Quantity.COUNT);
        int value = (int) line.number(quantity, "write: %s %d".formatted(word.text(), quantity.min()));
        if (sizes.putIfAbsent(word.text(), value) != null) {
            throw line.error(word, "'%s' is given twice".formatted(word.text()), "drop one of the two");
        }
    }

    /** What was read, and the defaults for what was not. */
    World world() {
        Geometry usual = Geometry.SMALL;
        Geometry geometry = new Geometry(
                sizes.getOrDefault("page", usual.pageSize()),
                sizes.getOrDefault("batch", usual.chargeBatch()),
                sizes.getOrDefault("retries", usual.reclaimRetries()));
        return new World(groups, caches, sizes.getOrDefault("cpus", World.DEFAULT_CPUS), geometry);
    }
}
