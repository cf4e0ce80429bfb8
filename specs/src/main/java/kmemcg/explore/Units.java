package kmemcg.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The units of an execution with what must come before each: what the memory model's order says; for a wait that does not end,
 * everything else; for a finding, everything. Waits that ended are left out, and all waits if a finding ended the execution. If a free was found wrong, accesses that nothing puts before it come after it.
 */
final class Units {
    private final ExplorerMachine machine;
    private final Graph graph;
    private final List<Unit> all = new ArrayList<>();

    /** Each event's unit, -1 if it has none. */
    private final int[] unitOf;

    private Units(ExplorerMachine machine, Graph graph) {
        this.machine = machine;
        this.graph = graph;
        this.unitOf = new int[graph.events];
        Arrays.fill(unitOf, -1);
    }

    /**
     * The units of an execution, thread by thread in program order.
     *
     * @param finder the thread that found something, -1 if none did
     */
    static List<Unit> of(ExplorerMachine machine, Graph graph, int finder) {
        Units units = new Units(machine, graph);
        for (int thread = 0; thread < graph.threads; thread++) {
            units.addThread(thread, finder < 0);
        }
        units.order();
        if (finder >= 0) {
            units.accuse(graph.events - 1);
            BitSet everything = new BitSet();
            everything.set(0, units.all.size());
            units.all.add(new Unit(finder, Unit.FINDING, Unit.FINDING, everything));
        }
        return units.all;
    }

    private void addThread(int thread, boolean withWaits) {
        int event = graph.isPresent(thread) ? graph.first[thread] : -1;
        while (event >= 0) {
            Unit unit = at(graph, event);
            if (!isLasting(event) || (withWaits && graph.next[event] < 0)) {
                unitOf[event] = all.size();
                unitOf[unit.last()] = all.size();
                all.add(unit);
            }
            event = graph.next[unit.last()];
        }
    }

    /** The unit that begins with an event, without what comes before it. */
    static Unit at(Graph graph, int event) {
        int next = graph.next[event];
        boolean isRmw = graph.kind[event].isRmwRead() && next >= 0 && graph.kind[next].isRmwWrite();
        return new Unit(graph.thread[event], event, isRmw ? next : event, new BitSet());
    }

    private void order() {
        for (int at = 0; at < all.size(); at++) {
            Unit unit = all.get(at);
            for (int other = 0; other < graph.events; other++) {
                if (unitOf[other] >= 0 && unitOf[other] != at && isBefore(other, unit)) {
                    unit.needs().set(unitOf[other]);
                }
            }
        }
    }

    private boolean isBefore(int other, Unit unit) {
        if (isLasting(unit.first())) {
            return !isLasting(other);
        }
        return graph.order.has(unit.first(), other) || graph.order.has(unit.last(), other);
    }

    private boolean isLasting(int event) {
        return graph.kind[event].isWait() || graph.kind[event] == EventKind.STUCK;
    }

    private void accuse(int free) {
        if (free < 0 || graph.kind[free] != EventKind.FREE) {
            return;
        }
        ExploredBirth freed = machine.birth(graph.number[free]);
        for (Unit unit : all) {
            int cell = graph.cell[unit.first()];
            boolean touches = cell >= 0 && machine.cell(cell).birth == freed;
            if (touches && !graph.order.has(free, unit.first()) && !graph.order.has(free, unit.last())) {
                unit.needs().set(unitOf[free]);
            }
        }
    }
}
