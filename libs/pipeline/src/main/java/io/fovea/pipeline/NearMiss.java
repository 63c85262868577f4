package io.fovea.pipeline;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant by a word that is not known. */
final class NearMiss {

    private NearMiss() {}

    /** Such as {@code " Maybe batchSize?"}, or nothing when no word is near. */
    static String hint(String written, Collection<String> known) {
        return of(written, known).map(word -> " Maybe " + word + "?").orElse("");
    }

    /** The nearest word, when at most a third of it differs; upper case, hyphens and underscores do not count. */
    static Optional<String> of(String written, Collection<String> known) {
        return known.stream()
                .filter(word -> distance(plain(written), plain(word)) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(word -> distance(plain(written), plain(word))));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Levenshtein's: letters to insert, drop or change. */
    private static int distance(String from, String to) {
        if (Math.abs(from.length() - to.length()) > 20) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
