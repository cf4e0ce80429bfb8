package kmemcg.explore;

/**
 * What stands for a sequence of numbers and texts wherever it is only asked whether it came before: 128 bits, from two chains
 * of 64-bit permutations that have no constant in common. That two different ones of n sequences get the same fingerprint has
 * the odds n²/2<sup>129</sup>: for ten million, less than one in 10<sup>24</sup>.
 *
 * <p>The permutations are the finalisers of MurmurHash3 (A. Appleby) and of SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast
 * Splittable Pseudorandom Number Generators", OOPSLA 2014), variant 13 of D. Stafford.
 */
public final class Fingerprint {
    private long high;
    private long low;

    /** Of a text alone. */
    static Value of(String text) {
        Fingerprint print = new Fingerprint();
        print.add(text);
        return print.value();
    }

    /** One more number. */
    public void add(long number) {
        high = murmur(high + number);
        low = splitMix(Long.rotateLeft(low, 23) ^ number);
    }

    /** One more text; where it ends is part of it. */
    public void add(String text) {
        add(text.length());
        for (int at = 0; at < text.length(); at++) {
            add(text.charAt(at));
        }
    }

    /** One more sequence. */
    public void add(Value other) {
        add(other.high);
        add(other.low);
    }

    /** That of everything added so far. */
    public Value value() {
        return new Value(high, low);
    }

    private static long murmur(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (mixed ^ mixed >>> 33) + 0x9e3779b97f4a7c15L;
    }

    private static long splitMix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return (mixed ^ mixed >>> 31) + 0xd1b54a32d192ed03L;
    }

    /** A fingerprint that has been taken. */
    public record Value(long high, long low) {}
}
