package kmemcg.machine.jvm;

/** Stands for the machine on real threads. */
public record RealThreads() {}
