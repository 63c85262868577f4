package io.fovea.download;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A file that somebody publishes.
 *
 * @param address where it is fetched from, by http or https; its last part is the file's name
 * @param checksum that is stated for it
 * @param bytes its length, where that is stated
 */
public record RemoteFile(URI address, Optional<Checksum> checksum, OptionalLong bytes) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** @throws IllegalArgumentException where the address is no web address, or ends with no plain file name */
    public RemoteFile {
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
            throw new IllegalArgumentException(
                    "Expected an address that begins with http:// or https://, received %s.".formatted(address));
        }
        if (!NAME.matcher(lastPart(address)).matches()) {
            throw new IllegalArgumentException(
                    "Expected an address that ends with a file name, received %s.".formatted(address));
        }
    }

    /** The last part of the address; nothing but letters, digits, dots, dashes and underscores. */
    public String fileName() {
        return lastPart(address);
    }

    /** The same file in a folder of another server, such as a company's own copy. */
    public RemoteFile from(URI folder) {
        String base = folder.toString().endsWith("/") ? folder.toString() : folder + "/";
        return new RemoteFile(URI.create(base + fileName()), checksum, bytes);
    }

    private static String lastPart(URI address) {
        String path = String.valueOf(address.getPath());
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
