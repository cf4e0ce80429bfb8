package kmemcg.program.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kmemcg.program.World;
import kmemcg.program.World.Cache;
import kmemcg.program.World.Group;

/**
 * The names that the next operation may use. Each thread sees what has gone in its own past only; what another thread made or
 * dropped, it may meet at any time.
 */
final class Scope {
    static final String FIRST_OBJECT = "o1";
    static final String FIRST_PAGE = "p1";

    private final Map<String, String> parents = new HashMap<>();
    private final List<String> groups = new ArrayList<>(List.of(World.ROOT));
    private final List<String> caches = new ArrayList<>();
    private final List<String> objects = new ArrayList<>();
    private final List<String> lruObjects = new ArrayList<>();
    private final List<String> pages = new ArrayList<>();
    private final List<Integer> cpus = new ArrayList<>();

    /** What is gone for the segment at hand. */
    private final Set<String> gone = new HashSet<>();

    /** What was gone when the threads began, and what any of them has dropped since. */
    private final Set<String> goneBefore = new HashSet<>();

    private final Set<String> goneInThreads = new HashSet<>();

    Scope(World world) {
        for (Group group : world.groups()) {
            addGroup(group.name(), group.parent());
        }
        world.caches().stream().map(Cache::name).forEach(caches::add);
        for (int cpu = 0; cpu < world.cpus(); cpu++) {
            cpus.add(cpu);
        }
    }

    private void addGroup(String name, String parent) {
        groups.add(name);
        parents.put(name, parent);
    }

    /** A new cache's name. */
    String newCache() {
        caches.add("cache" + (caches.size() + 1));
        return caches.get(caches.size() - 1);
    }

    /** A new object's name, {@link #FIRST_OBJECT} to begin with. */
    String newObject(boolean isForLru) {
        String name = "o" + (objects.size() + 1);
        objects.add(name);
        if (isForLru) {
            lruObjects.add(name);
        }
        return name;
    }

    /** A new page's name, {@link #FIRST_PAGE} to begin with. */
    String newPage() {
        String name = "p" + (pages.size() + 1);
        pages.add(name);
        return name;
    }

    /** A new group's name. */
    String newGroup(String parent) {
        String name = "G" + groups.size();
        addGroup(name, parent);
        return name;
    }

    List<String> groups() {
        return there(groups);
    }

    List<String> caches() {
        return there(caches);
    }

    List<String> objects() {
        return there(objects);
    }

    /** Objects that may be put on a list. */
    List<String> lruObjects() {
        return there(lruObjects);
    }

    List<String> pages() {
        return there(pages);
    }

    /** CPUs that are online. */
    List<Integer> cpus() {
        return cpus;
    }

    /** Groups that may be removed: not the root, and no child there. */
    List<String> leaves() {
        return groups().stream()
                .filter(parents::containsKey)
                .filter(group -> groups().stream().noneMatch(child -> group.equals(parents.get(child))))
                .toList();
    }

    private List<String> there(List<String> names) {
        return names.stream().filter(name -> !gone.contains(name)).toList();
    }

    void drop(String name) {
        gone.add(name);
    }

    void dropCpu(int cpu) {
        cpus.remove((Integer) cpu);
    }

    void beginThreads() {
        goneBefore.addAll(gone);
    }

    void endThread() {
        goneInThreads.addAll(gone);
        gone.clear();
        gone.addAll(goneBefore);
    }

    void endThreads() {
        gone.addAll(goneInThreads);
    }
}
