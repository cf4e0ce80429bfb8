package kmemcg.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.lru.PageHandle;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.MemCgroup;
import kmemcg.program.World.Cache;
import kmemcg.program.World.Group;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import kmemcg.sync.Handle;

/** A cell for each name of a program; those of the world are bound from the start. Never changes itself. */
final class Names {
    private final Map<String, NamedGroup> groups = new HashMap<>();
    private final Map<String, Ref<KmemCache>> caches = new HashMap<>();
    private final Map<String, ObjectHandle> objects = new LinkedHashMap<>();
    private final Map<String, PageHandle> pages = new LinkedHashMap<>();

    private Names() {}

    /** Makes a program's groups and caches, and cells for what the program makes later. */
    static Names prepare(Machine machine, KmemDesign design, Task task, Program program) {
        Names names = new Names();
        names.groups.put(World.ROOT, new NamedGroup(machine, World.ROOT, design.root()));
        program.world().caches().forEach(cache -> names.makeCache(machine, design, task, cache));
        names.makeGroups(machine, design, task, program.world().groups());
        Step.of(program).forEach(step -> names.reserve(machine, step.operation()));
        return names;
    }

    private void makeGroups(Machine machine, KmemDesign design, Task task, List<Group> wanted) {
        Map<String, MemCgroup> made = new HashMap<>(Map.of(World.ROOT, design.root()));
        for (Group group : wanted) {
            MemCgroup memcg = design.mkdir(task, group.name(), found(made, group.parent()));
            if (memcg == null) {
                throw new IllegalStateException("cannot make the group " + group.name());
            }
            if (group.limit() != null) {
                design.setLimit(task, memcg, group.limit());
            }
            made.put(group.name(), memcg);
            groups.put(group.name(), new NamedGroup(machine, group.name(), memcg));
        }
    }

    private void makeCache(Machine machine, KmemDesign design, Task task, Cache wanted) {
        KmemCache cache = design.createCache(task, wanted.name(), wanted.objectSize(), wanted.flags());
        if (cache == null) {
            throw new IllegalStateException("cannot make the cache " + wanted.name());
        }
        caches.put(wanted.name(), machine.ref("cache " + wanted.name(), cache));
    }

    private void reserve(Machine machine, Operation operation) {
        String binds = operation.binds();
        if (binds != null && operation.verb().binds() == Kind.OBJECT) {
            objects.put(binds, new ObjectHandle(machine, binds));
        } else if (binds != null) {
            pages.put(binds, new PageHandle(machine, binds));
        }
        if (operation.verb() == Verb.MKDIR) {
            String name = operation.the(Kind.NEW_GROUP);
            groups.put(name, new NamedGroup(machine, name, null));
        }
        if (operation.verb() == Verb.CREATE_CACHE) {
            String name = operation.the(Kind.NEW_CACHE);
            caches.put(name, machine.ref("cache " + name, null));
        }
    }

    NamedGroup group(String name) {
        return found(groups, name);
    }

    Ref<KmemCache> cache(String name) {
        return found(caches, name);
    }

    ObjectHandle object(String name) {
        return found(objects, name);
    }

    PageHandle page(String name) {
        return found(pages, name);
    }

    /** Those of all objects, then those of all pages, in the program's order. */
    List<Handle<?>> handles() {
        List<Handle<?>> handles = new ArrayList<>(objects.values());
        handles.addAll(pages.values());
        return List.copyOf(handles);
    }

    private static <T> T found(Map<String, T> names, String name) {
        T value = names.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the program has no " + name);
        }
        return value;
    }
}
