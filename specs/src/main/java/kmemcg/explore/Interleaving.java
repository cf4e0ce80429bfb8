package kmemcg.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In which sequence can the events of an execution have happened, with the fewest switches from one thread to another? Any
 * sequence that keeps the memory model's order will do. To run a thread as far as the order lets it is never worse than to stop
 * earlier, since whatever it leaves undone only costs another switch; so the states between two switches are few, and a
 * breadth-first search over them finds the fewest.
 *
 * <p>Under TSO a delayed store stands where it takes effect.
 *
 * @param units what happens, in sequence
 * @param isFewest whether the search was finished; if not, whichever thread could run furthest went on
 */
record Interleaving(List<Unit> units, boolean isFewest) {
    private static final int MOST_STATES = 20_000;

    Interleaving {
        units = List.copyOf(units);
    }

    /** Of an execution of which the explorer has come to the end. */
    static Interleaving of(ExplorerMachine machine, Explorer explorer) {
        int finder = explorer.found() == null ? -1 : explorer.runner().current();
        return of(Units.of(machine, explorer.graph(), finder), MOST_STATES);
    }

    static Interleaving of(List<Unit> units, int mostStates) {
        State end = new Search(units, mostStates).fewest();
        return new Interleaving(sequence(units, end == null ? greedy(units) : end), end != null);
    }

    /** How often another thread goes on. */
    int switches() {
        int switches = 0;
        for (int at = 1; at < units.size(); at++) {
            switches += units.get(at).thread() == units.get(at - 1).thread() ? 0 : 1;
        }
        return switches;
    }

    private static State greedy(List<Unit> units) {
        State state = State.BEGINNING;
        while (state.done().cardinality() < units.size()) {
            State furthest = state;
            for (int thread = 0; thread < threads(units); thread++) {
                State next = state.run(units, thread);
                furthest = next.done().cardinality() > furthest.done().cardinality() ? next : furthest;
            }
            state = furthest;
        }
        return state;
    }

    private static int threads(List<Unit> units) {
        return units.stream().mapToInt(Unit::thread).max().orElse(-1) + 1;
    }

    private static List<Unit> sequence(List<Unit> units, State end) {
        Deque<State> path = new ArrayDeque<>();
        for (State state = end; state.before() != null; state = state.before()) {
            path.push(state);
        }
        List<Unit> sequence = new ArrayList<>();
        BitSet done = new BitSet();
        path.forEach(turn -> runInto(done, units, turn.thread(), sequence));
        return sequence;
    }

    /** Runs a thread as far as it can; what is delayed may come after what the program says later. */
    private static void runInto(BitSet done, List<Unit> units, int thread, List<Unit> sequence) {
        int before;
        do {
            before = sequence.size();
            for (int at = 0; at < units.size(); at++) {
                Unit unit = units.get(at);
                if (unit.thread() == thread && !done.get(at) && unit.isReady(done)) {
                    done.set(at);
                    sequence.add(unit);
                }
            }
        } while (sequence.size() > before);
    }

    /** What has been done when a thread has run as far as it can, and how it came to that. */
    private record State(BitSet done, int thread, @Nullable State before) {
        private static final State BEGINNING = new State(new BitSet(), -1, null);

        State run(List<Unit> units, int next) {
            BitSet after = (BitSet) done.clone();
            runInto(after, units, next, new ArrayList<>());
            return new State(after, next, this);
        }
    }

    private static final class Search {
        private final List<Unit> units;
        private final int mostStates;
        private final Set<BitSet> reached = new HashSet<>();
        private final Deque<State> frontier = new ArrayDeque<>();

        Search(List<Unit> units, int mostStates) {
            this.units = units;
            this.mostStates = mostStates;
        }

        @Nullable
        State fewest() {
            reach(State.BEGINNING);
            while (!frontier.isEmpty() && reached.size() <= mostStates) {
                State state = frontier.remove();
                if (state.done().cardinality() == units.size()) {
                    return state;
                }
                for (int thread = 0; thread < threads(units); thread++) {
                    reach(state.run(units, thread));
                }
            }
            return null;
        }

        private void reach(State state) {
            if (reached.add(state.done())) {
                frontier.add(state);
            }
        }
    }
}
