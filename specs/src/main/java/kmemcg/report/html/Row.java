package kmemcg.report.html;

import kmemcg.engine.Violation;
import org.jspecify.annotations.Nullable;

/**
 * A search, or a repetition, and what came of it.
 *
 * @param subject the design, bug or file
 * @param engine who searched
 * @param how with which programs; empty if there is only one way
 * @param outcome in a word or two
 * @param effort how much was tried, in what time
 * @param note what a reader should know besides, perhaps empty
 * @param violation what was found, or had been found that was repeated; null if there is nothing
 * @param repeat the command that shows it again; empty if there is none
 */
record Row(
        String subject,
        String engine,
        String how,
        String outcome,
        Tone tone,
        Answer answer,
        String effort,
        String note,
        @Nullable Violation violation,
        String repeat) {}
