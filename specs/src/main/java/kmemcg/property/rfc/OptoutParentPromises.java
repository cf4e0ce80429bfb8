package kmemcg.property.rfc;

/** The same of the variant in which the parent inherits. */
public final class OptoutParentPromises extends OptoutPromises {
    @Override
    public String design() {
        return "optout-parent";
    }
}
