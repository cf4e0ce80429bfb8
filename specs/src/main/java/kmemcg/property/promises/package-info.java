/**
 * What a design promises, in one object a design: how it is looked at, what it may answer, what it must answer.
 *
 * <h2>Adding a design</h2>
 *
 * <ol>
 *   <li><b>Model.</b> A package {@code kmemcg.design.<d>} with a {@link kmemcg.design.KmemDesign} of small overridable steps. What is near
 *       to it may do most: {@code kmemcg.design.caches} for a cache for each group and kind, {@code kmemcg.design.ownership} for an owner for each
 *       object, {@code kmemcg.design.rfc} for a res_counter.
 *       {@link kmemcg.design.KmemDesign#vocabulary} lists its words one by one, never as a range: a range takes in words that are added
 *       later. {@code allocFlags} and {@code cacheFlags} leave out what it does not have.
 *   <li><b>Catalogue.</b> A {@link kmemcg.design.DesignEntry} in {@link kmemcg.design.Catalogue}, and in {@code designs()}, in the order of
 *       history: name (words with hyphens), sources, which of the ten invariants it promises, factory.
 *   <li><b>State.</b> A {@link kmemcg.property.State}, or {@link kmemcg.property.SlabState} if it accounts for slab objects, that enumerates
 *       its memory: counters, holders of each reference, pointers, lists, what must be gone by when. What is not enumerated is not checked.
 *       {@code kmemcg.property.caches} and {@code kmemcg.property.ownership} show how relatives share one.
 *   <li><b>Promises.</b> A {@link kmemcg.property.promises.Promises} with that state and how it charges
 *       ({@link kmemcg.property.contract.Charging}), named in {@code META-INF/services/kmemcg.property.promises.Promises}.
 *   <li><b>Reference model</b>, once somebody has written it down: a {@link kmemcg.property.reference.ReferenceModel}. Without one, answers
 *       are judged by the contract only, and the verdict says so.
 *   <li><b>Bugs.</b> A package {@code kmemcg.design.<d>.bugs}: each overrides the wrong step and nothing else, and has an {@code ENTRY}
 *       that {@link kmemcg.design.Catalogue#bugs} lists.
 *   <li><b>Tests.</b> The design in the lists of its relatives' tests, what is its own in a test beside them; numbers of bugs and the
 *       origins that are not verified in {@code CatalogueTest}; README's table of designs.
 * </ol>
 *
 * <h2>Adding a word</h2>
 *
 * <p>A word is needed only if no word there is means it. It is a constant of {@link kmemcg.design.Verb} and a default method of
 * {@link kmemcg.design.KmemDesign}; the compiler then names the switches that must know it: {@link kmemcg.program.ProgramRun}
 * (run it), {@code kmemcg.program.generate} (draw it, and how often), {@code kmemcg.property.contract.AccountingSpec} (what it may answer),
 * {@link kmemcg.engine.WrongAnswer} (what a wrong answer breaks), the reference models. Two places no compiler names:
 * {@code kmemcg.program.UseRules} (who may do it to what, when) and {@code kmemcg.program.enumerate.Threads} (whether small programs have it).
 *
 * <h2>Is it right?</h2>
 *
 * <p>{@code kmemcg check <d>} must find nothing on any engine, and {@code kmemcg hunt} each bug with the invariant that its entry names; read
 * the counterexample, since a bug may be found for another reason than its own.
 */
@NullMarked
package kmemcg.property.promises;

import org.jspecify.annotations.NullMarked;
