/**
 * Random programs, by jqwik used as a library; the only package that knows of it. What jqwik draws and shrinks are genes,
 * plain numbers and verbs in lists; {@link kmemcg.program.generate.ProgramBuilder} turns any genes into a program that keeps
 * the rules, so smaller genes are smaller programs.
 */
@NullMarked
package kmemcg.program.generate;

import org.jspecify.annotations.NullMarked;
