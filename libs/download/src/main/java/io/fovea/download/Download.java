package io.fovea.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** One file on its way from its address, or from where an earlier attempt broke off. */
final class Download {
    private static final long MAX_BYTES = 4L << 30;
    private static final int CHUNK = 1 << 16;

    private final RemoteFile file;
    private final Path place;
    private final Duration patience;

    /** @param place where a person would put it, for messages */
    Download(RemoteFile file, Path place, Duration patience) {
        this.file = file;
        this.place = place;
        this.patience = patience;
    }

    /** @param channel of the part, which may hold the beginning; emptied where what came is not the file */
    Check to(Path part, FileChannel channel, Progress progress) throws IOException {
        Checksum expected;
        try (Response response = Response.of(file, channel.size(), place, patience)) {
            expected = expected(response);
            checkLength(response);
            channel.truncate(response.offset()).position(response.offset());
            copy(response, channel, progress);
        }
        Checksum found = expected.of(part);
        if (!found.equals(expected)) {
            channel.truncate(0);
            throw new DownloadException("%s sent something else than was published: its %s is %s, expected %s."
                    .formatted(file.address(), found.algorithm().title(), found.hex(), expected.hex()));
        }
        return file.checksum().isPresent() ? Check.PUBLISHED : Check.SERVER;
    }

    private Checksum expected(Response response) {
        Optional<Checksum> expected = file.checksum().or(response::statedMd5);
        return expected.orElseThrow(() -> new DownloadException(
                "%s: neither its publisher nor the server states a hash to check it against; it was not fetched."
                        .formatted(file.address())));
    }

    private void checkLength(Response response) {
        long length = response.length();
        if (length >= 0 && file.bytes().isPresent() && length != file.bytes().getAsLong()) {
            throw new DownloadException("%s is %d bytes long, expected %d; it is not what was published."
                    .formatted(file.address(), length, file.bytes().getAsLong()));
        }
        if (length > MAX_BYTES) {
            throw new DownloadException(
                    "%s is %d bytes long, more than %d.".formatted(file.address(), length, MAX_BYTES));
        }
    }

    private void copy(Response response, FileChannel channel, Progress progress) throws IOException {
        long most = file.bytes().orElse(MAX_BYTES);
        byte[] chunk = new byte[CHUNK];
        long came = response.offset();
        try (InputStream in = response.body()) {
            for (int count = read(in, chunk, came); count >= 0; count = read(in, chunk, came)) {
                came += count;
                if (came > most) {
                    channel.truncate(0);
                    throw new DownloadException("%s sends more than %d bytes.".formatted(file.address(), most));
                }
                write(channel, ByteBuffer.wrap(chunk, 0, count));
                progress.at(came, response.length());
            }
        }
        if (response.length() >= 0 && came != response.length()) {
            throw brokeOff("%d of %d bytes".formatted(came, response.length()), null);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private int read(InputStream in, byte[] chunk, long came) {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            throw brokeOff("%d bytes (%s)".formatted(came, Response.reason(e, patience)), e);
        }
    }

    private DownloadException brokeOff(String after, @org.jspecify.annotations.Nullable IOException cause) {
        String message =
                "%s broke off after %s. Run this again: it goes on from there.".formatted(file.address(), after);
        return cause == null ? new DownloadException(message) : new DownloadException(message, cause);
    }
}
