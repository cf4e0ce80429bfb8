package kmemcg.program;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.lru.PageHandle;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.program.Program.Expectation;
import kmemcg.program.Program.Phase;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import kmemcg.sync.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A program bound to a machine and a design: its groups, limits and caches made, a process for each segment in its group, a
 * handle for each object. Which task runs which segment when is the engine's business. All that changes during a run is in
 * cells, so tasks may call {@link #run} at the same time, and an engine may run a segment again and again from its start.
 */
public final class ProgramRun {
    private final KmemDesign design;
    private final Deferred deferred;
    private final Program program;
    private final Names names;
    private final Map<Phase, List<Process>> processes = new EnumMap<>(Phase.class);

    private ProgramRun(KmemDesign design, Deferred deferred, Program program, Names names) {
        this.design = design;
        this.deferred = deferred;
        this.program = program;
        this.names = names;
    }

    /**
     * Builds a program's world.
     *
     * @param program one that {@link ProgramRules} allow, with no more CPUs than the machine has
     * @param design freshly booted on the machine
     */
    public static ProgramRun prepare(Machine machine, KmemDesign design, Deferred deferred, Program program) {
        Task task = machine.task("setup", 0);
        if (program.has(Verb.REGISTER_SHRINKER)) {
            design.beginWithoutShrinker(task);
        }
        if (program.has(Verb.PROTECT)) {
            design.beginOnDefaultHierarchy(task);
        }
        ProgramRun run = new ProgramRun(design, deferred, program, Names.prepare(machine, design, task, program));
        for (Phase phase : Phase.values()) {
            run.processes.put(phase, run.makeProcesses(task, phase));
        }
        return run;
    }

    private List<Process> makeProcesses(Task task, Phase phase) {
        List<Segment> segments = program.segments(phase);
        List<Process> made = new ArrayList<>();
        for (int index = 0; index < segments.size(); index++) {
            Process process = design.newProcess(task, phase.label(index, segments.size()));
            String group = segments.get(index).group();
            if (!group.equals(World.ROOT)) {
                names.group(group).pinned(task, memcg -> attach(task, process, memcg));
            }
            made.add(process);
        }
        return List.copyOf(made);
    }

    /**
     * The process of a segment.
     *
     * @param index of the segment in its phase, from 0
     */
    public Process process(Phase phase, int index) {
        return processes.getOrDefault(phase, List.of()).get(index);
    }

    /** The names for objects, in the program's order. */
    public List<Handle<?>> handles() {
        return names.handles();
    }

    /** Runs one operation of the program; the process is that of its segment. */
    public Result run(Task task, Process process, Operation operation) {
        return switch (operation.verb()) {
            case MKDIR -> pinned(task, operation, parent -> mkdir(task, operation.the(Kind.NEW_GROUP), parent));
            case RMDIR -> group(operation).remove(task, design);
            case OFFLINE -> group(operation).removeAndAwait(task, design);
            case LIMIT -> file(task, operation, memcg -> limit(task, memcg, operation.number(Kind.PAGES)));
            case ATTACH -> pinned(task, operation, memcg -> attach(task, process, memcg));
            case CREATE_CACHE -> createCache(task, operation);
            case DESTROY_CACHE -> destroyCache(task, operation);
            case ALLOC -> alloc(task, process, operation);
            case FREE -> Result.okIf(design.free(task, object(operation)), Result.NO);
            case BULK_FREE -> Result.count(design.bulkFree(task, objects(operation)));
            case LRU_ADD -> Result.okIf(design.lruAdd(task, object(operation)), Result.NO);
            case LRU_DEL -> Result.okIf(design.lruDel(task, object(operation)), Result.NO);
            case SHRINK -> pinned(task, operation, memcg -> Result.count(design.shrink(task, memcg)));
            case REGISTER_SHRINKER -> done(() -> design.registerShrinker(task));
            case DRAIN -> pinned(task, operation, memcg -> done(() -> design.drain(task, memcg)));
            case PROTECT -> file(task, operation, memcg -> protect(task, memcg, operation.number(Kind.PAGES)));
            case PAGE -> page(task, process, operation);
            case CHARGE -> Result.okIf(design.chargePage(task, process, page(operation)), Result.NO);
            case UNMAP -> Result.okIf(design.unmap(task, page(operation)), Result.NO);
            case RECLAIM -> pinned(task, operation, memcg -> reclaim(task, memcg, operation.number(Kind.PAGES)));
            case CPU_OFFLINE -> cpuOffline(task, (int) operation.number(Kind.CPU));
            case USAGE -> file(task, operation, memcg -> Result.count(design.usage(task, memcg)));
            case SLABINFO -> Result.count(design.slabinfo(task, process));
            case FAULT -> done(() -> deferred.failAllocation(task, (int) operation.number(Kind.COUNT)));
            case SETTLE -> done(() -> deferred.settle(task));
        };
    }

    private NamedGroup group(Operation operation) {
        return names.group(operation.the(Kind.GROUP));
    }

    private Result pinned(Task task, Operation operation, Function<MemCgroup, Result> use) {
        return group(operation).pinned(task, use);
    }

    private Result file(Task task, Operation operation, Function<MemCgroup, Result> use) {
        return group(operation).file(task, use);
    }

    private ObjectHandle object(Operation operation) {
        return names.object(operation.the(Kind.OBJECT));
    }

    private List<ObjectHandle> objects(Operation operation) {
        return operation.objects().stream().map(names::object).toList();
    }

    private static Result done(Runnable action) {
        action.run();
        return Result.OK;
    }

    private Result mkdir(Task task, String name, MemCgroup parent) {
        MemCgroup memcg = design.mkdir(task, name, parent);
        if (memcg == null) {
            return Result.NO;
        }
        names.group(name).bind(memcg);
        return Result.OK;
    }

    private Result limit(Task task, MemCgroup memcg, long pages) {
        return Result.okIf(design.setLimit(task, memcg, pages), Result.EBUSY);
    }

    private Result protect(Task task, MemCgroup memcg, long pages) {
        return done(() -> design.protect(task, memcg, pages));
    }

    private Result attach(Task task, Process process, MemCgroup memcg) {
        return Result.okIf(design.attach(task, process, memcg), Result.ENODEV);
    }

    private Result createCache(Task task, Operation operation) {
        String name = operation.the(Kind.NEW_CACHE);
        int bytes = (int) operation.number(Kind.BYTES);
        KmemCache cache = design.createCache(task, name, bytes, operation.cacheFlags());
        if (cache == null) {
            return Result.ENOMEM;
        }
        names.cache(name).storeRelease(cache);
        return Result.OK;
    }

    private Result destroyCache(Task task, Operation operation) {
        Ref<KmemCache> name = names.cache(operation.the(Kind.CACHE));
        return ifThere(name.xchg(null), cache -> Result.okIf(design.destroyCache(task, cache), Result.EBUSY));
    }

    private Result alloc(Task task, Process process, Operation operation) {
        ObjectHandle handle = names.object(String.valueOf(operation.binds()));
        Ref<KmemCache> name = names.cache(operation.the(Kind.CACHE));
        return ifThere(
                name.loadAcquire(),
                cache ->
                        Result.okIf(design.alloc(task, process, cache, operation.allocFlags(), handle), Result.ENOMEM));
    }

    private static Result ifThere(@Nullable KmemCache cache, Function<KmemCache, Result> use) {
        return cache == null ? Result.SKIPPED : use.apply(cache);
    }

    private Result page(Task task, Process process, Operation operation) {
        PageHandle handle = names.page(String.valueOf(operation.binds()));
        return Result.okIf(design.newPage(task, process, operation.allocFlags(), handle), Result.ENOMEM);
    }

    private PageHandle page(Operation operation) {
        return names.page(operation.the(Kind.USER_PAGE));
    }

    private Result reclaim(Task task, MemCgroup memcg, long pages) {
        return Result.count(design.reclaim(task, memcg, pages));
    }

    private Result cpuOffline(Task task, int cpu) {
        deferred.vacate(task, cpu);
        design.takeCpuDown(task, cpu);
        return Result.OK;
    }

    /**
     * Ends the program, once all segments have: the processes exit, what is deferred runs, and the stocks, if there are any, are drained; twice,
     * since an owner that ends with its last stock puts whole pages into a page stock again. What is charged afterwards belongs
     * to objects; what is alive afterwards is held by something.
     */
    public void quiesce(Task task) {
        processes.values().forEach(those -> those.forEach(process -> design.attach(task, process, design.root())));
        deferred.settle(task);
        for (int round = 0; round < 2 && design.vocabulary().contains(Verb.DRAIN); round++) {
            design.drain(task, design.root());
            deferred.settle(task);
        }
    }

    /** The program's expectations that do not hold now; to be asked after {@link #quiesce}. */
    public List<Unmet> unmet(Task task) {
        List<Unmet> unmet = new ArrayList<>();
        for (Expectation expectation : program.expectations()) {
            names.group(expectation.group()).file(task, memcg -> {
                long pages = design.usage(task, memcg);
                if (pages != expectation.pages()) {
                    unmet.add(new Unmet(expectation, pages));
                }
                return Result.OK;
            });
        }
        return List.copyOf(unmet);
    }

    /**
     * An expectation that does not hold.
     *
     * @param pages the usage found instead
     */
    public record Unmet(Expectation expectation, long pages) {
        @Override
        public String toString() {
            return "expected %s, found %d".formatted(expectation, pages);
        }
    }
}
