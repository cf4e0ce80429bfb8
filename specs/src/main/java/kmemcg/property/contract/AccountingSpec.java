package kmemcg.property.contract;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.memcg.Geometry;
import kmemcg.program.Program;
import kmemcg.program.Result;
import kmemcg.program.World;
import kmemcg.property.SequentialSpec;
import kmemcg.property.contract.ContractState.Cache;
import kmemcg.property.contract.ContractState.Group;
import kmemcg.property.contract.ContractState.Life;

/**
 * The sequential specification for linearizability. It is as loose as the kernel is, and not looser:
 * <ul>
 *   <li>a charge may fail although there is room only if it runs beside another charge or a lowering of its limit, or if what CPUs hold in their stocks can
 *       fill the limit; a charge that succeeds never leaves the objects' bytes above a limit, but for what CPUs had charged ahead
 *       when that was set, and for what is left of a page whose charge was forced;
 *   <li>a charge at a limit, a lowered limit and a shrink may free listed objects, which are gone for their users then;
 *   <li>an object in use by another thread is not available, so an operation on it may answer "no";
 *   <li>while a group is on its way out, its name may be gone already, and its list may be its parent's already.
 * </ul>
 */
public final class AccountingSpec implements SequentialSpec<AccountingSpec.State, Call> {
    private final World world;
    private final Charging charging;
    private final Map<Verb, VerbContract> further;
    private final boolean scarce;
    private final boolean registersShrinker;

    /**
     * For the histories of one program.
     *
     * @param further what operations may answer that not all designs have, or that one design has in its own way
     */
    public AccountingSpec(Program program, Charging charging, Map<Verb, VerbContract> further) {
        this.world = program.world();
        this.charging = charging;
        this.further = further;
        this.scarce = program.has(Verb.FAULT);
        this.registersShrinker = program.has(Verb.REGISTER_SHRINKER);
    }

    @Override
    public State initial() {
        return new State(ContractState.of(world));
    }

    @Override
    public List<State> after(State state, Call call, List<Call> overlapped) {
        Context context = new Context(state.known, call, overlapped, world, charging, scarce, registersShrinker);
        return further.getOrDefault(call.verb(), AccountingSpec::successors)
                .after(context)
                .map(State::new)
                .toList();
    }

    private static Stream<ContractState> successors(Context context) {
        return switch (context.call().verb()) {
            case ALLOC -> AllocContract.after(context);
            case FREE, BULK_FREE, LRU_ADD, LRU_DEL, SHRINK -> ObjectContract.after(context);
            case MKDIR, RMDIR, OFFLINE, LIMIT, ATTACH, USAGE, DRAIN -> GroupContract.after(context);
            case CREATE_CACHE -> createCache(context);
            case DESTROY_CACHE -> destroyCache(context);
            case PAGE, CHARGE, UNMAP, RECLAIM ->
                throw new IllegalArgumentException(
                        "no contract for " + context.call().operation());
            case REGISTER_SHRINKER, PROTECT, CPU_OFFLINE, FAULT, SETTLE, SLABINFO -> Stream.of(context.state());
        };
    }

    private static Stream<ContractState> createCache(Context context) {
        Call call = context.call();
        if (call.answered(Result.ENOMEM)) {
            return context.scarce() ? Stream.of(context.state()) : Stream.empty();
        }
        Cache cache = new Cache(
                (int) call.operation().number(Kind.BYTES),
                call.operation().cacheFlags().contains(CacheFlag.ACCOUNT));
        return Stream.of(context.state().withCache(call.operation().the(Kind.NEW_CACHE), cache));
    }

    private static Stream<ContractState> destroyCache(Context context) {
        return Stream.of(context.state().withCache(context.call().operation().the(Kind.CACHE), null));
    }

    /** What is known after some calls; opaque to everybody else. */
    public static final class State {
        private final ContractState known;

        private State(ContractState known) {
            this.known = known;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof State state && known.equals(state.known);
        }

        @Override
        public int hashCode() {
            return known.hashCode();
        }

        @Override
        public String toString() {
            return known.toString();
        }
    }

    /**
     * A call to be judged.
     *
     * @param state before it
     * @param overlapped the calls beside it
     * @param scarce whether the program makes memory allocations fail
     * @param registersShrinker whether the program registers the shrinker itself, which frees nothing before
     */
    public record Context(
            ContractState state,
            Call call,
            List<Call> overlapped,
            World world,
            Charging charging,
            boolean scarce,
            boolean registersShrinker) {
        /** Bytes that may be charged in a subtree beyond its objects: what CPUs and owners hold. */
        public long slack() {
            if (!charging.isAhead()) {
                return 0;
            }
            Geometry geometry = world.geometry();
            long heldByCpus = world.cpus() * (geometry.chargeBatch() + 2L);
            long heldByOwners = state.groups().size();
            long empty = heldByOwners * state.caches().size() * charging.emptyPages(world.cpus());
            return (heldByCpus + heldByOwners + empty) * geometry.pageSize();
        }

        /** Whether a group may be on its way out meanwhile. */
        public boolean isBesideRemoval() {
            return overlapped.stream().anyMatch(Call::removesGroup);
        }

        /** Whether a charge beside it may be seen before it has decided to fail. */
        public boolean isBesideCharge() {
            return overlapped.stream().anyMatch(Call::mayCharge);
        }

        /** What limits are being set on a group meanwhile, in pages. */
        public LongStream limitsBeside(String group) {
            return overlapped.stream()
                    .map(Call::operation)
                    .filter(other ->
                            other.verb() == Verb.LIMIT && other.the(Kind.GROUP).equals(group))
                    .mapToLong(other -> other.number(Kind.PAGES));
        }

        /** Whether another thread may hold the object just now, or free it. */
        public boolean isContested(String object) {
            return overlapped.stream().anyMatch(other -> other.objects().contains(object) || other.mayReclaim());
        }

        /** A group; one that is gone if the name is unknown. */
        public Group groupOf(String name) {
            Group group = state.group(name);
            return group == null ? new Group(null, null, false, Life.OFFLINE) : group;
        }

        /** The state, if a condition holds. */
        public Stream<ContractState> keepIf(boolean allowed) {
            return allowed ? Stream.of(state) : Stream.empty();
        }
    }
}
