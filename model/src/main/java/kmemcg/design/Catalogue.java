package kmemcg.design;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kmemcg.design.handshake.DanglingDesign;
import kmemcg.design.handshake.HandshakeDesign;
import kmemcg.design.handshake.bugs.CacheCreatedTwice;
import kmemcg.design.handshake.bugs.CacheDestroyedUnderAllocation;
import kmemcg.design.handshake.bugs.CacheOnListBeforeSlot;
import kmemcg.design.handshake.bugs.DeadHandshakeForgetsAncestors;
import kmemcg.design.handshake.bugs.DeadHandshakeMisordered;
import kmemcg.design.handshake.bugs.FailedChargeKeepsDeadGroup;
import kmemcg.design.handshake.bugs.MemcgCachesMerged;
import kmemcg.design.handshake.bugs.SlotWrittenToOldArray;
import kmemcg.design.handshake.bugs.V15DeadWalkDropsLock;
import kmemcg.design.naturalized.NaturalizedDesign;
import kmemcg.design.naturalized.ShadowDesign;
import kmemcg.design.naturalized.bugs.IterEndlessLoop;
import kmemcg.design.naturalized.bugs.IterInterruptedKeepsRef;
import kmemcg.design.naturalized.bugs.IterPinsRoot;
import kmemcg.design.naturalized.bugs.IterPositionDangling;
import kmemcg.design.naturalized.bugs.LruMoveWithoutOwnerLock;
import kmemcg.design.naturalized.bugs.PageChargeAfterOffline;
import kmemcg.design.naturalized.bugs.ParentOfflinedBeforeChild;
import kmemcg.design.objcg.Objcg618Design;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.design.objcg.bugs.AddSetsBitOnWrongMemcg;
import kmemcg.design.objcg.bugs.BitClearedForRegisteringShrinker;
import kmemcg.design.objcg.bugs.BitClearedWithoutRecount;
import kmemcg.design.objcg.bugs.ChargeAfterOfflineLeak;
import kmemcg.design.objcg.bugs.ChildObjcgReturnedForRoot;
import kmemcg.design.objcg.bugs.CpuDeadKeepsObjStock;
import kmemcg.design.objcg.bugs.DrainAllTrygetOnFreedMemcg;
import kmemcg.design.objcg.bugs.LimitFailureTurnsIntoUnaccounted;
import kmemcg.design.objcg.bugs.ListLruMemcgUaf;
import kmemcg.design.objcg.bugs.ObjcgChargeResurrectsCss;
import kmemcg.design.objcg.bugs.ProtectedUsageAtWrongLevel;
import kmemcg.design.objcg.bugs.RemoteStockDoubleRead;
import kmemcg.design.objcg.bugs.ReparentLosesShrinkerBit;
import kmemcg.design.objcg.bugs.ReparentTargetNotInCounterChain;
import kmemcg.design.objcg.bugs.RootChargedOnOneSideOnly;
import kmemcg.design.objcg.bugs.StaticKeyToggledUnderLiveCharges;
import kmemcg.design.objcg.bugs.StockLockRecursion;
import kmemcg.design.objcg.bugs.VectorPublishedBetweenTwoReads;
import kmemcg.design.optin.OptinDesign;
import kmemcg.design.optin.bugs.Rfc1ChainedPageKeepsCharge;
import kmemcg.design.optin.bugs.Rfc1FailedChargeKeepsRef;
import kmemcg.design.optin.bugs.Rfc1SampledPagesDoubleUncharge;
import kmemcg.design.optout.OptoutDesign;
import kmemcg.design.optout.OptoutParent;
import kmemcg.design.optout.bugs.BypassUnchargeUnderflow;
import kmemcg.design.optout.bugs.Rfc2QueuedCreateWithoutRef;
import kmemcg.design.optout.bugs.Rfc2UsageTakenBackTwice;
import kmemcg.design.owners.OwnersDesign;
import kmemcg.design.owners.bugs.DeadCpuKeepsOwner;
import kmemcg.design.owners.bugs.ListMovedBeforeIdSwitch;
import kmemcg.design.owners.bugs.OwnerWithoutReference;
import kmemcg.design.owners.bugs.ReferencePutBeforeUncharge;
import kmemcg.design.owners.bugs.ReleasedGroupKeepsBytes;
import kmemcg.design.owners.bugs.RemovedGroupKeepsLists;
import kmemcg.design.percache.PercacheDesign;
import kmemcg.design.percache.bugs.AliasToDoomedCache;
import kmemcg.design.percache.bugs.ArrayGrowthFreesUnderReader;
import kmemcg.design.percache.bugs.ChildrenDestroyedWhileParentAliased;
import kmemcg.design.percache.bugs.CreateFailPathLeak;
import kmemcg.design.percache.bugs.PutOfAnotherGroup;
import kmemcg.design.percache.bugs.QueuedCreateWithoutRef;
import kmemcg.design.percache.bugs.ShrinkBeforeKnobIsSeen;
import kmemcg.design.percache.bugs.TrygetOnlineSpins;
import kmemcg.design.reparent.ProposedReparentDesign;
import kmemcg.design.reparent.ReparentDesign;
import kmemcg.design.reparent.bugs.ChargeClimbsBeforeReparent;
import kmemcg.design.reparent.bugs.MemcgPointerClearedBeforeRcuFrees;
import kmemcg.design.reparent.bugs.PercpuRefExitBeforeSwitch;
import kmemcg.design.reparent.bugs.PercpuStatFlushedTwice;
import kmemcg.design.reparent.bugs.RootCounterDrifts;
import kmemcg.design.scalable.ScalableDesign;
import kmemcg.design.scalable.bugs.DestroyVsCreateVsDeactivate;
import kmemcg.design.scalable.bugs.DyingCacheKeepsName;
import kmemcg.design.scalable.bugs.DyingSetThoughStillShared;
import kmemcg.design.scalable.bugs.RevivedCacheKeepsRemovedGroup;
import kmemcg.design.scalable.bugs.SlabinfoMissingOrDuplicate;
import kmemcg.design.scalable.bugs.SysfsNameOutlivesCache;
import kmemcg.machine.Invariant;

/** All designs and all historical bugs, by name. */
public final class Catalogue {
    private static final List<String> OPTOUT_SOURCES = List.of(
            "Suleiman Souhlal, 27 February 2012: memcg: Kernel Memory Accounting, 2/10, 5/10, 7/10",
            "Linux 3.3: mm/slab.c, mm/memcontrol.c, kernel/res_counter.c");

    private static final Set<Invariant> OPTOUT_INVARIANTS = EnumSet.complementOf(
            EnumSet.of(Invariant.LIST_MEMBERSHIP, Invariant.RECLAIM_REACHABILITY, Invariant.OBSERVATION));

    private static final DesignEntry OPTIN = new DesignEntry(
            "optin",
            "registered caches, copied for each group, their pages chained to the parent (Costa, February 2012)",
            List.of(
                    "Glauber Costa, 21 February 2012: memcg kernel memory tracking, 3/7 to 6/7",
                    "Linux 3.3: mm/slub.c, mm/memcontrol.c, kernel/res_counter.c"),
            EnumSet.complementOf(EnumSet.of(Invariant.OBSERVATION)),
            OptinDesign::new);

    private static final DesignEntry OPTOUT = new DesignEntry(
            "optout",
            "all caches, split by themselves on first use, moved to the root at removal (Souhlal, February 2012)",
            OPTOUT_SOURCES,
            OPTOUT_INVARIANTS,
            OptoutDesign::new);

    private static final DesignEntry OPTOUT_PARENT = new DesignEntry(
            "optout-parent",
            "the same, moved to the parent at removal",
            OPTOUT_SOURCES,
            OPTOUT_INVARIANTS,
            OptoutParent::new);

    private static final DesignEntry OWNERS_2014 = new DesignEntry(
            "owners-2014",
            "shared caches, each object names the group that pays and keeps it (Davydov, 2014)",
            List.of(
                    "Vladimir Davydov, 2014: an owner for each object, in place of a cache for each group and kind; proposed by mail",
                    "Linux 6.1: mm/memcontrol.c, mm/slab.h, mm/list_lru.c, for what the mail leaves open"),
            EnumSet.complementOf(EnumSet.of(Invariant.OBSERVATION)),
            OwnersDesign::new);

    private static final DesignEntry OBJCG = new DesignEntry(
            "objcg",
            "shared caches, an owner for each object (obj_cgroup, Linux 5.9 and later)",
            List.of(
                    "Linux 6.1: mm/memcontrol.c, mm/slab.h, mm/list_lru.c, mm/vmscan.c, mm/page_counter.c,"
                            + " kernel/cgroup/cgroup.c, lib/percpu-refcount.c",
                    "9f01b4954490 (\"memcg: drain obj stock on cpu hotplug teardown\"), 2025"),
            EnumSet.complementOf(EnumSet.of(Invariant.OBSERVATION)),
            ObjcgDesign::new);

    private static final DesignEntry OBJCG_618 = new DesignEntry(
            "objcg-6.18",
            "the same with byte stocks that nobody waits for, and none for the root (Linux 6.18)",
            List.of("Linux 6.18: mm/memcontrol.c"),
            EnumSet.complementOf(EnumSet.of(Invariant.OBSERVATION)),
            Objcg618Design::new);

    private static final List<String> USER_PAGES = List.of(
            "Johannes Weiner: \"mm: memcg naturalization\", 2011; merged in Linux 3.3",
            "Linux 3.2, 3.4, 3.13: mm/memcontrol.c, mm/vmscan.c, include/linux/page_cgroup.h");

    private static final DesignEntry SHADOW = new DesignEntry(
            "shadow",
            "pages on two LRU lists, the zone's and their group's (page_cgroup, until Linux 3.2)",
            USER_PAGES,
            EnumSet.complementOf(EnumSet.of(Invariant.CACHE_REGISTRY, Invariant.OBSERVATION)),
            ShadowDesign::new);

    private static final DesignEntry NATURALIZED = new DesignEntry(
            "naturalized",
            "pages on one LRU list, their group's, and reclaim that walks groups (lruvec, since Linux 3.3)",
            USER_PAGES,
            EnumSet.complementOf(EnumSet.of(Invariant.CACHE_REGISTRY, Invariant.OBSERVATION)),
            NaturalizedDesign::new);
    /** Of designs without list_lru. */
    private static final Set<Invariant> WITHOUT_LISTS = EnumSet.complementOf(
            EnumSet.of(Invariant.LIST_MEMBERSHIP, Invariant.RECLAIM_REACHABILITY, Invariant.OBSERVATION));

    private static final DesignEntry HANDSHAKE = new DesignEntry(
            "dead-handshake",
            "a cache for each group and kind, destroyed by whoever sees its last page go (Linux 3.8 to 3.18, as meant)",
            List.of("Linux 3.13: mm/memcontrol.c, mm/slab_common.c, mm/slub.c, kernel/res_counter.c"),
            WITHOUT_LISTS,
            HandshakeDesign::new);

    private static final DesignEntry DANGLING = new DesignEntry(
            "dangling",
            "the same, with a list of removed groups whose caches are shrunk under memory pressure (proposal, February 2014)",
            List.of(
                    "Vladimir Davydov, 5 February 2014: kmemcg shrinkers, v15, 11/13 and 13/13",
                    "Linux 3.13: mm/memcontrol.c, mm/slab_common.c"),
            WITHOUT_LISTS,
            DanglingDesign::new);

    private static final DesignEntry PERCACHE = new DesignEntry(
            "percache",
            "a cache for each group and kind, whose pages pin the group (Linux 4.0 to 4.10)",
            List.of(
                    "Linux 4.9: mm/memcontrol.c, mm/slab_common.c, mm/slab.h, mm/slub.c, mm/list_lru.c, kernel/cgroup.c",
                    "2788cf0c401c (\"memcg: reparent list_lrus and free kmemcg_id on css offline\"), 2015"),
            EnumSet.complementOf(EnumSet.of(Invariant.OBSERVATION)),
            PercacheDesign::new);

    private static final DesignEntry SCALABLE = new DesignEntry(
            "scalable",
            "the same, found by lists of their own and ended asynchronously (Linux 4.11 to 5.2)",
            List.of(
                    "Linux 4.19: mm/slab_common.c, mm/slub.c, mm/memcontrol.c, mm/list_lru.c, mm/vmscan.c",
                    "510ded33e075 (\"slab: implement slab_root_caches list\"), 2017"),
            EnumSet.allOf(Invariant.class),
            ScalableDesign::new);

    private static final DesignEntry REPARENT_2014 = new DesignEntry(
            "reparent-2014",
            "a cache for each group and kind, which names whoever pays and is all that does (Weiner, February 2014)",
            List.of("Johannes Weiner, February 2014, in the thread of: kmemcg shrinkers, v15"),
            EnumSet.complementOf(EnumSet.of(Invariant.OBSERVATION)),
            ProposedReparentDesign::new);

    private static final DesignEntry REPARENT = new DesignEntry(
            "reparent",
            "a cache for each group and kind, which a removed group's parent inherits (Linux 5.3 to 5.8)",
            List.of("Linux 5.4: mm/slab_common.c, mm/slab.h, mm/memcontrol.c, mm/slub.c, mm/list_lru.c, mm/vmscan.c"),
            EnumSet.allOf(Invariant.class),
            ReparentDesign::new);

    private static final List<HistoricalBug> BUGS = List.of(
            CacheCreatedTwice.ENTRY,
            CacheDestroyedUnderAllocation.ENTRY,
            CacheOnListBeforeSlot.ENTRY,
            DeadHandshakeForgetsAncestors.ENTRY,
            FailedChargeKeepsDeadGroup.ENTRY,
            DeadHandshakeMisordered.ENTRY,
            MemcgCachesMerged.ENTRY,
            SlotWrittenToOldArray.ENTRY,
            V15DeadWalkDropsLock.ENTRY,
            AliasToDoomedCache.ENTRY,
            ArrayGrowthFreesUnderReader.ENTRY,
            ChildrenDestroyedWhileParentAliased.ENTRY,
            CreateFailPathLeak.ENTRY,
            PutOfAnotherGroup.ENTRY,
            QueuedCreateWithoutRef.ENTRY,
            ShrinkBeforeKnobIsSeen.ENTRY,
            TrygetOnlineSpins.ENTRY,
            DestroyVsCreateVsDeactivate.ENTRY,
            DyingCacheKeepsName.ENTRY,
            DyingSetThoughStillShared.ENTRY,
            RevivedCacheKeepsRemovedGroup.ENTRY,
            SlabinfoMissingOrDuplicate.ENTRY,
            SysfsNameOutlivesCache.ENTRY,
            ChargeClimbsBeforeReparent.ENTRY,
            MemcgPointerClearedBeforeRcuFrees.ENTRY,
            PercpuRefExitBeforeSwitch.ENTRY,
            PercpuStatFlushedTwice.ENTRY,
            RootCounterDrifts.ENTRY,
            OwnerWithoutReference.ENTRY,
            ReferencePutBeforeUncharge.ENTRY,
            DeadCpuKeepsOwner.ENTRY,
            ListMovedBeforeIdSwitch.ENTRY,
            RemovedGroupKeepsLists.ENTRY,
            ReleasedGroupKeepsBytes.ENTRY,
            ObjcgChargeResurrectsCss.ENTRY,
            ChildObjcgReturnedForRoot.ENTRY,
            RootChargedOnOneSideOnly.ENTRY,
            ReparentTargetNotInCounterChain.ENTRY,
            LimitFailureTurnsIntoUnaccounted.ENTRY,
            VectorPublishedBetweenTwoReads.ENTRY,
            RemoteStockDoubleRead.ENTRY,
            StockLockRecursion.ENTRY,
            CpuDeadKeepsObjStock.ENTRY,
            ListLruMemcgUaf.ENTRY,
            ReparentLosesShrinkerBit.ENTRY,
            AddSetsBitOnWrongMemcg.ENTRY,
            BitClearedWithoutRecount.ENTRY,
            BitClearedForRegisteringShrinker.ENTRY,
            ProtectedUsageAtWrongLevel.ENTRY,
            ChargeAfterOfflineLeak.ENTRY,
            DrainAllTrygetOnFreedMemcg.ENTRY,
            StaticKeyToggledUnderLiveCharges.ENTRY,
            LruMoveWithoutOwnerLock.ENTRY,
            IterPositionDangling.ENTRY,
            IterInterruptedKeepsRef.ENTRY,
            IterEndlessLoop.ENTRY,
            IterPinsRoot.ENTRY,
            PageChargeAfterOffline.ENTRY,
            ParentOfflinedBeforeChild.ENTRY,
            Rfc1FailedChargeKeepsRef.ENTRY,
            Rfc1SampledPagesDoubleUncharge.ENTRY,
            Rfc1ChainedPageKeepsCharge.ENTRY,
            Rfc2QueuedCreateWithoutRef.ENTRY,
            Rfc2UsageTakenBackTwice.ENTRY,
            BypassUnchargeUnderflow.ENTRY);

    private Catalogue() {}

    /** All designs, in the order of their history. */
    public static List<DesignEntry> designs() {
        return List.of(
                SHADOW,
                NATURALIZED,
                OPTIN,
                OPTOUT,
                OPTOUT_PARENT,
                HANDSHAKE,
                DANGLING,
                PERCACHE,
                SCALABLE,
                REPARENT_2014,
                REPARENT,
                OWNERS_2014,
                OBJCG,
                OBJCG_618);
    }

    /** All bugs, those of one design together. */
    public static List<HistoricalBug> bugs() {
        return BUGS;
    }

    /** The bugs of one design. */
    public static List<HistoricalBug> bugsOf(String design) {
        return BUGS.stream().filter(bug -> bug.design().equals(design)).toList();
    }

    /** The design of this name. */
    public static Optional<DesignEntry> design(String name) {
        return designs().stream().filter(design -> design.name().equals(name)).findFirst();
    }

    /** The bug of this name. */
    public static Optional<HistoricalBug> bug(String name) {
        return BUGS.stream().filter(bug -> bug.name().equals(name)).findFirst();
    }
}
