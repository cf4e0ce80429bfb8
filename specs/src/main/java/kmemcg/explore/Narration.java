package kmemcg.explore;

import java.util.ArrayList;
import java.util.List;
import kmemcg.explore.Step.Role;
import kmemcg.machine.Finding;

/** An execution as steps in sequence, and last what was found, as a step of the thread that found it. */
final class Narration {
    private final ExplorerMachine machine;
    private final Explorer explorer;
    private final Graph graph;
    private final Wording wording;
    private final Roles roles;
    private final int[] ordinal;
    private final List<Step> steps = new ArrayList<>();

    /** For each thread the largest ordinal told so far. */
    private final int[] told;

    Narration(ExplorerMachine machine, Explorer explorer) {
        this.machine = machine;
        this.explorer = explorer;
        this.graph = explorer.graph();
        this.wording = new Wording(machine, graph, new WaitCycle(machine, explorer));
        this.roles = new Roles(machine, graph);
        this.ordinal = new int[graph.events];
        for (int event = 0; event < graph.events; event++) {
            ordinal[event] = graph.po[event] < 0 ? 0 : ordinal[graph.po[event]] + 1;
        }
        this.told = new int[graph.threads];
    }

    List<Step> steps() {
        Finding found = explorer.found();
        for (Unit unit : Interleaving.of(machine, explorer).units()) {
            if (unit.first() != Unit.FINDING) {
                tell(unit);
            } else if (found != null) {
                tell(unit, ordinalAtEnd(unit.thread()), what(found, name(unit)), "", Role.FINDS);
            }
        }
        return steps;
    }

    private int ordinalAtEnd(int thread) {
        int last = graph.last[thread];
        return last < 0 ? 0 : ordinal[last] + 1;
    }

    /** The steps as they can be gone again, with those that are only bookkeeping, and the lines in which a bystander saw them done. */
    List<RecordedStep> recorded(Bystander bystander) {
        Finding found = explorer.found();
        List<RecordedStep> recorded = new ArrayList<>();
        Accesses accesses = new Accesses(machine, graph);
        for (Unit unit : Interleaving.of(machine, explorer).units()) {
            if (unit.first() != Unit.FINDING) {
                record(unit, recorded, bystander.lines(unit.first()), accesses);
            } else if (found != null) {
                recorded.add(new RecordedStep(
                        name(unit), what(found, name(unit)), true, bystander.lastLines(unit.thread()), null));
            }
        }
        return recorded;
    }

    /** A wait without end is not recorded: there is nothing to be done. */
    private void record(Unit unit, List<RecordedStep> recorded, List<SourceLine> lines, Accesses accesses) {
        EventKind kind = graph.kind[unit.first()];
        if (!kind.isWait() && kind != EventKind.STUCK) {
            recorded.add(new RecordedStep(name(unit), wording.text(unit), false, lines, accesses.next(unit)));
        }
    }

    private void tell(Unit unit) {
        if (!wording.isHidden(unit)) {
            int at = ordinal[unit.first()];
            String delayed = at < told[unit.thread()] ? ", delayed until now" : "";
            tell(unit, at, wording.text(unit) + delayed, wording.place(unit), roles.of(unit));
            told[unit.thread()] = Math.max(told[unit.thread()], at);
        }
    }

    private void tell(Unit unit, int at, String text, String place, Role role) {
        boolean isSwitch =
                !steps.isEmpty() && !steps.get(steps.size() - 1).thread().equals(name(unit));
        steps.add(new Step(name(unit), at, text, isSwitch, place, role));
    }

    private String name(Unit unit) {
        return explorer.threadName(unit.thread());
    }

    /** The finding without the name of its thread, which the step has anyway. */
    static String what(Finding found, String thread) {
        String message = found.message();
        if (message.startsWith(thread + " ") || message.startsWith(thread + ": ")) {
            message = message.substring(message.indexOf(' ', thread.length()) + 1);
        }
        return found.kind() + ": " + message;
    }
}
