package io.fovea.cli.client;

import io.fovea.messaging.DeadLetter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A dead letter by its place in its topic: {@code 3-17} is offset 17 of partition 3. */
public record LetterName(int partition, long offset) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})-([0-9]{1,18})");

    public static LetterName of(DeadLetter letter) {
        return new LetterName(letter.record().partition(), letter.record().offset());
    }

    boolean isOf(DeadLetter letter) {
        return equals(of(letter));
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }

    /** Reads one as it is listed. */
    public static final class Converter implements ITypeConverter<LetterName> {
        @Override
        public LetterName convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'%s' is no dead letter: expected PARTITION-OFFSET as it is listed, such as 3-17"
                                .formatted(text));
            }
            return new LetterName(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
        }
    }
}
