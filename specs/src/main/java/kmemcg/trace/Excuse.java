package kmemcg.trace;

/** A known reason why a line or a reading may differ from the replay; each use is counted and shown. */
public enum Excuse {
    START_NOT_SEEN("a cgroup older than the trace: its usage before the first line is taken from the last reading"),
    OBJECT_OLDER_THAN_TRACE("a free of an object whose charge was before the first line, of a cgroup as old"),
    STOCK_OLDER_THAN_TRACE("a stock whose content before the first line is known only within bounds"),
    LEFTOVERS_IN_OTHER_ORDER("two CPUs moved an objcg's left-over bytes at once, in the other order than printed"),
    REPARENT_WINDOW(
            "the owner switches between offline_kmem and reparent_list_lrus; the line shows the old or the new"),
    STAT_FLUSH_PENDING("memory.stat is not flushed yet: within 64 updates per CPU, or two seconds, of the last change"),
    READ_DURING_CHANGE("the counter moved while the file was read; the reading is one of the values it had");

    private final String meaning;

    Excuse(String meaning) {
        this.meaning = meaning;
    }

    /** The reason in one sentence. */
    public String meaning() {
        return meaning;
    }
}
