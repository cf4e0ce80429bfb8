package kmemcg.lru;

import kmemcg.machine.Cells;
import kmemcg.sync.Handle;

/** Where a process keeps a page of its own. Whoever takes it out has the page lock ({@code lock_page}). */
public final class PageHandle extends Handle<UserPage> {
    public PageHandle(Cells cells, String name) {
        super(cells, name);
    }
}
