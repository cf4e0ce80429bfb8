package kmemcg.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary: what a program can ask of a design, as a word and the kinds of its arguments. Parser, printer, generators
 * and execution are driven by this table; a design declares which of the words it has.
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of never changes
public enum Verb {
    MKDIR("mkdir", Kind.NEW_GROUP, Kind.GROUP),
    /** Starts the removal of a group and returns, as the system call does. */
    RMDIR("rmdir", Kind.GROUP),
    /** Removes a group and waits until its css is offline. */
    OFFLINE("offline", Kind.GROUP),
    LIMIT("limit", Kind.GROUP, Kind.PAGES),
    /** Moves the running task to a group. */
    ATTACH("attach", Kind.GROUP),
    CREATE_CACHE("create_cache", Kind.NEW_CACHE, Kind.BYTES, Kind.FLAGS),
    DESTROY_CACHE("destroy_cache", Kind.CACHE),
    ALLOC("alloc", Kind.CACHE, Kind.FLAGS),
    FREE("free", Kind.OBJECT),
    BULK_FREE("bulk_free", Kind.OBJECTS),
    LRU_ADD("lru_add", Kind.OBJECT),
    LRU_DEL("lru_del", Kind.OBJECT),
    /** Asks the shrinkers to free what they can of one group. */
    SHRINK("shrink", Kind.GROUP),
    /** Empties the stocks of a group's subtree, best effort as in the kernel. */
    DRAIN("drain", Kind.GROUP),
    CPU_OFFLINE("cpu_offline", Kind.CPU),
    /** Reads a group's memory usage, in pages. */
    USAGE("usage", Kind.GROUP),
    /** Makes the n-th memory allocation from here on fail, in this thread. */
    FAULT("fault", Kind.COUNT),
    /** Lets deferred work and RCU callbacks run until there are none. A machine that runs them by itself only waits. */
    SETTLE("settle"),
    /** Reads on in the list of caches, one line at a time; the process keeps its place. */
    SLABINFO("slabinfo"),
    /** Gives the task a page of its own, charged to its group; {@code noaccount}: read ahead, and charged to nobody yet. */
    PAGE("page", Kind.FLAGS),
    /** Charges a page that was read ahead to the task's group. */
    CHARGE("charge", Kind.USER_PAGE),
    UNMAP("unmap", Kind.USER_PAGE),
    /** Frees up to so many pages of a group's subtree; asked for 0 it visits one group and stops. */
    RECLAIM("reclaim", Kind.GROUP, Kind.PAGES),
    /**
     * Ends the registration of the shrinker of the lists. In a program that has this word the shrinker is only allocated in the beginning,
     * in all others it is registered.
     */
    REGISTER_SHRINKER("register_shrinker"),
    /** Protects so many pages of a group from reclaim. A program that has this word runs on the default hierarchy. */
    PROTECT("protect", Kind.GROUP, Kind.PAGES);

    private final String word;
    private final List<Kind> arguments;

    Verb(String word, Kind... arguments) {
        this.word = word;
        this.arguments = List.of(arguments);
    }

    /** The word as programs are written. */
    public String word() {
        return word;
    }

    /** What stands behind the word, in order. */
    public List<Kind> arguments() {
        return arguments;
    }

    /** Whether the operation gives an object or a page a name: {@code o = alloc dentry}. */
    public boolean bindsObject() {
        return binds() != null;
    }

    /** What the operation gives a name to; null if to nothing. */
    public @Nullable Kind binds() {
        return switch (this) {
            case ALLOC -> Kind.OBJECT;
            case PAGE -> Kind.USER_PAGE;
            default -> null;
        };
    }

    /** Whether the operation may charge the task's group. */
    public boolean charges() {
        return this == ALLOC || this == PAGE || this == CHARGE;
    }

    /** What an argument names or counts. */
    public enum Kind {
        GROUP,
        NEW_GROUP,
        CACHE,
        NEW_CACHE,
        OBJECT,
        /** One or more objects, to the end of the operation. */
        OBJECTS,
        /** A page of a process. */
        USER_PAGE,
        /** Zero or more of {@link AllocFlag}'s or {@link CacheFlag}'s words, to the end of the operation. */
        FLAGS,
        CPU,
        PAGES,
        BYTES,
        COUNT
    }
}
