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
    /** All words about groups, caches and objects. */
    static final Vocabulary WORDS = Vocabulary.of(EnumSet.range(Verb.MKDIR, Verb.SETTLE));

    static final SmallPrograms FAMILY = new SmallPrograms("objcg", WORDS);
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
