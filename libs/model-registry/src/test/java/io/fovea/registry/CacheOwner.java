package io.fovea.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that makes a cache folder with a file in it, says where, and lives on until it is killed. */
final class CacheOwner {
    static final String FILE = "downloaded";

    private CacheOwner() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = CacheFolder.createIn(Path.of(arguments[0]));
        Files.createFile(folder.resolve(FILE));
        System.gc(); // which closes what nobody refers to
        Thread.sleep(200);
        System.out.println(folder);
        Thread.currentThread().join();
    }
}
