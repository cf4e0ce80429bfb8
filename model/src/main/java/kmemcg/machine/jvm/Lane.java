package kmemcg.machine.jvm;

/**
 * What decides how many deferred activities run side by side: a work queue with its maximum of active items, or the callbacks
 * of one RCU flavour on one CPU, which run one after the other. Lanes are told apart by identity.
 */
final class Lane {
    private final int width;

    Lane(int width) {
        this.width = width;
    }

    int width() {
        return width;
    }
}
