package io.fovea.ingestion.folders;

import com.google.protobuf.ByteString;
import io.fovea.ingestion.submission.IngestionLimits;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.registry.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A file of a watched folder as the image that it claims to be; one above the limit keeps its hash and loses its content. */
record FolderImage(ImageRecord image, long bytes) {

    /** @param labelFromFolder whether the first folder of its way is its label */
    static FolderImage read(Path folder, Path file, boolean labelFromFolder, IngestionLimits limits)
            throws IOException {
        Path way = folder.relativize(file);
        ImageRecord.Builder image = ImageRecord.newBuilder().setSource(way.toString());
        if (labelFromFolder && way.getNameCount() > 1) {
            image.setLabel(way.getName(0).toString());
        }
        MessageDigest sha256 = Sha256.digest();
        long bytes;
        try (InputStream in = new DigestInputStream(
                Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), sha256)) {
            byte[] content = in.readNBytes(Math.toIntExact(limits.maxImageBytes()) + 1);
            bytes = content.length + in.transferTo(OutputStream.nullOutputStream());
            if (bytes <= limits.maxImageBytes()) {
                image.setEncoded(ByteString.copyFrom(content));
            }
        }
        return new FolderImage(
                image.setId(HexFormat.of().formatHex(sha256.digest())).build(), bytes);
    }
}
