package io.fovea.cnn.callbacks;

import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files with an epoch and metrics in them, as Keras writes them: <code>{epoch:02d}-{val_loss:.2f}</code>. */
final class FileNames {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?::(0\\d{1,2})?d|:\\.(\\d)f)?}");
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_+=-][A-Za-z0-9._+=-]*");
    private static final String EPOCH = "epoch";

    private final String pattern;

    /** @throws IllegalArgumentException where the pattern would lead out of its folder, or has a place that is none */
    FileNames(String pattern) {
        String rest = PLACE.matcher(pattern).replaceAll("0");
        if (!SAFE.matcher(rest).matches()) {
            throw new IllegalArgumentException(
                    "Expected a file name of letters, digits and ._+=- with places such as {epoch:02d} and {val_loss:.2f}, received %s."
                            .formatted(pattern));
        }
        this.pattern = pattern;
    }

    /** @param epoch from 0; the name has it from 1, as in Keras */
    String of(int epoch, Map<String, Double> logs) {
        return PLACE.matcher(pattern).replaceAll(place -> Matcher.quoteReplacement(value(place, epoch, logs)));
    }

    private static String value(MatchResult place, int epoch, Map<String, Double> logs) {
        String name = place.group(1);
        if (name.equals(EPOCH)) {
            String width = place.group(2);
            return String.format(Locale.ROOT, "%" + (width == null ? "" : width) + "d", epoch + 1);
        }
        Double value = logs.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The file's name holds %s; there is %s.".formatted(name, logs.keySet()));
        }
        String digits = place.group(3);
        return digits == null ? Double.toString(value) : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
