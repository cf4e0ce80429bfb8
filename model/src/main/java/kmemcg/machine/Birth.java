package kmemcg.machine;

/**
 * The memory of one kernel object at its birth. An object's constructor makes its cells here, so that the machine knows to
 * whom they belong: an access to any of them after the object's {@link Task#free} is a use after free.
 */
public interface Birth extends Cells {
    /** The object's name, unique in one execution: {@code "memcg C"}, {@code "objcg C#2"}. */
    String name();

    /** Whether {@link Task#free} has ended the object. For validators and reports only; no design may ask. */
    boolean isFreed();
}
