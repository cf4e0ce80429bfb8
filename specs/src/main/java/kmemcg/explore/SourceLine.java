package kmemcg.explore;

/**
 * A line of the code that is explored.
 *
 * @param type the outermost class it is in, with its package
 * @param method its method
 * @param file the name of the file, without a folder
 * @param line from 1
 */
public record SourceLine(String type, String method, String file, int line) {
    /** The file as seen from the root of its sources, as a relative address: {@code kmemcg/sync/PercpuRef.java}. */
    public String path() {
        int end = type.lastIndexOf('.');
        return end < 0 ? file : type.substring(0, end).replace('.', '/') + "/" + file;
    }

    @Override
    public String toString() {
        return "%s, %s:%d".formatted(method, file, line);
    }
}
