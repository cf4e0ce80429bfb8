package kmemcg.property.contract;

import kmemcg.design.AllocFlag;
import kmemcg.memcg.Geometry;
import kmemcg.program.Operation;

/**
 * How a design charges, as far as a program can tell from what operations answer. The looser, the less the contract asks.
 *
 * @param unit what is charged at a time
 * @param overhead bytes charged with each object
 * @param isOptOut whether every allocation is charged that does not ask not to be, whatever its cache says
 * @param isCertain whether an allocation that is to be charged is; if not, it may be served by a cache that nobody pays for
 * @param refusedLimitCounts whether a limit below usage counts although it is refused ({@code memory.max}), or is forgotten
 */
public record Charging(Unit unit, int overhead, boolean isOptOut, boolean isCertain, boolean refusedLimitCounts) {
    /** Each object by its bytes, to the group of the process that allocates it. */
    public static Charging byObject(int overhead) {
        return new Charging(Unit.OBJECT, overhead, false, true, true);
    }

    /** Each slab page as a whole, to the group of its cache: an allocation charges a page or none. */
    public static Charging bySlabPage() {
        return new Charging(Unit.SLAB_PAGE, 0, false, true, true);
    }

    /** Each user page by itself, with nothing charged ahead. */
    public static Charging byUserPage() {
        return new Charging(Unit.USER_PAGE, 0, true, true, true);
    }

    /** The same, where allocations may be served without being charged, now and then or early on. */
    public Charging perhaps() {
        return new Charging(unit, overhead, isOptOut, false, refusedLimitCounts);
    }

    /** The same, where every allocation is charged that does not ask not to be. */
    public Charging optOut() {
        return new Charging(unit, overhead, true, isCertain, refusedLimitCounts);
    }

    /** The same, where a refused limit is forgotten. */
    public Charging forgettingRefusedLimits() {
        return new Charging(unit, overhead, isOptOut, isCertain, false);
    }

    /** Whether an allocation from a cache is to be charged. */
    boolean charges(Operation alloc, boolean isAccountedCache) {
        return !alloc.allocFlags().contains(AllocFlag.NOACCOUNT)
                && (isOptOut || isAccountedCache || alloc.allocFlags().contains(AllocFlag.ACCOUNT));
    }

    /** Bytes that a charged object needs at least: pages hold objects that do not overlap. */
    long least(int objectSize) {
        return objectSize + (long) overhead;
    }

    /** Bytes that it is charged at the most. */
    long most(int objectSize, Geometry geometry) {
        long bytes = least(objectSize);
        long page = geometry.pageSize();
        return unit == Unit.OBJECT ? bytes : (bytes + page - 1) / page * page;
    }

    /** Whether CPUs or owners may hold pages that are charged and belong to nothing. */
    boolean isAhead() {
        return unit != Unit.USER_PAGE;
    }

    /** Pages that may be charged for each cache of each group and hold nothing: those that CPUs keep. */
    long emptyPages(int cpus) {
        return unit == Unit.SLAB_PAGE ? cpus : 0;
    }

    /** What is charged at a time. */
    public enum Unit {
        OBJECT,
        SLAB_PAGE,
        USER_PAGE
    }
}
