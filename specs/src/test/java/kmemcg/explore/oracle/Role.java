package kmemcg.explore.oracle;

import java.util.List;
import java.util.SplittableRandom;
import kmemcg.explore.oracle.MicroOp.Kind;

/** What a random thread is about: which kinds of operations it draws, and how often. */
enum Role {
    PLAIN,
    ORDERED,
    LOCKING,
    RCU_READER,
    RCU_UPDATER;

    /** How often a kind is tried, out of 100, by each role. */
    private record Odds(Kind kind, int plain, int ordered, int locking, int reader, int updater) {
        int of(Role role) {
            return switch (role) {
                case PLAIN -> plain;
                case ORDERED -> ordered;
                case LOCKING -> locking;
                case RCU_READER -> reader;
                case RCU_UPDATER -> updater;
            };
        }
    }

    private static final List<Odds> ODDS = List.of(
            new Odds(Kind.READ, 46, 26, 20, 34, 2),
            new Odds(Kind.WRITE, 44, 26, 20, 30, 30),
            new Odds(Kind.ADD, 2, 9, 4, 1, 1),
            new Odds(Kind.XCHG, 0, 9, 4, 1, 1),
            new Odds(Kind.CMPXCHG, 2, 10, 4, 1, 1),
            new Odds(Kind.MB, 4, 16, 2, 2, 2),
            new Odds(Kind.LOCK, 0, 0, 22, 2, 2),
            new Odds(Kind.TRY_LOCK, 0, 0, 16, 2, 2),
            new Odds(Kind.RCU_LOCK, 0, 0, 2, 5, 1),
            new Odds(Kind.SYNC, 0, 0, 2, 0, 2),
            new Odds(Kind.AWAIT, 2, 4, 4, 0, 27),
            new Odds(Kind.FREE, 0, 0, 0, 0, 27),
            new Odds(Kind.TOUCH, 0, 0, 0, 22, 2));

    Kind draw(SplittableRandom random) {
        int left = random.nextInt(100);
        int row = 0;
        while (left >= ODDS.get(row).of(this)) {
            left -= ODDS.get(row).of(this);
            row++;
        }
        return ODDS.get(row).kind();
    }
}
