package kmemcg.explore;

/** What an event of an execution is in words, the same that the real machine's steps have. */
final class Wording {
    private final ExplorerMachine machine;
    private final Graph graph;
    private final WaitCycle waits;

    Wording(ExplorerMachine machine, Graph graph, WaitCycle waits) {
        this.machine = machine;
        this.graph = graph;
        this.waits = waits;
    }

    /** Whether it is the machine's own bookkeeping, and no step of the program. */
    boolean isHidden(Unit unit) {
        int cell = graph.cell[unit.first()];
        EventKind kind = graph.kind[unit.first()];
        boolean isEndOfProgramThread = kind == EventKind.END && graph.spawnOf(unit.thread()) < 0;
        return isEndOfProgramThread || (cell >= 0 && machine.cell(cell).isBookkeeping);
    }

    String place(Unit unit) {
        int event = unit.first();
        return switch (graph.kind[event]) {
            case ALLOCATE -> graph.objectOf(event).toString();
            case FREE -> machine.birth(graph.number[event]).name();
            default -> graph.cell[event] < 0 ? "" : cell(event).name();
        };
    }

    String text(Unit unit) {
        return unit.isRmw() ? rmwText(unit) : text(unit.first());
    }

    /** For what a thread waits. */
    String waits(int thread) {
        return waits.ofThread(thread);
    }

    private String rmwText(Unit unit) {
        String name = cell(unit.first()).name();
        if (graph.kind[unit.last()] == EventKind.LOCK_WRITE) {
            return "takes " + name + howTaken(unit);
        }
        return Holdings.lock(graph, graph.po[unit.first()], graph.cell[unit.first()])
                ? "gives back " + name
                : "%s %s -> %s".formatted(name, value(unit.first()), value(unit.last()));
    }

    private String howTaken(Unit unit) {
        if (graph.note[unit.first()] == LockWord.NOT_WRITTEN) {
            return " to read";
        }
        return graph.value[unit.last()] < 0 ? " to write" : "";
    }

    private String text(int event) {
        EventKind kind = graph.kind[event];
        if (kind == EventKind.UNLOCK) {
            return "gives back " + cell(event).name();
        }
        if (kind == EventKind.TRYLOCK_READ) {
            return "tries to take " + cell(event).name() + " in vain";
        }
        if (kind.isRead()) {
            return cell(event).name() + " is " + value(event);
        }
        return kind.isWrite() ? cell(event).name() + " -> " + value(event) : otherText(event);
    }

    private String otherText(int event) {
        return switch (graph.kind[event]) {
            case MB -> "smp_mb";
            case RMB -> "smp_rmb";
            case WMB -> "smp_wmb";
            case RCU_LOCK -> "enters " + section(event);
            case RCU_UNLOCK -> "leaves " + section(event);
            case GRACE_START -> "begins to wait for readers" + flavour(event);
            case GRACE_END -> "ends to wait for readers" + flavour(event);
            case ALLOCATE -> "allocates " + graph.objectOf(event);
            case FREE -> "frees " + machine.birth(graph.number[event]).name();
            case SPAWN -> "queues " + Activity.of(graph, event).activity();
            case BEGIN -> "begins";
            case END -> "ends";
            case JOIN -> "knows that %s ended".formatted(joined(event));
            default -> waits.ofThread(graph.thread[event]);
        };
    }

    private String joined(int event) {
        int ended = graph.number[event];
        return ended < 0 ? "all activities have" : waits.name(ended) + " has";
    }

    private String section(int event) {
        return "a read-side section" + flavour(event);
    }

    private String flavour(int event) {
        return graph.value[event] == 0 ? "" : " of " + machine.flavour((int) graph.value[event]);
    }

    private ExploredCell cell(int event) {
        return machine.cell(graph.cell[event]);
    }

    private String value(int event) {
        return cell(event).valueText(graph.value[event], graph.object[event]);
    }
}
