package io.fovea.endtoend;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory that can be filled up. Only root may have one; for anybody else it is a plain folder that never fills. */
final class SmallDisk implements AutoCloseable {

    private static final int MEBIBYTE = 1 << 20;

    private final Path folder;
    private final boolean mounted;

    private SmallDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    static SmallDisk at(Path folder, int mebibytes) {
        try {
            Files.createDirectories(folder);
            boolean mounted =
                    succeeds("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
            return new SmallDisk(folder, mounted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Whether it can be filled. */
    boolean isSmall() {
        return mounted;
    }

    /** Leaves no byte to anybody. */
    void fill() {
        if (!mounted) {
            throw new IllegalStateException("%s is as large as the disk it is on.".formatted(folder));
        }
        byte[] block = new byte[MEBIBYTE];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            for (int size = block.length; size > 0; ) {
                size = write(out, block, size) ? size : size / 2;
            }
        } catch (IOException e) { // it is full
        }
    }

    private static boolean write(OutputStream out, byte[] block, int size) {
        try {
            out.write(block, 0, size);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void empty() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private static boolean succeeds(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (mounted) {
                succeeds("umount", "-l", folder.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
