package kmemcg.trace;

import kmemcg.input.InputError;

/**
 * One event as ftrace prints it: {@code comm-pid [cpu] flags time: event: fields}.
 *
 * @param file the trace
 * @param line line number from 1
 * @param text the whole line
 * @param context who runs: a task, or the soft or hard interrupt of a CPU; lines of one context are in program order
 * @param cpu the CPU
 * @param micros time stamp in microseconds
 * @param event name of the event
 * @param fields what follows the event's name
 */
record TraceLine(String file, long line, String text, long context, int cpu, long micros, String event, String fields)
        implements Place {

    @Override
    public String text() {
        return text.strip();
    }

    boolean is(String name) {
        return event.equals(name);
    }

    boolean has(String name) {
        return start(name) >= 0;
    }

    /** A decimal field. */
    long number(String name) {
        String value = word(name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw unreadable(name, value, "a decimal number");
        }
    }

    /** An address; {@code 0x} in front is optional, as kmem events print it without. */
    long address(String name) {
        String value = word(name);
        if (value.equals("(null)") || value.equals("(nil)")) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(value.startsWith("0x") ? value.substring(2) : value, 16);
        } catch (NumberFormatException e) {
            throw unreadable(name, value, "an address in hexadecimal (boot with no_hash_pointers)");
        }
    }

    /** A field up to the next blank. */
    String word(String name) {
        int from = start(name);
        if (from < 0) {
            throw new InputError(
                    "%s has no field %s".formatted(event, name),
                    file + " line " + line + ": " + text(),
                    "record with the probes that `kmemcg trace --recorder` sets");
        }
        int to = fields.indexOf(' ', from);
        return fields.substring(from, to < 0 ? fields.length() : to);
    }

    /** Where the value of a field starts in {@link #fields}, or -1. */
    private int start(String name) {
        for (int at = fields.indexOf(name); at >= 0; at = fields.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean wholeWord = (at == 0 || fields.charAt(at - 1) == ' ') && end < fields.length();
            if (wholeWord && fields.charAt(end) == '=') {
                return end + 1;
            }
        }
        return -1;
    }

    private InputError unreadable(String name, String value, String wanted) {
        return new InputError(
                "field %s of %s is not %s: %s".formatted(name, event, wanted, value),
                file + " line " + line,
                "record again, or restore the line");
    }
}
