package kmemcg.property.caches;

import java.util.List;
import kmemcg.design.KmemDesign;
import kmemcg.design.caches.MemcgCachesDesign;
import kmemcg.design.handshake.HandshakeDesign;
import kmemcg.design.reparent.ProposedReparentDesign;
import kmemcg.design.reparent.ReparentDesign;
import kmemcg.machine.KernelObject;
import kmemcg.property.Facts;
import kmemcg.property.Inspection;
import kmemcg.property.State;
import kmemcg.property.contract.Charging;
import kmemcg.property.promises.Promises;

/** What the designs with a cache for each group and kind promise. */
public abstract class CachesPromises implements Promises {
    private final String design;

    private CachesPromises(String design) {
        this.design = design;
    }

    @Override
    public final String design() {
        return design;
    }

    @Override
    public final Inspection inspection(KmemDesign booted, int cpus) {
        return new CachesInspection((MemcgCachesDesign) booted);
    }

    @Override
    public Charging charging() {
        return Charging.bySlabPage().perhaps();
    }

    private record CachesInspection(MemcgCachesDesign design) implements Inspection {
        @Override
        public State state(List<KernelObject> live, Facts facts) {
            if (design instanceof HandshakeDesign handshake) {
                return new HandshakeState(handshake, live, facts);
            }
            if (design instanceof ReparentDesign reparent) {
                return new CountedCacheState(reparent, live, facts);
            }
            return design instanceof ProposedReparentDesign
                    ? new CacheOwnerState(design, live, facts)
                    : new PageOwnerState(design, live, facts);
        }
    }

    /** The promises of {@code dead-handshake}: limits are those of a res_counter. */
    public static class OfHandshake extends CachesPromises {
        public OfHandshake() {
            this("dead-handshake");
        }

        OfHandshake(String design) {
            super(design);
        }

        @Override
        public final Charging charging() {
            return super.charging().forgettingRefusedLimits();
        }
    }

    /** The promises of {@code dangling}. */
    public static final class OfDangling extends OfHandshake {
        public OfDangling() {
            super("dangling");
        }
    }

    /** The promises of {@code percache}. */
    public static final class OfPercache extends CachesPromises {
        public OfPercache() {
            super("percache");
        }
    }

    /** The promises of {@code scalable}. */
    public static final class OfScalable extends CachesPromises {
        public OfScalable() {
            super("scalable");
        }
    }

    /** The promises of {@code reparent-2014}. */
    public static final class OfProposedReparent extends CachesPromises {
        public OfProposedReparent() {
            super("reparent-2014");
        }
    }

    /** The promises of {@code reparent}. */
    public static final class OfReparent extends CachesPromises {
        public OfReparent() {
            super("reparent");
        }
    }
}
