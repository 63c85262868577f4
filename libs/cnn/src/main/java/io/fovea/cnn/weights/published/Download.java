package io.fovea.cnn.weights.published;

import io.fovea.cnn.weights.WeightsException;
import io.fovea.cnn.weights.published.WeightsCache.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file on its way from its address; {@code HttpURLConnection}, since it gives up on a server that falls silent midway. */
final class Download {
    private static final long MAX_BYTES = 2L << 30;
    private static final int CHUNK = 1 << 16;
    private static final Pattern STATED_MD5 = Pattern.compile("md5=([A-Za-z0-9+/]{22}==)");

    private final PublishedFile file;
    private final Path place;
    private final Duration patience;

    /** @param place where a person would put it, for messages */
    Download(PublishedFile file, Path place, Duration patience) {
        this.file = file;
        this.place = place;
        this.patience = patience;
    }

    Check to(Path part, WeightsCache.Progress progress) throws IOException {
        HttpURLConnection connection = open();
        try {
            Optional<String> expected = file.md5().or(() -> stated(connection));
            if (expected.isEmpty()) {
                throw new WeightsException(
                        "%s: neither keras.applications nor the server states a hash to check it against; it was not fetched."
                                .formatted(file.address()));
            }
            String found = copy(connection, part, progress);
            if (!found.equals(expected.get())) {
                throw new WeightsException("%s sent something else than was published: its md5 is %s, expected %s."
                        .formatted(file.address(), found, expected.get()));
            }
            return file.md5().isPresent() ? Check.PUBLISHED : Check.SERVER;
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection open() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) file.address().toURL().openConnection();
            connection.setConnectTimeout((int) patience.toMillis());
            connection.setReadTimeout((int) patience.toMillis());
            int status = connection.getResponseCode(); // follows redirects, not from https to http
            if (status != HttpURLConnection.HTTP_OK) {
                throw new WeightsException(
                        "%s answers with status %d, expected 200. %s".formatted(file.address(), status, byHand()));
            }
            if (connection.getContentLengthLong() > MAX_BYTES) {
                throw new WeightsException("%s is %d bytes long, more than %d."
                        .formatted(file.address(), connection.getContentLengthLong(), MAX_BYTES));
            }
            return connection;
        } catch (IOException e) {
            throw new WeightsException(
                    "%s cannot be reached (%s). %s".formatted(file.address(), reason(e), byHand()), e);
        }
    }

    private String byHand() {
        return "Maybe there is no network: a file that was fetched by hand can be put at %s.".formatted(place);
    }

    private String reason(IOException e) {
        if (e instanceof UnknownHostException) {
            return "its host is not known here";
        }
        return e instanceof SocketTimeoutException
                ? "no answer within %s s".formatted(patience.toMillis() / 1000.0)
                : String.valueOf(e.getMessage());
    }

    /** Google's storage sends {@code x-goog-hash: crc32c=...} and {@code md5=...}, in one header or two. */
    private static Optional<String> stated(HttpURLConnection connection) {
        for (var header : connection.getHeaderFields().entrySet()) {
            if ("x-goog-hash".equalsIgnoreCase(header.getKey())) {
                Matcher md5 = STATED_MD5.matcher(String.join(",", List.copyOf(header.getValue())));
                if (md5.find()) {
                    return Optional.of(
                            HexFormat.of().formatHex(Base64.getDecoder().decode(md5.group(1))));
                }
            }
        }
        return Optional.empty();
    }

    /** @return the md5 of what came */
    private String copy(HttpURLConnection connection, Path part, WeightsCache.Progress progress) throws IOException {
        long length = connection.getContentLengthLong();
        Md5 md5 = new Md5();
        byte[] chunk = new byte[CHUNK];
        long came = 0;
        try (OutputStream out = Files.newOutputStream(part);
                InputStream in = connection.getInputStream()) {
            for (int count = read(in, chunk, came); count >= 0; count = read(in, chunk, came)) {
                came += count;
                if (came > MAX_BYTES) {
                    throw new WeightsException("%s sends more than %d bytes.".formatted(file.address(), MAX_BYTES));
                }
                md5.add(chunk, count);
                out.write(chunk, 0, count);
                progress.at(came, length);
            }
        }
        if (length >= 0 && came != length) {
            throw new WeightsException(
                    "%s broke off after %d of %d bytes. Try again.".formatted(file.address(), came, length));
        }
        return md5.hex();
    }

    private int read(InputStream in, byte[] chunk, long came) {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            throw new WeightsException(
                    "%s broke off after %d bytes (%s). Try again.".formatted(file.address(), came, reason(e)), e);
        }
    }
}
