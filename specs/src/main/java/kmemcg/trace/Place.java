package kmemcg.trace;

/** Where in a recording something stands: a line of the trace or a reading of the snapshots. */
interface Place {
    String file();

    long line();

    String text();
}
