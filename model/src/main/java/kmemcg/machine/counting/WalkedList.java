package kmemcg.machine.counting;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.IntTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A persistent list that counts each entry that somebody walks past, and nothing else: to add an entry at either end or to unlink one that
 * is at hand is one step in the kernel, however long the list is, and takes a logarithmic time here. What no kernel list offers, such as
 * a place in the middle by its number, is there for completeness and slow.
 */
@SuppressWarnings("deprecation") // what would change a list is inherited, and throws
final class WalkedList<E> extends AbstractList<E> implements PVector<E> {
    private final Meter meter;

    /** The entries by ascending key. */
    private final IntTreePMap<E> entries;

    /** The key of each entry; of equal ones the last. */
    private final PMap<E, Integer> keys;

    private final int firstKey;
    private final int afterLastKey;

    private WalkedList(Meter meter, IntTreePMap<E> entries, PMap<E, Integer> keys, int firstKey, int afterLastKey) {
        this.meter = meter;
        this.entries = entries;
        this.keys = keys;
        this.firstKey = firstKey;
        this.afterLastKey = afterLastKey;
    }

    /** A list of the same entries; the list itself if it is one that counts. */
    static <E> PVector<E> of(PVector<E> list, Meter meter) {
        return list instanceof WalkedList<E> walked ? walked : copy(list, meter);
    }

    private static <E> WalkedList<E> copy(Collection<? extends E> list, Meter meter) {
        WalkedList<E> copy = new WalkedList<>(meter, IntTreePMap.empty(), HashTreePMap.empty(), 0, 0);
        for (E entry : list) {
            copy = copy.plus(entry);
        }
        return copy;
    }

    @Override
    public int size() {
        return entries.size();
    }

    /** Not a walk: the kernel looks whether an entry is linked. */
    @Override
    public boolean contains(@Nullable Object entry) {
        return keys.containsKey(entry);
    }

    @Override
    public Iterator<E> iterator() {
        Iterator<E> all = entries.values().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public E next() {
                meter.node();
                return all.next();
            }
        };
    }

    @Override
    public E get(int index) {
        Iterator<E> walk = iterator();
        for (int before = 0; before < index; before++) {
            walk.next();
        }
        return walk.next();
    }

    @Override
    public WalkedList<E> plus(E entry) {
        return new WalkedList<>(
                meter, entries.plus(afterLastKey, entry), keys.plus(entry, afterLastKey), firstKey, afterLastKey + 1);
    }

    private WalkedList<E> plusFirst(E entry) {
        int key = firstKey - 1;
        return new WalkedList<>(meter, entries.plus(key, entry), keys.plus(entry, key), key, afterLastKey);
    }

    @Override
    public WalkedList<E> plusAll(Collection<? extends E> more) {
        WalkedList<E> longer = this;
        for (E entry : more) {
            longer = longer.plus(entry);
        }
        return longer;
    }

    @Override
    public WalkedList<E> minus(@Nullable Object entry) {
        Integer key = keys.get(entry);
        if (key == null) {
            return this;
        }
        return new WalkedList<>(meter, entries.minus(key), keys.minus(entry), firstKey, afterLastKey);
    }

    @Override
    public WalkedList<E> minusAll(Collection<?> fewer) {
        WalkedList<E> shorter = this;
        for (Object entry : fewer) {
            shorter = shorter.minus(entry);
        }
        return shorter;
    }

    // ---- by number

    private PVector<E> plain() {
        return TreePVector.from(entries.values());
    }

    @Override
    public PVector<E> plus(int index, E entry) {
        return index == 0 ? plusFirst(entry) : copy(plain().plus(index, entry), meter);
    }

    @Override
    public PVector<E> plusAll(int index, Collection<? extends E> more) {
        return copy(plain().plusAll(index, more), meter);
    }

    @Override
    public PVector<E> with(int index, E entry) {
        return copy(plain().with(index, entry), meter);
    }

    @Override
    public PVector<E> minus(int index) {
        return index == 0 && !isEmpty()
                ? minus((Object) entries.values().iterator().next())
                : copy(plain().minus(index), meter);
    }

    @Override
    public PVector<E> subList(int from, int to) {
        return copy(plain().subList(from, to), meter);
    }

    /** The entries in a list of their own, without a walk; for tests. */
    List<E> peek() {
        return List.copyOf(entries.values());
    }
}
