package kmemcg.machine.jvm;

import org.jspecify.annotations.Nullable;

/**
 * Loops that only look. Lincheck 3.7 sees that such a loop waits, and lets another thread run at once instead of after ten
 * turns, if one turn reads fields or VarHandles, calls nothing but {@code Thread.onSpinWait} and writes nothing. That is why
 * these reach into the fields of other classes. Their callers look again and decide; so it does no harm when a loop ends early.
 */
final class AwaitLoops {
    private AwaitLoops() {}

    static void whileHeld(LockWord word, Findings findings) {
        while (word.state != LockWord.FREE && !findings.crashed) {
            Thread.onSpinWait();
        }
    }

    static void whileHeldExclusively(LockWord word, Findings findings) {
        while (word.state == LockWord.EXCLUSIVE && !findings.crashed) {
            Thread.onSpinWait();
        }
    }

    /** A helpful task also stops waiting when there may be something to help with. */
    static void whileEqual(JvmWord word, long seen, boolean helpful, Deferred deferred, Findings findings) {
        while ((long) JvmWord.VALUE.getAcquire(word) == seen
                && !(helpful && deferred.outstanding > 0)
                && !findings.crashed) {
            Thread.onSpinWait();
        }
    }

    /** As for words. */
    static void whileSame(JvmRef<?> ref, @Nullable Object seen, boolean helpful, Deferred deferred, Findings findings) {
        while ((Object) JvmRef.VALUE.getAcquire(ref) == seen
                && !(helpful && deferred.outstanding > 0)
                && !findings.crashed) {
            Thread.onSpinWait();
        }
    }

    static void whileRunning(Activity activity, Findings findings) {
        while (activity.state == Activity.State.RUNNING && !findings.crashed) {
            Thread.onSpinWait();
        }
    }

    static void whileReading(RcuReader reader, long period, Findings findings) {
        long since = (long) RcuReader.SINCE.getAcquire(reader);
        if (since == RcuReader.QUIESCENT || since >= period) {
            return;
        }
        while ((long) RcuReader.SINCE.getAcquire(reader) == since && !findings.crashed) {
            Thread.onSpinWait();
        }
    }
}
