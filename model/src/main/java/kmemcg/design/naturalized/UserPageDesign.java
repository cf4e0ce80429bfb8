package kmemcg.design.naturalized;

import java.util.EnumSet;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.lru.PageHandle;
import kmemcg.lru.UserPage;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;

/** What a process does with pages of its own, in both designs; they differ in lists and in who is reclaimed from. */
public abstract class UserPageDesign extends PageReparenting implements KmemDesign {
    private final MemCgroup root;

    UserPageDesign(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.root = bootRoot(machine.task("boot", 0));
    }

    @Override
    public final Set<Verb> vocabulary() {
        return EnumSet.of(
                Verb.MKDIR,
                Verb.RMDIR,
                Verb.OFFLINE,
                Verb.LIMIT,
                Verb.ATTACH,
                Verb.PAGE,
                Verb.CHARGE,
                Verb.UNMAP,
                Verb.RECLAIM,
                Verb.USAGE,
                Verb.FAULT,
                Verb.SETTLE);
    }

    @Override
    public final MemCgroup root() {
        return root;
    }

    @Override
    public Process newProcess(Task task, String name) {
        return newProcess(name, root);
    }

    /** {@code do_anonymous_page}; without a charge {@code read_swap_cache_async}: a page read ahead that nobody has mapped yet. */
    @Override
    public boolean newPage(Task task, Process process, Set<AllocFlag> flags, PageHandle handle) {
        UserPage page = task.tryAllocate("page " + handle, birth -> new UserPage(birth, handle));
        if (page == null) {
            return false;
        }
        if (!flags.contains(AllocFlag.NOACCOUNT) && !chargeNew(task, process, page)) {
            putPage(task, page);
            return false;
        }
        lruCacheAdd(task, page);
        handle.put(page);
        return true;
    }

    private boolean chargeNew(Task task, Process process, UserPage page) {
        MemCgroup payer = tryCharge(task, process);
        if (payer == null) {
            return false;
        }
        commitCharge(task, page, payer);
        return true;
    }

    /** {@code mem_cgroup_try_charge_swapin}, {@code mem_cgroup_commit_charge_swapin}. */
    @Override
    public boolean chargePage(Task task, Process process, PageHandle handle) {
        return handle.use(page -> !page.cgroup().isUsed() && chargeListed(task, process, page));
    }

    private boolean chargeListed(Task task, Process process, UserPage page) {
        MemCgroup payer = tryCharge(task, process);
        if (payer == null) {
            return false;
        }
        commitChargeLrucare(task, page, payer);
        return true;
    }

    /** {@code page_remove_rmap}, {@code put_page}. */
    @Override
    public boolean unmap(Task task, PageHandle handle) {
        UserPage page = handle.take();
        if (page == null) {
            return false;
        }
        uncharge(task, page);
        putPage(task, page);
        return true;
    }

    @Override
    public long usage(Task task, MemCgroup memcg) {
        return memcg.memory().read();
    }
}
