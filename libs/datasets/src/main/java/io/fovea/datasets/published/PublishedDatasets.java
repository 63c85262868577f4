package io.fovea.datasets.published;

import io.fovea.datasets.DatasetException;
import io.fovea.download.Checksum;
import io.fovea.download.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Data sets by name, and the files that they are published as. Once fetched into one folder, {@link
 * io.fovea.datasets.Datasets#open} reads each of them as it is.
 */
public final class PublishedDatasets {
    private static final Map<String, List<RemoteFile>> ALL = load();

    private PublishedDatasets() {}

    /** Such as mnist; {@code svhn} is format 1, {@code svhn-cropped} format 2. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * Every file of a data set, each with a checksum.
     *
     * @throws DatasetException where there is none of this name; the message lists what there is
     */
    public static List<RemoteFile> files(String name) {
        List<RemoteFile> files = ALL.get(name);
        if (files == null) {
            throw new DatasetException(
                    "There is no data set %s to fetch. There are: %s.".formatted(name, String.join(", ", names())));
        }
        return List.copyOf(files);
    }

    private static Map<String, List<RemoteFile>> load() {
        Map<String, List<RemoteFile>> all = new LinkedHashMap<>();
        try (InputStream in = PublishedDatasets.class.getResourceAsStream("files.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(fields -> all.computeIfAbsent(fields[0], name -> new ArrayList<>())
                            .add(file(fields)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static RemoteFile file(String[] fields) {
        OptionalLong bytes = fields[1].equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[1]));
        return new RemoteFile(URI.create(fields[3]), Optional.of(checksum(fields[2])), bytes);
    }

    private static Checksum checksum(String stated) {
        String hex = stated.substring(stated.indexOf(':') + 1);
        return stated.startsWith("md5:") ? Checksum.md5(hex) : Checksum.sha256(hex);
    }
}
