package io.fovea.cnn.weights.published;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file of weights that somebody publishes.
 *
 * @param architecture by its name in {@link io.fovea.cnn.architectures.Architectures}
 * @param width the paper's alpha; 1 for what has none
 * @param size height and width of the pictures that it was trained on, where there are files for several
 * @param top whether it holds the classifier of 1000 classes
 * @param md5 that its publisher states, in hexadecimal
 * @param address where it is fetched from; its last part is the file's name
 */
public record PublishedFile(
        String architecture, double width, Optional<Integer> size, boolean top, Optional<String> md5, URI address) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    /** @throws IllegalArgumentException where the address ends with no plain file name, or the md5 is none */
    public PublishedFile {
        String path = String.valueOf(address.getPath());
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Expected an address that ends with a file name, received %s.".formatted(address));
        }
        if (md5.isPresent() && !MD5.matcher(md5.get()).matches()) {
            throw new IllegalArgumentException("Expected an md5 of 32 digits, received %s.".formatted(md5.get()));
        }
    }

    /** The last part of the address; nothing but letters, digits, dots, dashes and underscores. */
    public String fileName() {
        String path = address.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The same file in a folder of another server, such as a company's own copy. */
    public PublishedFile from(URI folder) {
        String base = folder.toString().endsWith("/") ? folder.toString() : folder + "/";
        return new PublishedFile(architecture, width, size, top, md5, URI.create(base + fileName()));
    }
}
