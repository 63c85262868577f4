package io.fovea.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small IDX files. */
final class Idx {

    private Idx() {}

    /** Pictures of 2 x 3 pixels, numbered on from 0. */
    static byte[] images(int count) {
        ByteBuffer file = ByteBuffer.allocate(16 + count * 6);
        file.putInt(0x803).putInt(count).putInt(2).putInt(3);
        for (int i = 0; i < count * 6; i++) {
            file.put((byte) i);
        }
        return file.array();
    }

    static byte[] labels(int... labels) {
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
        for (int label : labels) {
            file.put((byte) label);
        }
        return file.array();
    }

    static void write(Path file, byte[] content) throws IOException {
        boolean packed = file.toString().endsWith(".gz");
        try (OutputStream out =
                packed ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file)) {
            out.write(content);
        }
    }
}
