package kmemcg.design;

import kmemcg.machine.jvm.RealThreads;

/** A design that knows on which machine it runs. */
record BrokenSeam(RealThreads threads) {}
