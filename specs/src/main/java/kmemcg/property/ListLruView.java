package kmemcg.property;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kmemcg.lru.Link;
import kmemcg.lru.ListLru;
import kmemcg.lru.ListLruOne;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * A list_lru as the invariants see it, for the states of designs that have one.
 *
 * @param isLookedAt whether reclaim looks at a group's list
 */
public record ListLruView(ListLru lru, Predicate<MemCgroup> isLookedAt) {
    /** All lists: those that can be looked up, and those that items are on. */
    public List<ItemList> lists() {
        Set<ListLruOne> all = new LinkedHashSet<>(found());
        lru.peekLinks().forEach(link -> all.add(link.list()));
        return all.stream().map(this::list).toList();
    }

    /** The lists that can be looked up, the root's first. */
    private List<ListLruOne> found() {
        List<ListLruOne> found = new ArrayList<>(List.of(lru.peekRootList()));
        found.addAll(lru.peekLists().values());
        return found;
    }

    private ItemList list(ListLruOne list) {
        List<SlabObject> items = lru.peekLinks().stream()
                .filter(link -> link.list() == list)
                .map(Link::item)
                .toList();
        boolean isReachable = found().contains(list) && isLookedAt.test(list.peekOwner());
        return new ItemList(list, list.peekOwner(), list.peekItems(), items, isReachable);
    }

    /** The node's counter. */
    public List<ListTotal> totals() {
        return List.of(new ListTotal("node", lru.peekTotal(), lru.peekLinks().size()));
    }

    /** An object that may be on a list, which is that of its payer or of the root. */
    public static ListItem item(SlabObject object, @Nullable MemCgroup group) {
        return new ListItem(object, group, object.peekLinked());
    }

    /** The table of lists, and what is linked. */
    public Stream<Pointer> pointers() {
        return Stream.concat(
                lru.peekLists().values().stream().map(list -> new Pointer("lru.xa", list)),
                lru.peekLinks().stream().map(link -> new Pointer("nlru.links", link.item())));
    }

    /** Lists that can be looked up, but for the root's, and their groups. */
    public Stream<Naming> namings() {
        return lru.peekLists().values().stream().map(list -> new Naming(list, list.peekOwner()));
    }
}
