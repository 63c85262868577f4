package io.fovea.ingestion.publishing;

/**
 * A set of fingerprints in one array: 16 bytes each at a load of at most three quarters, so 21 to 43 bytes an image.
 * Not thread-safe.
 */
final class FingerprintSet {
    private static final int SMALLEST = 1 << 10;

    private long[] slots = new long[2 * SMALLEST]; // high, low, high, low, ...; low is never 0
    private int size;

    /** True when it was not in the set before. */
    boolean add(Fingerprint fingerprint) {
        int slot = find(slots, fingerprint.high(), fingerprint.low());
        if (!isFree(slots, slot)) {
            return false;
        }
        put(slots, slot, fingerprint.high(), fingerprint.low());
        size++;
        if (4L * size > 3L * (slots.length / 2)) {
            grow();
        }
        return true;
    }

    boolean contains(Fingerprint fingerprint) {
        return !isFree(slots, find(slots, fingerprint.high(), fingerprint.low()));
    }

    int size() {
        return size;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(slots.length, 2)];
        for (int slot = 0; slot < slots.length; slot += 2) {
            if (!isFree(slots, slot)) {
                put(larger, find(larger, slots[slot], slots[slot + 1]), slots[slot], slots[slot + 1]);
            }
        }
        slots = larger;
    }

    /** Where the fingerprint is, or the free slot where it belongs; linear probing, there is always a free one. */
    private static int find(long[] slots, long high, long low) {
        int mask = slots.length - 1;
        int slot = ((int) high << 1) & mask; // its bits are evenly spread: they are a hash already
        while (!isFree(slots, slot) && (slots[slot] != high || slots[slot + 1] != low)) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }

    private static boolean isFree(long[] slots, int slot) {
        return slots[slot + 1] == 0;
    }

    private static void put(long[] slots, int slot, long high, long low) {
        slots[slot] = high;
        slots[slot + 1] = low;
    }
}
