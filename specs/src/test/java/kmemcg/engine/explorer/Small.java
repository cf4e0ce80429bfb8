package kmemcg.engine.explorer;

import java.util.EnumSet;
import kmemcg.design.Catalogue;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.engine.Subject;
import kmemcg.program.enumerate.SmallPrograms;

/** What the engine is tried on. */
final class Small {
    static final SmallPrograms FAMILY =
            new SmallPrograms("objcg", Vocabulary.of(EnumSet.range(Verb.MKDIR, Verb.SLABINFO)));
    static final Subject DESIGN = subject(ObjcgDesign::new);

    private Small() {}

    static Subject bug(String name) {
        HistoricalBug bug = Catalogue.bug(name).orElseThrow();
        return new Subject("objcg", name, bug.factory()::boot);
    }

    static Subject subject(Subject.Build build) {
        return new Subject("objcg", "objcg", build);
    }
}
