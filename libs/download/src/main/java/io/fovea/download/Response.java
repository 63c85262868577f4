package io.fovea.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answers: the file from {@link #offset} on. By {@code HttpURLConnection}, since it gives up on a server that
 * falls silent midway.
 */
final class Response implements AutoCloseable {
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Pattern STATED_MD5 = Pattern.compile("md5=([A-Za-z0-9+/]{22}==)");

    private final HttpURLConnection connection;
    private final long offset;

    private Response(HttpURLConnection connection, long offset) {
        this.connection = connection;
        this.offset = offset;
    }

    /**
     * Asks for the bytes from {@code have} on. A server that knows no ranges, or another file, gives all of them.
     *
     * @throws DownloadException where it cannot be reached or answers with an error
     */
    static Response of(RemoteFile file, long have, Path place, Duration patience) {
        String byHand = "Maybe there is no network: a file that was fetched by hand can be put at %s.".formatted(place);
        try {
            HttpURLConnection connection = open(file, have, patience);
            int status = connection.getResponseCode(); // follows redirects, not from http to https
            if (have > 0 && status == HttpURLConnection.HTTP_PARTIAL && begins(connection, have)) {
                return new Response(connection, have);
            }
            if (have > 0 && (status == HttpURLConnection.HTTP_PARTIAL || status == RANGE_NOT_SATISFIABLE)) {
                connection.disconnect();
                return of(file, 0, place, patience);
            }
            if (status != HttpURLConnection.HTTP_OK) {
                connection.disconnect();
                throw new DownloadException(
                        "%s answers with status %d, expected 200. %s".formatted(file.address(), status, byHand));
            }
            return new Response(connection, 0);
        } catch (IOException e) {
            throw new DownloadException(
                    "%s cannot be reached (%s). %s".formatted(file.address(), reason(e, patience), byHand), e);
        }
    }

    private static HttpURLConnection open(RemoteFile file, long have, Duration patience) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) file.address().toURL().openConnection();
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        if (have > 0) {
            connection.setRequestProperty("Range", "bytes=%d-".formatted(have));
        }
        return connection;
    }

    private static boolean begins(HttpURLConnection connection, long have) {
        return String.valueOf(connection.getHeaderField("Content-Range")).startsWith("bytes %d-".formatted(have));
    }

    /** Why, in a few words. */
    static String reason(IOException e, Duration patience) {
        if (e instanceof UnknownHostException) {
            return "its host is not known here";
        }
        return e instanceof SocketTimeoutException
                ? "no answer within %s s".formatted(patience.toMillis() / 1000.0)
                : String.valueOf(e.getMessage());
    }

    /** The place in the file of the body's first byte. */
    long offset() {
        return offset;
    }

    /** Bytes of the whole file, -1 where the server does not say. */
    long length() {
        long rest = connection.getContentLengthLong();
        return rest < 0 ? -1 : offset + rest;
    }

    InputStream body() throws IOException {
        return connection.getInputStream();
    }

    /** Google's storage sends {@code x-goog-hash: crc32c=...} and {@code md5=...}, in one header or two; of the whole file. */
    Optional<Checksum> statedMd5() {
        for (var header : connection.getHeaderFields().entrySet()) {
            if ("x-goog-hash".equalsIgnoreCase(header.getKey())) {
                Matcher md5 = STATED_MD5.matcher(String.join(",", List.copyOf(header.getValue())));
                if (md5.find()) {
                    byte[] digest = Base64.getDecoder().decode(md5.group(1));
                    return Optional.of(Checksum.md5(HexFormat.of().formatHex(digest)));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
