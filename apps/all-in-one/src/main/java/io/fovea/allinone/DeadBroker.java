package io.fovea.allinone;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import org.apache.kafka.common.utils.Exit;

/**
 * A broker that can no longer write gives up, and the process with it: nothing here works without one. Kafka would halt the JVM
 * without a word; this says why in one sentence.
 */
final class DeadBroker {

    private static final long FULL_BYTES = 1 << 20;

    private DeadBroker() {}

    /** @param folder the data folder */
    static void endsTheProcess(Path folder) {
        Exit.setHaltProcedure((status, message) -> {
            System.err.println("fovea: " + sentence(folder));
            Runtime.getRuntime().halt(1);
        });
    }

    /** A log on a full disk cannot be written either, and its handler would say so with a stack trace. */
    static void quietenLog() {
        for (Handler handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
            handler.setErrorManager(new ErrorManager() {
                @Override
                public void error(String message, Exception failure, int code) {
                    // there is nowhere to write it
                }
            });
        }
    }

    static String sentence(Path folder) {
        if (isFull(folder)) {
            return "The disk that holds " + folder
                    + " is full, so Kafka has stopped: free some space and start again; what was acknowledged is kept.";
        }
        return "Kafka cannot write to " + folder + " any more, so it has stopped; more is in the folder's logs.";
    }

    private static boolean isFull(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() < FULL_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
