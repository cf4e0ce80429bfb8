package kmemcg.explore.oracle;

import static kmemcg.explore.oracle.MicroOp.await;
import static kmemcg.explore.oracle.MicroOp.cmpxchg;
import static kmemcg.explore.oracle.MicroOp.free;
import static kmemcg.explore.oracle.MicroOp.lock;
import static kmemcg.explore.oracle.MicroOp.mb;
import static kmemcg.explore.oracle.MicroOp.rcuLock;
import static kmemcg.explore.oracle.MicroOp.rcuUnlock;
import static kmemcg.explore.oracle.MicroOp.read;
import static kmemcg.explore.oracle.MicroOp.sync;
import static kmemcg.explore.oracle.MicroOp.touch;
import static kmemcg.explore.oracle.MicroOp.tryLock;
import static kmemcg.explore.oracle.MicroOp.unlock;
import static kmemcg.explore.oracle.MicroOp.write;

import java.util.List;
import java.util.stream.Stream;

/**
 * Litmus shapes with their exact outcomes, worked out by hand. Names of the classical ones as in Alglave, Maranget, Tautschnig:
 * "Herding Cats", 2014; of the RCU ones as in Alglave, Maranget, McKenney, Parri, Stern: "Frightening Small Children and
 * Disconcerting Grown-ups", 2018. An outcome reads: results of each thread | ... ; final memory.
 */
public final class Shapes {
    private Shapes() {}

    public static List<Shape> all() {
        return Stream.of(twoWords(), manyThreads(), oneWord(), locks(), rcu(), fences(), object())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Shape> twoWords() {
        Shape sb = Shape.of(
                        "SB",
                        List.of(List.of(write("x", 1), read("y")), List.of(write("y", 1), read("x"))),
                        "0 | 1 ; x=1 y=1",
                        "1 | 0 ; x=1 y=1",
                        "1 | 1 ; x=1 y=1")
                .onlyTso("0 | 0 ; x=1 y=1");
        Shape mp = Shape.of(
                "MP",
                List.of(List.of(write("x", 1), write("y", 1)), List.of(read("y"), read("x"))),
                "- | 0 0 ; x=1 y=1",
                "- | 0 1 ; x=1 y=1",
                "- | 1 1 ; x=1 y=1");
        Shape lb = Shape.of(
                "LB",
                List.of(List.of(read("x"), write("y", 1)), List.of(read("y"), write("x", 1))),
                "0 | 0 ; x=1 y=1",
                "0 | 1 ; x=1 y=1",
                "1 | 0 ; x=1 y=1");
        Shape r = Shape.of(
                        "R",
                        List.of(List.of(write("x", 1), write("y", 1)), List.of(write("y", 2), read("x"))),
                        "- | 0 ; x=1 y=1",
                        "- | 1 ; x=1 y=1",
                        "- | 1 ; x=1 y=2")
                .onlyTso("- | 0 ; x=1 y=2");
        Shape s = Shape.of(
                "S",
                List.of(List.of(write("x", 2), write("y", 1)), List.of(read("y"), write("x", 1))),
                "- | 0 ; x=1 y=1",
                "- | 0 ; x=2 y=1",
                "- | 1 ; x=1 y=1");
        Shape twoPlusTwoW = Shape.of(
                "2+2W",
                List.of(List.of(write("x", 1), write("y", 2)), List.of(write("y", 1), write("x", 2))),
                "- | - ; x=1 y=2",
                "- | - ; x=2 y=1",
                "- | - ; x=2 y=2");
        return Stream.of(
                        family(sb, "0 0 | 0 1 ; x=1 y=1", "0 1 | 0 0 ; x=1 y=1", "0 1 | 0 1 ; x=1 y=1"),
                        family(mp, "0 0 | 0 0 ; x=1 y=1", "0 0 | 0 1 ; x=1 y=1", "0 0 | 1 1 ; x=1 y=1"),
                        family(lb, "0 0 | 0 0 ; x=1 y=1", "0 0 | 1 0 ; x=1 y=1", "1 0 | 0 0 ; x=1 y=1"),
                        family(r, "0 2 | 0 0 ; x=1 y=1", "0 2 | 0 1 ; x=1 y=1", "0 0 | 1 1 ; x=1 y=2"),
                        family(s, "0 0 | 1 2 ; x=1 y=1", "0 0 | 0 2 ; x=1 y=1", "1 0 | 0 0 ; x=2 y=1"),
                        family(twoPlusTwoW, "2 1 | 0 0 ; x=1 y=2", "0 0 | 2 1 ; x=2 y=1", "0 1 | 0 1 ; x=2 y=2"))
                .flatMap(List::stream)
                .toList();
    }

    /** The shape as it is, with fences, and with {@code xchg} for writes. */
    private static List<Shape> family(Shape shape, String... exchanged) {
        return List.of(shape, shape.fenced(), shape.exchanged(exchanged));
    }

    private static List<Shape> manyThreads() {
        String[] seenByTwo = {
            "0 0 | 0 0",
            "0 0 | 0 1",
            "0 0 | 1 0",
            "0 0 | 1 1",
            "0 1 | 0 0",
            "0 1 | 0 1",
            "0 1 | 1 0",
            "0 1 | 1 1",
            "1 0 | 0 0",
            "1 0 | 0 1",
            "1 0 | 1 1",
            "1 1 | 0 0",
            "1 1 | 0 1",
            "1 1 | 1 0",
            "1 1 | 1 1"
        };
        Shape iriw = Shape.of(
                "IRIW",
                List.of(
                        List.of(write("x", 1)),
                        List.of(write("y", 1)),
                        List.of(read("x"), read("y")),
                        List.of(read("y"), read("x"))),
                each("- | - | %s ; x=1 y=1", seenByTwo));
        Shape wrc = Shape.of(
                "WRC",
                List.of(List.of(write("x", 1)), List.of(read("x"), write("y", 1)), List.of(read("y"), read("x"))),
                each("- | %s ; x=1 y=1", "0 | 0 0", "0 | 0 1", "0 | 1 0", "0 | 1 1", "1 | 0 0", "1 | 0 1", "1 | 1 1"));
        return Stream.of(
                        family(iriw, each("0 | 0 | %s ; x=1 y=1", seenByTwo)),
                        family(
                                wrc,
                                each(
                                        "0 | %s ; x=1 y=1",
                                        "0 0 | 0 0",
                                        "0 0 | 0 1",
                                        "0 0 | 1 0",
                                        "0 0 | 1 1",
                                        "1 0 | 0 0",
                                        "1 0 | 0 1",
                                        "1 0 | 1 1")))
                .flatMap(List::stream)
                .toList();
    }

    private static String[] each(String outcome, String... parts) {
        return Stream.of(parts).map(part -> outcome.replace("%s", part)).toArray(String[]::new);
    }

    private static List<Shape> oneWord() {
        Shape coRR = Shape.of(
                "CoRR",
                List.of(List.of(write("x", 1)), List.of(read("x"), read("x"))),
                "- | 0 0 ; x=1",
                "- | 0 1 ; x=1",
                "- | 1 1 ; x=1");
        Shape coWW = Shape.of("CoWW", List.of(List.of(write("x", 1), write("x", 2))), "- ; x=2");
        Shape coRW = Shape.of(
                "CoRW",
                List.of(List.of(read("x"), write("x", 1)), List.of(write("x", 2))),
                "0 | - ; x=1",
                "0 | - ; x=2",
                "2 | - ; x=1");
        Shape coWR = Shape.of(
                "CoWR",
                List.of(List.of(write("x", 1), read("x")), List.of(write("x", 2))),
                "1 | - ; x=1",
                "1 | - ; x=2",
                "2 | - ; x=2");
        return Stream.of(
                        family(coRR, "0 | 0 0 ; x=1", "0 | 0 1 ; x=1", "0 | 1 1 ; x=1"),
                        family(coWW, "0 1 ; x=2"),
                        family(coRW, "0 2 | 0 ; x=1", "0 0 | 1 ; x=2", "2 2 | 0 ; x=1"),
                        family(coWR, "2 1 | 0 ; x=1", "0 1 | 1 ; x=2", "0 2 | 1 ; x=2"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Shape> locks() {
        Shape lockFences = Shape.of(
                "SB with a lock in between",
                List.of(
                        List.of(write("x", 1), lock("l"), unlock("l"), read("y")),
                        List.of(write("y", 1), lock("m"), unlock("m"), read("x"))),
                "0 | 1 ; x=1 y=1",
                "1 | 0 ; x=1 y=1",
                "1 | 1 ; x=1 y=1");
        Shape unlockDoesNot = Shape.of(
                        "SB with an unlock in between",
                        List.of(
                                List.of(lock("l"), write("x", 1), unlock("l"), read("y")),
                                List.of(lock("m"), write("y", 1), unlock("m"), read("x"))),
                        "0 | 1 ; x=1 y=1",
                        "1 | 0 ; x=1 y=1",
                        "1 | 1 ; x=1 y=1")
                .onlyTso("0 | 0 ; x=1 y=1");
        Shape mutualExclusion = Shape.of(
                "MP under a lock",
                List.of(
                        List.of(lock("l"), write("x", 1), write("y", 1), unlock("l")),
                        List.of(lock("l"), read("x"), read("y"), unlock("l"))),
                "- | 0 0 ; x=1 y=1",
                "- | 1 1 ; x=1 y=1");
        Shape trylock = Shape.of(
                "trylock",
                List.of(List.of(lock("l"), write("x", 1), unlock("l")), List.of(tryLock("l"), read("x"), unlock("l"))),
                "- | 0 ; x=1",
                "- | 1 0 ; x=1",
                "- | 1 1 ; x=1");
        Shape abba = Shape.of(
                        "AB-BA",
                        List.of(
                                List.of(lock("l"), lock("m"), unlock("m"), unlock("l")),
                                List.of(lock("m"), lock("l"), unlock("l"), unlock("m"))),
                        "- | -")
                .stuck("- | -");
        Shape missed = Shape.of(
                        "missed value",
                        List.of(List.of(await("x", 1)), List.of(write("x", 1), write("x", 2))),
                        "1 | - ; x=2")
                .stuck("- | - ; x=2");
        return List.of(lockFences, unlockDoesNot, mutualExclusion, trylock, abba, missed);
    }

    private static List<Shape> rcu() {
        Shape mp = Shape.of(
                "RCU-MP",
                List.of(
                        List.of(rcuLock(), read("x"), read("y"), rcuUnlock()),
                        List.of(write("y", 1), sync(), write("x", 1))),
                "0 0 | - ; x=1 y=1",
                "0 1 | - ; x=1 y=1",
                "1 1 | - ; x=1 y=1");
        Shape deferredFree = Shape.of(
                "RCU-deferred-free",
                List.of(
                        List.of(rcuLock(), read("x"), read("y"), rcuUnlock()),
                        List.of(write("x", 1), sync(), write("y", 1))),
                "0 0 | - ; x=1 y=1",
                "1 0 | - ; x=1 y=1",
                "1 1 | - ; x=1 y=1");
        Shape noGracePeriod = Shape.of(
                "RCU-deferred-free without synchronize_rcu",
                List.of(List.of(rcuLock(), read("x"), read("y"), rcuUnlock()), List.of(write("x", 1), write("y", 1))),
                "0 0 | - ; x=1 y=1",
                "0 1 | - ; x=1 y=1",
                "1 0 | - ; x=1 y=1",
                "1 1 | - ; x=1 y=1");
        Shape sectionCoversItsWrites = Shape.of(
                "write in a read-side section",
                List.of(
                        List.of(rcuLock(), read("y"), write("x", 1), rcuUnlock()),
                        List.of(write("y", 1), sync(), read("x"))),
                "0 | 1 ; x=1 y=1",
                "1 | 0 ; x=1 y=1",
                "1 | 1 ; x=1 y=1");
        Shape laterSectionsDoNotCount = Shape.of(
                "one grace period against two sections",
                List.of(
                        List.of(write("x", 1), sync(), write("y", 1)),
                        List.of(rcuLock(), read("x"), read("z"), rcuUnlock()),
                        List.of(rcuLock(), write("z", 1), read("y"), rcuUnlock())),
                each(
                        "- | %s ; x=1 y=1 z=1",
                        "0 0 | 0", "0 0 | 1", "0 1 | 0", "0 1 | 1", "1 0 | 0", "1 0 | 1", "1 1 | 0", "1 1 | 1"));
        Shape twoSections = Shape.of(
                "RCU-deferred-free with two sections for one",
                List.of(
                        List.of(rcuLock(), read("x"), rcuUnlock(), rcuLock(), read("y"), rcuUnlock()),
                        List.of(write("x", 1), sync(), write("y", 1))),
                "0 0 | - ; x=1 y=1",
                "0 1 | - ; x=1 y=1",
                "1 0 | - ; x=1 y=1",
                "1 1 | - ; x=1 y=1");
        return List.of(mp, deferredFree, noGracePeriod, sectionCoversItsWrites, laterSectionsDoNotCount, twoSections);
    }

    private static List<Shape> fences() {
        Shape sectionIsNoFence = Shape.of(
                        "SB with read-side sections",
                        List.of(
                                List.of(write("x", 1), rcuLock(), read("y"), rcuUnlock()),
                                List.of(write("y", 1), rcuLock(), read("x"), rcuUnlock())),
                        "0 | 1 ; x=1 y=1",
                        "1 | 0 ; x=1 y=1",
                        "1 | 1 ; x=1 y=1")
                .onlyTso("0 | 0 ; x=1 y=1");
        Shape graceIsFence = Shape.of(
                "SB with synchronize_rcu",
                List.of(List.of(write("x", 1), sync(), read("y")), List.of(write("y", 1), sync(), read("x"))),
                "0 | 1 ; x=1 y=1",
                "1 | 0 ; x=1 y=1",
                "1 | 1 ; x=1 y=1");
        Shape failureIsFence = Shape.of(
                "SB with a cmpxchg that fails",
                List.of(
                        List.of(write("x", 1), cmpxchg("z", 5, 6), read("y")),
                        List.of(write("y", 1), cmpxchg("z", 5, 6), read("x"))),
                "0 0 | 0 1 ; x=1 y=1 z=0",
                "0 1 | 0 0 ; x=1 y=1 z=0",
                "0 1 | 0 1 ; x=1 y=1 z=0");
        Shape freeIsFence = Shape.of(
                "SB with a free",
                List.of(List.of(write("x", 1), free(), read("y")), List.of(write("y", 1), mb(), read("x"))),
                "0 | 1 ; x=1 y=1",
                "1 | 0 ; x=1 y=1",
                "1 | 1 ; x=1 y=1");
        return List.of(sectionIsNoFence, graceIsFence, failureIsFence, freeIsFence);
    }

    /** In each, x tells the freeing thread how far the other has come. */
    private static List<Shape> object() {
        List<MicroOp> reader = List.of(rcuLock(), write("x", 1), touch(), rcuUnlock());
        Shape graceProtects = Shape.of(
                "free after a grace period", List.of(reader, List.of(await("x", 1), sync(), free())), "- | 1 ; x=1");
        Shape noGrace = Shape.of(
                        "free without a grace period", List.of(reader, List.of(await("x", 1), free())), "- | 1 ; x=1")
                .hazards(Hazard.USE_AFTER_FREE);
        Shape graceTooEarly = Shape.of(
                        "free long after a grace period",
                        List.of(reader, List.of(sync(), await("x", 1), free())),
                        "- | 1 ; x=1")
                .hazards(Hazard.USE_AFTER_FREE);
        Shape handedOver = Shape.of(
                "free after the last touch",
                List.of(List.of(touch(), write("x", 1)), List.of(await("x", 1), free())),
                "- | 1 ; x=1");
        Shape twice = Shape.of("free twice", List.of(List.of(free()), List.of(free())), "- | -")
                .hazards(Hazard.DOUBLE_FREE);
        return List.of(graceProtects, noGrace, graceTooEarly, handedOver, twice);
    }
}
