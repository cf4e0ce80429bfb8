package kmemcg.trace;

/**
 * One file of one cgroup as it was read.
 *
 * @param line number of the reading in snapshots.json, from 1
 * @param snap number of the snapshot it belongs to
 * @param from start of the read, in microseconds
 * @param to end of the read, in microseconds
 * @param label what the snapshot is called
 * @param cgroup path of the cgroup
 * @param name the file, or {@code note} for something the recorder did
 * @param content what it said
 */
record Reading(long line, long snap, long from, long to, String label, String cgroup, String name, String content)
        implements Place {
    private static final int SHOWN = 60;

    @Override
    public String file() {
        return SnapshotReader.NAME;
    }

    @Override
    public String text() {
        String shown = content.substring(0, Math.min(SHOWN, content.length())).replace('\n', ' ');
        return "snapshot %d (%s) %s %s at %d.%06d: %s"
                .formatted(snap, label, cgroup, name, from / 1_000_000, from % 1_000_000, shown.strip());
    }

    /** False when the cgroup was gone. */
    boolean isThere() {
        return !content.startsWith("ERR");
    }
}
