package io.fovea.ingestion.submission;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.Iterator;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** How large an image says it is, by its header: no pixel is decoded. */
final class DeclaredPixels {
    private DeclaredPixels() {}

    /** Height times width; empty where the header cannot be read, which is for preprocessing to refuse. */
    static OptionalLong of(ByteString encoded) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(encoded.newInput())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            return readers.hasNext() ? of(in, readers.next()) : OptionalLong.empty();
        } catch (IOException | RuntimeException e) { // ImageIO throws both for damaged headers
            return OptionalLong.empty();
        }
    }

    private static OptionalLong of(ImageInputStream in, ImageReader reader) throws IOException {
        try {
            reader.setInput(in, true, true);
            return OptionalLong.of((long) reader.getHeight(0) * reader.getWidth(0));
        } finally {
            reader.dispose();
        }
    }
}
