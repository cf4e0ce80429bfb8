package kmemcg.counterexample;

/**
 * A line of the file as a key and its value.
 *
 * @param key empty at the end of the file
 * @param line from 0
 * @param column where the value begins, from 0
 */
record Entry(String key, String value, int line, int column) {
    boolean is(String expected) {
        return key.equals(expected);
    }

    /** How messages show it. */
    String shown() {
        return key.isEmpty() ? "the end of the file" : "'" + key + "'";
    }
}
