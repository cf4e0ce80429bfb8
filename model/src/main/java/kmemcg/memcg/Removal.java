package kmemcg.memcg;

import kmemcg.machine.Birth;
import kmemcg.machine.Work;

/**
 * The work items that take one group apart, embedded in it. In the kernel they are one, {@code css->destroy_work}, initialised
 * anew for each step; the steps of one group never overlap, so here each has its own.
 */
final class Removal {
    private final Work killed;
    private final Work released;
    private final Work free;

    Removal(Birth birth, MemCgroup memcg, CgroupCore core) {
        this.killed = birth.work("css_killed " + birth.name(), worker -> core.killedWork(worker, memcg));
        this.released = birth.work("css_released " + birth.name(), worker -> core.releaseWork(worker, memcg));
        this.free = birth.work("css_free " + birth.name(), worker -> core.freeWork(worker, memcg));
    }

    /** Takes the group offline, once no {@code css_tryget_online} succeeds any more. */
    Work killed() {
        return killed;
    }

    /** Unlinks it, once the last reference is gone. */
    Work released() {
        return released;
    }

    /** Gives its memory back, once nobody can find it. */
    Work free() {
        return free;
    }
}
