package kmemcg.explore;

import static kmemcg.explore.SmallProgram.with;
import static org.assertj.core.api.Assertions.assertThat;

import kmemcg.explore.SmallProgram.Box;
import kmemcg.machine.Invariant;
import kmemcg.machine.Mutex;
import kmemcg.machine.Ref;
import kmemcg.machine.Word;
import org.junit.jupiter.api.Test;

/** What findings in three small programs look like to a reader, to the letter. */
final class LanesTest {
    private static String compact(SmallProgram program) {
        return String.join("\n", program.lanes().compact());
    }

    /** Each announces itself and looks for the other; a store buffer hides both announcements. */
    private static SmallProgram storeBuffering() {
        SmallProgram program = new SmallProgram(MemoryModel.TSO);
        Word x = program.machine.word("memcg P.offline", 0);
        Word y = program.machine.word("stock.cached", 0);
        Word both = program.machine.word("both", 0);
        Word own = program.machine.word("own", 0);
        return program.thread(task -> {
                    program.operation(task, "offline P", () -> {
                        own.writeOnce(1);
                        own.readOnce();
                        x.writeOnce(1);
                        if (y.readOnce() == 0) {
                            both.addReturn(1);
                        }
                    });
                })
                .thread(task -> program.operation(task, "charge P", () -> {
                    y.writeOnce(1);
                    if (x.readOnce() == 0) {
                        task.bug(both.addReturn(1) == 2, Invariant.CONSERVATION, "nobody saw the other");
                    }
                }))
                .explore();
    }

    @Test
    void storesDelayed_standWhereTheyTakeEffect() {
        assertThat(compact(storeBuffering())).isEqualTo("""
                T1                        T2
                ------------------------  --------------------------------------
                                          charge P:
                                            memcg P.offline is 0
                offline P:
                  ... 2 steps of its own
                  memcg P.offline -> 1
                  stock.cached is 0
                  both 0 -> 1
                                            stock.cached -> 1, delayed until now
                                            both 1 -> 2
                                            BUG_ON: nobody saw the other""");
    }

    /** The object is unhooked and freed without waiting for the reader. */
    private static SmallProgram freedUnderReader() {
        SmallProgram program = new SmallProgram(MemoryModel.SC);
        Box box = program.box("objcg C");
        Ref<Box> pointer = program.machine.ref("memcg C.objcg", box);
        return program.thread(task -> program.operation(
                        task,
                        "charge C",
                        () -> with(task.rcuReadLock(), () -> {
                            Box seen = pointer.rcuDereference();
                            if (seen != null) {
                                seen.f.addReturn(1);
                            }
                        })))
                .thread(task -> program.operation(task, "offline C", () -> {
                    pointer.rcuAssign(null);
                    task.free(box);
                }))
                .explore();
    }

    @Test
    void freeWithoutGracePeriod_comesBeforeTheAccess() {
        assertThat(compact(freedUnderReader())).isEqualTo("""
                T1                            T2
                ----------------------------  ------------------------------------------------------
                charge C:
                  enters a read-side section
                  memcg C.objcg is objcg C
                                              offline C:
                                                memcg C.objcg -> null
                                                frees objcg C
                  objcg C.f 0 -> 1
                  leaves a read-side section
                                                use after free: frees objcg C, while T1 may still
                                                  access objcg C.f""");
    }

    private static SmallProgram crossedLocks() {
        SmallProgram program = new SmallProgram(MemoryModel.SC);
        Mutex slab = program.machine.mutex("slab_mutex");
        Mutex limit = program.machine.mutex("memcg_limit_mutex");
        Word caches = program.machine.word("caches", 0);
        return program.thread(task -> program.operation(
                        task,
                        "create dentry",
                        () -> with(slab.lock(task), () -> {
                            caches.writePlain(caches.readPlain() + 1);
                            limit.lock(task).close();
                        })))
                .thread(task -> program.operation(
                        task,
                        "limit P 100",
                        () -> with(limit.lock(task), () -> slab.lock(task).close())))
                .explore();
    }

    @Test
    void crossedLocks_showBothWaits() {
        assertThat(compact(crossedLocks())).isEqualTo("""
                T1                                             T2
                ---------------------------------------------  --------------------------------------
                create dentry:
                  takes slab_mutex
                  ... 2 steps of its own
                                                               limit P 100:
                                                                 takes memcg_limit_mutex
                                                                 waits for slab_mutex, which T1 holds
                  waits for memcg_limit_mutex, which T2 holds""");
    }
}
