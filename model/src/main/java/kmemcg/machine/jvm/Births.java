package kmemcg.machine.jvm;

import java.util.List;
import kmemcg.machine.KernelObject;
import org.pcollections.PMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * Names for kernel objects, and which of them live. The second object of a name is {@code name#2}, counted in the whole
 * machine: the same in every sequential run, but where tasks race to allocate the same name it is the interleaving that
 * numbers them.
 */
final class Births {
    private PMap<String, Integer> namesakes = TreePMap.empty();

    /** By number of birth. */
    private PMap<Long, KernelObject> living = TreePMap.empty();

    private long births;

    synchronized JvmBirth next(JvmMachine machine, String name) {
        int count = namesakes.getOrDefault(name, 0) + 1;
        namesakes = namesakes.plus(name, count);
        return new JvmBirth(machine, ++births, count == 1 ? name : name + "#" + count);
    }

    synchronized void add(JvmBirth birth, KernelObject object) {
        living = living.plus(birth.number(), object);
    }

    synchronized void remove(JvmBirth birth) {
        living = living.minus(birth.number());
    }

    synchronized List<KernelObject> living() {
        return TreePVector.from(living.values());
    }
}
