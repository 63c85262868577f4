package io.fovea.cli.export;

import io.fovea.registry.ModelRegistry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A version as a person writes it: {@code digits} for the live one, {@code digits/2}, {@code digits/live}.
 *
 * @param version a number or an alias
 */
public record VersionName(String model, String version) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)(?:/([A-Za-z0-9][A-Za-z0-9-]*))?");

    /** Reads it from a command line. */
    public static final class Converter implements ITypeConverter<VersionName> {
        @Override
        public VersionName convert(String text) {
            Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is no version; expected MODEL, MODEL/NUMBER or MODEL/ALIAS");
            }
            return new VersionName(parts.group(1), parts.group(2) == null ? ModelRegistry.LIVE : parts.group(2));
        }
    }
}
