package kmemcg.design.objcg;

import java.util.EnumSet;
import java.util.Set;
import kmemcg.design.Verb;
import kmemcg.lru.ListLru;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * Shared caches with an owner per object: the design of Linux 5.9 and later, as 6.1 has it, with two cures that came after:
 * the byte stock of a dead CPU is drained (9f01b4954490), and an add to a list_lru announces the list that it used (see
 * {@link ListLru}).
 *
 * <p>Every protected method of this class and its parents is a step that a historical bug may override.
 */
public class ObjcgDesign extends ObjcgSlabHooks {
    /** A booted system: a root group, no caches, empty stocks. */
    public ObjcgDesign(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    public Set<Verb> vocabulary() {
        Set<Verb> words = EnumSet.of(Verb.REGISTER_SHRINKER);
        words.addAll(super.vocabulary());
        return words;
    }

    @Override
    public void beginWithoutShrinker(Task task) {
        shrinkers().beginUnregistered();
    }

    @Override
    public void registerShrinker(Task task) {
        shrinkers().register();
    }

    /** First the owners, then the lists. */
    @Override
    protected void memcgOfflineKmem(Task task, MemCgroup memcg, MemCgroup parent) {
        memcgReparentObjcgs(task, ObjcgMemcg.of(memcg), ObjcgMemcg.of(parent));
        memcgReparentListLrus(task, memcg, parent);
    }

    @Override
    protected boolean prepareLists(Task task, ObjCgroup objcg) {
        MemCgroup memcg = memcgOf(task, objcg);
        boolean ready = lru().prepare(task, memcg);
        memcg.css().put(task);
        return ready;
    }
}
