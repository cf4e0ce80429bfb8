package kmemcg.property.reference;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The legal order of a memory cgroup's life: made, killed, offline, released, freed; children before parents.
 *
 * <p>Mirrors css_create, kill_css, offline_css, css_release_work_fn and css_free_rwork_fn (Linux 6.1
 * kernel/cgroup/cgroup.c) with the steps mem_cgroup_css_offline takes in between (mm/memcontrol.c). Which steps a
 * caller sees depends on the caller: those it names as shown may never be left out, no step may come twice or late.
 *
 * @param <G> a group
 */
public final class LifeCycle<G> {
    /** The steps in their only legal order. */
    public enum Step {
        ONLINE("css_online"),
        RMDIR("cgroup_rmdir"),
        KILL_CONFIRMED("css_killed_ref_fn"),
        KILLED("css_killed_work_fn"),
        OFFLINE("css_offline"),
        OFFLINE_KMEM("memcg_offline_kmem"),
        REPARENT_LRUS("memcg_reparent_list_lrus"),
        DRAINED("drain_all_stock"),
        OFFLINE_DONE("css_offline returns"),
        UNREFERENCED("css_release"),
        RELEASED("css_released"),
        FREEING("css_free_rwork_fn"),
        FREED("css_free");

        private final String kernelName;

        Step(String kernelName) {
            this.kernelName = kernelName;
        }

        /** The kernel function that takes the step. */
        public String kernelName() {
            return kernelName;
        }
    }

    private static final class Life<G> {
        final @Nullable G parent;
        final Set<G> children = new HashSet<>();
        Step last = Step.ONLINE;

        Life(@Nullable G parent) {
            this.parent = parent;
        }
    }

    private final Set<Step> shown;
    private final Map<G, Life<G>> lives = new HashMap<>();

    /**
     * The order of one world's groups.
     *
     * @param shown the steps that every group is seen to take
     */
    public LifeCycle(Set<Step> shown) {
        this.shown = Set.copyOf(shown);
    }

    /** A group comes online below {@code parent}; what is wrong with that, or null. */
    public @Nullable String online(G group, @Nullable G parent) {
        Life<G> above = parent == null ? null : lives.get(parent);
        if (lives.putIfAbsent(group, new Life<>(parent)) != null) {
            return "it is online already";
        }
        if (above == null) {
            return null;
        }
        above.children.add(group);
        return above.last.compareTo(Step.OFFLINE) < 0 ? null : "its parent is past " + above.last.kernelName;
    }

    /** A group takes its next step; what is wrong with that, or null. A group never seen before is taken on trust. */
    public @Nullable String step(G group, Step next) {
        Life<G> life = lives.get(group);
        if (life == null) {
            life = new Life<>(null);
            life.last = next;
            lives.put(group, life);
            return null;
        }
        String wrong = wrong(life, next);
        if (next.compareTo(life.last) > 0) {
            life.last = next;
        }
        if (next == Step.FREED) {
            forget(group, life);
        }
        return wrong;
    }

    /** The last step of a group, or null when it was never seen or is freed. */
    public @Nullable Step last(G group) {
        Life<G> life = lives.get(group);
        return life == null ? null : life.last;
    }

    /** True while objects may be charged to the group: it has not handed its objcgs over. */
    public boolean isLiving(G group) {
        Step last = last(group);
        return last != null && last.compareTo(Step.OFFLINE) < 0;
    }

    private @Nullable String wrong(Life<G> life, Step next) {
        if (next.compareTo(life.last) <= 0) {
            return "it is past " + life.last.kernelName + " already";
        }
        Step missing = missing(life.last, next);
        if (missing != null) {
            return missing.kernelName + " must come first";
        }
        if (next == Step.OFFLINE && life.children.stream().anyMatch(this::isLiving)) {
            return "a child of it is not offline yet";
        }
        return next == Step.RELEASED && !life.children.isEmpty() ? "a child of it is not freed yet" : null;
    }

    private @Nullable Step missing(Step last, Step next) {
        for (Step step : EnumSet.range(last, next)) {
            if (shown.contains(step) && step != last && step != next) {
                return step;
            }
        }
        return null;
    }

    private void forget(G group, Life<G> life) {
        lives.remove(group);
        Life<G> above = life.parent == null ? null : lives.get(life.parent);
        if (above != null) {
            above.children.remove(group);
        }
    }
}
