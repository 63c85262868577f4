package io.fovea.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Turns what is sound into what a stranger might send; the same seed does the same. */
final class Mutations {

    private static final List<String> NASTY = List.of(
            "../",
            "/../../etc/passwd",
            "\u0000",
            "-1",
            "1e400",
            "NaN",
            "9223372036854775807",
            "99999999999999999999",
            "null",
            "[[[[[[[[",
            "{",
            "\"",
            "\\ud800",
            "\n",
            "%s%n",
            "\u00e9\u4e2d",
            " ");
    private static final List<String> NAMES = List.of(
            "..",
            "..%2F..%2Fetc%2Fpasswd",
            "%2e%2e%2f%2e%2e%2f",
            "..%5C..%5C",
            "%00",
            "a%00b",
            "%ff%fe",
            ".",
            "%20",
            "%2Fetc%2Fpasswd",
            "file:%2F%2F%2Fetc",
            "%E4%B8%AD",
            "-",
            "0",
            "-1",
            "99999999999999999999",
            "live",
            "%25s",
            "CON",
            "%F0%9F%98%80",
            "a".repeat(3_000));

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A segment of a path as a request has it: percent-encoded, and no name of anything. */
    String name() {
        return oneOf(NAMES);
    }

    /** A value that is somewhere between a number and a mistake; no line break. */
    String word() {
        String nasty = oneOf(NASTY).replace("\n", "").replace("\u0000", "");
        return random.nextBoolean() ? nasty : nasty + random.nextInt();
    }

    /** One to four changes somewhere in the bytes, or none of them left. */
    byte[] of(byte[] sound) {
        byte[] bytes = sound.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    String of(String sound) {
        return new String(of(sound.getBytes(UTF_8)), UTF_8);
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                return inserted(bytes, at, oneOf(NASTY).getBytes(UTF_8));
            }
            default -> {
                int to = at + random.nextInt(Math.min(64, bytes.length - at) + 1);
                return inserted(bytes, at, Arrays.copyOfRange(bytes, at, to));
            }
        }
        return bytes;
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] more) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, longer, at, more.length);
        System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
        return longer;
    }
}
