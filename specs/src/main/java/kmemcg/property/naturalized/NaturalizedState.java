package kmemcg.property.naturalized;

import java.util.List;
import java.util.Objects;
import kmemcg.design.naturalized.NaturalizedDesign;
import kmemcg.lru.UserPage;
import kmemcg.machine.KernelObject;
import kmemcg.property.Facts;
import kmemcg.property.ListItem;

/** One list for each page: that of its payer, or the root's if it has none. */
final class NaturalizedState extends UserPageState {
    NaturalizedState(NaturalizedDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
    }

    /** Always: an uncharged page is on a list, too. */
    @Override
    boolean isNameUsed(UserPage page) {
        return true;
    }

    @Override
    public List<ListItem> listItems() {
        return pages().stream()
                .map(page -> new ListItem(page, Objects.requireNonNullElse(payerOf(page), root()), page.peekLru()))
                .toList();
    }
}
