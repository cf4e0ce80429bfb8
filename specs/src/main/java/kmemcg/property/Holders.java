package kmemcg.property;

import java.util.ArrayList;
import java.util.List;

/** The holders of one kernel object, as they are found. */
public final class Holders {
    private final List<String> names = new ArrayList<>();

    /** One more, if a condition holds. */
    public Holders addIf(boolean holds, String name) {
        if (holds) {
            names.add(name);
        }
        return this;
    }

    public List<String> names() {
        return List.copyOf(names);
    }
}
