package kmemcg.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The memory cgroups by address, id and path. Addresses are used again after css_free, ids never are. */
final class Groups {
    private static final long ROOT_ID = 1;

    private final Group root = new Group(ROOT_ID, null, true);
    private final TreeMap<Long, Group> byAddress = new TreeMap<>(Long::compareUnsigned);
    private final Map<Long, Group> byId = new HashMap<>();
    private final Map<String, Group> byPath = new HashMap<>();
    private Consumer<Group> born = group -> {};
    private Consumer<Group> located = group -> {};

    Groups() {
        root.path = "/";
        byPath.put(root.path, root);
        byId.put(ROOT_ID, root);
    }

    /** Tells a listener of each group once its parent is known, the root first. */
    void onBirth(Consumer<Group> listener) {
        listener.accept(root);
        born = born.andThen(listener);
    }

    /** Tells a listener when a group's address becomes known. */
    void onLocated(Consumer<Group> listener) {
        located = located.andThen(listener);
    }

    Group root() {
        return root;
    }

    @Nullable
    Group at(long address) {
        return byAddress.get(address);
    }

    /** The group whose struct lies nearest below an address. */
    @Nullable
    Group below(long address) {
        Map.Entry<Long, Group> entry = byAddress.floorEntry(address);
        return entry == null ? null : entry.getValue();
    }

    @Nullable
    Group withPath(String path) {
        return byPath.get(path);
    }

    /** The group with an id; one never seen before is older than the trace. */
    Group withId(long id) {
        Group known = byId.get(id);
        return known == null ? older(id, "", root) : known;
    }

    boolean knows(long id) {
        return byId.containsKey(id);
    }

    /** A group that was there before the first line. */
    Group older(long id, String path, @Nullable Group parent) {
        Group group = new Group(id, parent, true);
        byId.put(id, group);
        born.accept(group);
        name(group, path);
        return group;
    }

    /** A group that comes online; {@code parent} may be unknown until its path is. */
    Group online(long id, long address, @Nullable Group parent) {
        Group group = new Group(id, parent, false);
        byId.put(id, group);
        born.accept(group);
        locate(group, address);
        return group;
    }

    void locate(Group group, long address) {
        if (group.address == Group.UNKNOWN && address != Group.UNKNOWN) {
            group.address = address;
            byAddress.put(address, group);
            located.accept(group);
        }
    }

    void name(Group group, String path) {
        if (!path.isEmpty()) {
            group.path = path;
            byPath.put(path, group);
        }
    }

    /** The struct is freed: its address may be another group's next. */
    void freed(Group group) {
        byAddress.remove(group.address, group);
    }

    /** The cgroup is gone for good. */
    void released(Group group) {
        byId.remove(group.id, group);
        byPath.remove(group.path, group);
    }

    /** The group just above a path. */
    @Nullable
    Group above(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? root : byPath.get(path.substring(0, slash));
    }
}
