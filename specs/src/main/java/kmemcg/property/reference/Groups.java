package kmemcg.property.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import kmemcg.property.reference.LifeCycle.Step;
import org.jspecify.annotations.Nullable;

/**
 * The tree of groups, and how one goes: killed at once, confirmed after a grace period, offline when its children are, freed
 * when nothing holds it. Mirrors cgroup_rmdir, css_killed_ref_fn and css_killed_work_fn (Linux 6.1 kernel/cgroup/cgroup.c).
 */
final class Groups {
    private final String root;
    private final LifeCycle<String> lives = new LifeCycle<>(EnumSet.of(Step.RMDIR, Step.OFFLINE));
    private final Map<String, String> parents = new LinkedHashMap<>();

    /** {@code online_cnt}: itself and its children, each until it is killed and offline. */
    private final Map<String, Integer> online = new HashMap<>();

    private final DeferredSteps deferred;
    private final Offline offline;

    Groups(String root, DeferredSteps deferred, Offline offline) {
        this.root = root;
        this.deferred = deferred;
        this.offline = offline;
        expect(lives.online(root, null));
        online.put(root, 1);
    }

    void add(String group, String parent) {
        expect(lives.online(group, parent));
        parents.put(group, parent);
        online.put(group, 1);
        online.merge(parent, 1, Integer::sum);
    }

    /** Whether a group can be named: it is there and nobody has removed it. */
    boolean isNamed(String group) {
        return lives.last(group) == Step.ONLINE;
    }

    /** Whether a group has not gone offline yet. */
    boolean isLiving(String group) {
        return lives.isLiving(group);
    }

    /** Groups whose memory is there. */
    Set<String> all() {
        Set<String> all = new HashSet<>(parents.keySet());
        all.add(root);
        return all;
    }

    /** Oldest first. */
    List<String> children(String group) {
        return parents.keySet().stream()
                .filter(child -> group.equals(parents.get(child)))
                .toList();
    }

    /** A group and all its ancestors below the root, the nearest first. */
    List<String> belowRoot(String group) {
        List<String> path = new ArrayList<>();
        for (String at = group; !at.equals(root); at = parents.getOrDefault(at, root)) {
            path.add(at);
        }
        return path;
    }

    /** False if it has a child that nobody has removed. */
    boolean kill(int cpu, String group) {
        if (children(group).stream().anyMatch(this::isNamed)) {
            return false;
        }
        expect(lives.step(group, Step.RMDIR));
        deferred.add(() -> {
            if (countDown(group) == 0) {
                deferred.add(() -> goOffline(cpu, group));
            }
        });
        return true;
    }

    private int countDown(String group) {
        return online.merge(group, -1, Integer::sum);
    }

    private void goOffline(int cpu, String group) {
        String parent = parents.getOrDefault(group, root);
        expect(lives.step(group, Step.OFFLINE));
        offline.goes(cpu, group, parent);
        if (countDown(parent) == 0) {
            goOffline(cpu, parent);
        }
    }

    /** Frees the groups that are offline and that nothing holds; a child holds its parent. */
    List<String> free(Predicate<String> isHeld) {
        List<String> freed = new ArrayList<>();
        List<String> youngestFirst = new ArrayList<>(parents.keySet());
        Collections.reverse(youngestFirst);
        for (String group : youngestFirst) {
            if (!isLiving(group) && !isHeld.test(group) && !parents.containsValue(group)) {
                expect(lives.step(group, Step.FREED));
                parents.remove(group);
                freed.add(group);
            }
        }
        return freed;
    }

    private static void expect(@Nullable String wrong) {
        if (wrong != null) {
            throw new IllegalStateException(wrong);
        }
    }

    /** What happens when a group goes offline. */
    @FunctionalInterface
    interface Offline {
        void goes(int cpu, String group, String parent);
    }
}
