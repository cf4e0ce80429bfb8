package kmemcg.explore;

import java.util.Arrays;

/**
 * RCU's guarantee as a part of the order: for each read-side section and each grace period of its flavour, either the section
 * ends before the grace period does, or it begins after the grace period began. Source: J. Alglave, L. Maranget, P. E.
 * McKenney, A. Parri, A. Stern, "Frightening Small Children and Disconcerting Grown-ups: Concurrency in the Linux Kernel",
 * ASPLOS 2018, the fundamental law of RCU.
 *
 * <p>Which of the two holds is no choice of the exploration. As long as the other edges leave it open, it is left open; once
 * they force one, its edge is inserted, which may force others. If both are forced the graph is not consistent.
 *
 * <p>Most events can force nothing, so it is remembered for how many events everything is settled: only what later ones concern is
 * looked at, unless an edge was inserted since that {@link #connected} older events.
 */
final class GracePeriods {
    private static final int UNSETTLED = -1;

    private final Graph graph;

    private int sections;
    private int[] lock = new int[8];
    private int[] unlock = new int[8];

    /** For each thread how many sections it is in. */
    private int[] entered = new int[8];

    // invariant: the sum of entered
    private int unfinished;

    private int graces;
    private int[] start = new int[4];
    private int[] end = new int[4];

    /** The section and grace period of the last {@link Verdict#CONSTRAINED}. */
    private int constrainedSection;

    private int constrainingGrace;

    /** For how many events nothing is left to insert; {@link #UNSETTLED} if everything has to be looked at. */
    private int settledEvents;

    GracePeriods(Graph graph) {
        this.graph = graph;
    }

    void reset() {
        sections = 0;
        graces = 0;
        unfinished = 0;
        Arrays.fill(entered, 0);
        settledEvents = 0;
    }

    void copy(GracePeriods other) {
        sections = other.sections;
        if (sections > lock.length) {
            lock = new int[other.lock.length];
            unlock = new int[other.lock.length];
        }
        System.arraycopy(other.lock, 0, lock, 0, sections);
        System.arraycopy(other.unlock, 0, unlock, 0, sections);
        unfinished = other.unfinished;
        entered = Arrays.copyOf(other.entered, other.entered.length);
        graces = other.graces;
        if (graces > start.length) {
            start = new int[other.start.length];
            end = new int[other.start.length];
        }
        System.arraycopy(other.start, 0, start, 0, graces);
        System.arraycopy(other.end, 0, end, 0, graces);
        settledEvents = other.settledEvents;
    }

    int settledEvents() {
        return settledEvents;
    }

    /** Events were taken back to where so many were settled. */
    void returnTo(int settled) {
        settledEvents = settled;
    }

    /** One older event was put before another. It matters to whom comes after the end of a grace period, or before its start. */
    void connected(int earlier, int later) {
        for (int grace = 0; grace < graces; grace++) {
            if (end[grace] >= 0 && (graph.order.has(earlier, end[grace]) || graph.order.has(start[grace], later))) {
                settledEvents = UNSETTLED;
            }
        }
    }

    /** Whether happens-before is more than program order and reads-from. */
    boolean isUsed() {
        return graces > 0;
    }

    /** An event of RCU has been closed; its value is the flavour. */
    void added(int event) {
        switch (graph.kind[event]) {
            case RCU_LOCK -> addSection(event);
            case RCU_UNLOCK -> {
                graph.number[event] = openSection(graph.thread[event], graph.value[event]);
                unlock[graph.number[event]] = event;
                count(event, -1);
            }
            case GRACE_START -> addGrace(event);
            default -> {
                graph.number[event] = graph.number[graph.po[event]];
                end[graph.number[event]] = event;
            }
        }
    }

    private void addSection(int event) {
        if (sections == lock.length) {
            lock = Arrays.copyOf(lock, sections * 2);
            unlock = Arrays.copyOf(unlock, sections * 2);
        }
        graph.number[event] = sections;
        lock[sections] = event;
        unlock[sections++] = -1;
        count(event, 1);
    }

    private void count(int event, int more) {
        int thread = graph.thread[event];
        if (thread >= entered.length) {
            entered = Arrays.copyOf(entered, Math.max(thread + 1, entered.length * 2));
        }
        entered[thread] += more;
        unfinished += more;
    }

    private boolean isInSection(int thread) {
        return thread < entered.length && entered[thread] > 0;
    }

    private void addGrace(int event) {
        if (graces == start.length) {
            start = Arrays.copyOf(start, graces * 2);
            end = Arrays.copyOf(end, graces * 2);
        }
        graph.number[event] = graces;
        start[graces] = event;
        end[graces++] = -1;
        if (graces == 1) {
            graph.startHappensBefore();
        }
    }

    private int openSection(int thread, long flavour) {
        for (int section = sections - 1; section >= 0; section--) {
            if (unlock[section] < 0 && graph.thread[lock[section]] == thread && flavour(section) == flavour) {
                return section;
            }
        }
        throw new IllegalStateException("no read-side section to leave");
    }

    private long flavour(int section) {
        return graph.value[lock[section]];
    }

    void takeBack(int event) {
        switch (graph.kind[event]) {
            case RCU_LOCK -> {
                sections--;
                count(event, -1);
            }
            case RCU_UNLOCK -> {
                unlock[graph.number[event]] = -1;
                count(event, 1);
            }
            case GRACE_START -> graces--;
            default -> end[graph.number[event]] = -1;
        }
    }

    /** Whether a grace period may end: every section that must end before it has. */
    boolean mayEnd(int startEvent) {
        int grace = graph.number[startEvent];
        for (int section = 0; unfinished > 0 && section < sections; section++) {
            if (unlock[section] < 0 && concern(section, grace) && mustPrecede(section, grace)) {
                return false;
            }
        }
        return true;
    }

    private boolean concern(int section, int grace) {
        return flavour(section) == graph.value[start[grace]];
    }

    private boolean mustPrecede(int section, int grace) {
        return graph.order.has(start[grace], lock[section]);
    }

    private boolean mustFollow(int section, int grace) {
        int last = unlock[section] >= 0 ? unlock[section] : graph.last[graph.thread[lock[section]]];
        return graph.follows(last, end[grace]);
    }

    /** Inserts what is forced by now. */
    Verdict settle() {
        constrainingGrace = -1;
        Verdict verdict = settledEvents == UNSETTLED ? Verdict.CHANGED : settleNew();
        while (verdict == Verdict.CHANGED) {
            verdict = settleAll();
        }
        settledEvents = verdict == Verdict.CONSISTENT ? graph.events : UNSETTLED;
        return verdict;
    }

    /** What the events since the last time concern: a grace period that ends, a section that goes on or ends. */
    private Verdict settleNew() {
        Verdict verdict = Verdict.CONSISTENT;
        for (int event = settledEvents; event < graph.events && graces > 0; event++) {
            EventKind kind = graph.kind[event];
            if (kind == EventKind.GRACE_END) {
                verdict = verdict.and(settleGrace(graph.number[event]));
            } else if (kind == EventKind.RCU_UNLOCK) {
                verdict = verdict.and(settleSection(graph.number[event]));
            }
            if (isInSection(graph.thread[event])) {
                verdict = verdict.and(settleSectionsOf(graph.thread[event]));
            }
        }
        return verdict;
    }

    private Verdict settleSectionsOf(int thread) {
        Verdict verdict = Verdict.CONSISTENT;
        int left = entered[thread];
        for (int section = sections - 1; left > 0; section--) {
            if (unlock[section] < 0 && graph.thread[lock[section]] == thread) {
                verdict = verdict.and(settleSection(section));
                left--;
            }
        }
        return verdict;
    }

    private Verdict settleSection(int section) {
        Verdict verdict = Verdict.CONSISTENT;
        for (int grace = 0; grace < graces; grace++) {
            verdict = verdict.and(settle(section, grace));
        }
        return verdict;
    }

    private Verdict settleGrace(int grace) {
        Verdict verdict = Verdict.CONSISTENT;
        for (int section = 0; section < sections; section++) {
            verdict = verdict.and(settle(section, grace));
        }
        return verdict;
    }

    private Verdict settleAll() {
        Verdict verdict = Verdict.CONSISTENT;
        for (int grace = 0; grace < graces; grace++) {
            verdict = verdict.and(settleGrace(grace));
        }
        return verdict;
    }

    private Verdict settle(int section, int grace) {
        if (end[grace] < 0 || !concern(section, grace)) {
            return Verdict.CONSISTENT;
        }
        if (isKnown(start[grace], lock[section])) {
            return Verdict.CONSISTENT;
        }
        if (!mustPrecede(section, grace)) {
            return mustFollow(section, grace) ? insert(start[grace], lock[section]) : Verdict.CONSISTENT;
        }
        if (mustFollow(section, grace)) {
            return Verdict.INCONSISTENT;
        }
        if (unlock[section] < 0) {
            constrain(section, grace);
            return Verdict.CONSTRAINED;
        }
        return isKnown(unlock[section], end[grace]) ? Verdict.CONSISTENT : endAfter(unlock[section], end[grace]);
    }

    /** Of several, the last grace period counts, and the last section. */
    private void constrain(int section, int grace) {
        if (grace > constrainingGrace || (grace == constrainingGrace && section > constrainedSection)) {
            constrainedSection = section;
            constrainingGrace = grace;
        }
    }

    /** A grace period ends because a section has: it depends on that. */
    private Verdict endAfter(int unlockEvent, int endEvent) {
        insert(graph.prefix, unlockEvent, endEvent);
        return insert(unlockEvent, endEvent);
    }

    /** The order may say so already for reasons that are none of happens-before. */
    private boolean isKnown(int earlier, int later) {
        return graph.happensBefore().has(later, earlier);
    }

    private Verdict insert(int earlier, int later) {
        insert(graph.order, earlier, later);
        insert(graph.happensBefore(), earlier, later);
        return Verdict.CHANGED;
    }

    /** Nothing comes after a section that has just begun, or a grace period that has just ended. */
    private void insert(Rows relation, int earlier, int later) {
        if (later == graph.events - 1) {
            relation.insertInto(later, earlier);
        } else {
            relation.insert(earlier, later, graph.events);
        }
    }

    /** Whether a thread is in a section that a grace period waits for. */
    boolean isHeldUp(int thread) {
        for (int section = 0; section < sections; section++) {
            if (unlock[section] < 0 && graph.thread[lock[section]] == thread && holdsUp(section)) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsUp(int section) {
        for (int grace = 0; grace < graces; grace++) {
            if (end[grace] < 0 && concern(section, grace) && mustPrecede(section, grace)) {
                return true;
            }
        }
        return false;
    }

    int constrainedThread() {
        return graph.thread[lock[constrainedSection]];
    }

    /** The event that ends the grace period that must wait for an unfinished section. */
    int constrainingEnd() {
        return end[constrainingGrace];
    }

    /** What is known after inserting all that is forced. The later ones count more. */
    enum Verdict {
        CONSISTENT,
        /** A section that is not finished must end before a grace period that has ended. */
        CONSTRAINED,
        CHANGED,
        INCONSISTENT;

        private Verdict and(Verdict other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }
}
