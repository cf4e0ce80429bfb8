package kmemcg.engine.lincheck;

/**
 * How much an engine tries.
 *
 * @param engine its name
 * @param programs generated ones, at effort 1.0
 * @param runs of each generated program
 * @param directedRuns of each given program
 */
record Plan(String engine, Strategy strategy, int programs, int runs, int directedRuns) {}
