package kmemcg.machine.jvm;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;

/**
 * Names for kernel objects, and which of them live. The second object of a name is {@code name#2}, counted in the whole
 * machine: the same in every sequential run, but where tasks race to allocate the same name it is the interleaving that
 * numbers them.
 */
final class Births {
    private final Map<String, Integer> namesakes = new HashMap<>();
    private final Map<Birth, KernelObject> living = new LinkedHashMap<>();

    synchronized String uniqueName(String name) {
        int count = namesakes.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "#" + count;
    }

    synchronized void add(KernelObject object) {
        living.put(object.birth(), object);
    }

    synchronized void remove(KernelObject object) {
        living.remove(object.birth());
    }

    synchronized List<KernelObject> living() {
        return List.copyOf(living.values());
    }
}
