package kmemcg.explore;

import java.util.function.LongPredicate;

/** What somebody who takes a lock waits for in its word. */
enum LockWord implements LongPredicate {
    FREE {
        @Override
        public boolean test(long value) {
            return value == 0;
        }
    },
    NOT_WRITTEN {
        @Override
        public boolean test(long value) {
            return value >= 0;
        }
    }
}
