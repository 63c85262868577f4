package io.fovea.cli.failure;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;

/** What a person is told of a failure: a sentence, and the stack trace only where FOVEA_STACK_TRACE=1 asks for it. */
public final class Sentences {

    /** Exceptions whose messages are written for people already. */
    private static final List<String> SPOKEN = List.of(
            "io.fovea.cli.failure.CommandFailure",
            "io.fovea.pipeline.PipelineFileException",
            "io.fovea.datasets.DatasetException",
            "io.fovea.download.DownloadException",
            "io.fovea.cnn.weights.WeightsException",
            "io.fovea.registry.ArtefactException",
            "io.fovea.registry.UnknownVersionException",
            "io.fovea.embeddedkafka.EmbeddedKafkaException",
            "io.fovea.messaging.MessagingException");

    private Sentences() {}

    public static String of(Throwable failure) {
        String sentence = sentence(failure);
        return "1".equals(System.getenv("FOVEA_STACK_TRACE")) ? sentence + "\n" + stackTrace(failure) : sentence;
    }

    private static String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isFullDisk(cause)) {
                return "The disk is full: " + cause.getMessage() + ".";
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String known = known(cause);
            if (!known.isEmpty()) {
                return known;
            }
        }
        return "Something went wrong that should not: %s. FOVEA_STACK_TRACE=1 shows where; please report it."
                .formatted(failure.toString().lines().findFirst().orElse("no message"));
    }

    private static String known(Throwable cause) {
        if (SPOKEN.contains(cause.getClass().getName())) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof NoSuchFileException missing) {
            return "There is no file " + missing.getFile() + ".";
        }
        if (cause instanceof AccessDeniedException denied) {
            return "The file " + denied.getFile() + " may not be read or written by this user.";
        }
        if (cause instanceof FileSystemException file) {
            return "The file " + file.getFile() + " gave trouble: " + file.getReason() + ".";
        }
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return "Kafka does not answer: " + cause.getMessage();
        }
        if (cause instanceof org.apache.kafka.common.KafkaException && cause.getCause() == null) {
            return "Kafka refused: " + cause.getMessage();
        }
        return "";
    }

    private static boolean isFullDisk(Throwable cause) {
        return cause instanceof IOException
                && String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("no space left on device");
    }

    private static String stackTrace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
