package io.fovea.cnn.tensorboard;

import com.google.protobuf.ByteString;
import io.fovea.cnn.HostTensor;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

/**
 * A file of events that TensorBoard reads. What is added is written by {@link #flush}, after which a reader sees it; no file stays open
 * in between. Not for several threads.
 */
public final class EventFile {
    private static final String VERSION = "brain.Event:2";
    private static final int RGB = 3;
    private static final AtomicInteger MADE = new AtomicInteger();

    private final Path file;
    private final List<Event> pending = new ArrayList<>();

    private EventFile(Path file) {
        this.file = file;
    }

    /**
     * A new file beside those that are there; TensorBoard shows them as one run.
     *
     * @param folder the run's; it is made if it is not there
     * @param firstStep from which step on it holds events: TensorBoard forgets what other files of the run have from there on
     * @throws UncheckedIOException where it cannot be written
     */
    public static EventFile create(Path folder, long firstStep) {
        String name = String.format(
                Locale.ROOT,
                "events.out.tfevents.%010d.fovea.%d.%04d",
                Instant.now().getEpochSecond(),
                ProcessHandle.current().pid(),
                MADE.getAndIncrement());
        EventFile events = new EventFile(folder.resolve(name));
        events.pending.add(now().setFileVersion(VERSION).build());
        events.pending.add(now().setStep(firstStep)
                .setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START))
                .build());
        try {
            Files.createDirectories(folder);
            Files.createFile(events.file);
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be made: %s".formatted(events.file, e.getMessage()), e);
        }
        events.flush();
        return events;
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /** Adds a number. */
    public void scalar(String tag, double value, long step) {
        add(step, Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value));
    }

    /** Adds how FLOAT32 values are spread, in TensorFlow's buckets; values that are not finite are left out. */
    public void histogram(String tag, HostTensor values, long step) {
        add(step, Summary.Value.newBuilder().setTag(tag).setHisto(HistogramBuckets.of(values.toFloats())));
    }

    /** Adds a picture, as PNG. */
    public void image(String tag, BufferedImage image, long step) {
        Summary.Image.Builder encoded = Summary.Image.newBuilder()
                .setHeight(image.getHeight())
                .setWidth(image.getWidth())
                .setColorspace(RGB)
                .setEncodedImageString(png(image));
        add(step, Summary.Value.newBuilder().setTag(tag).setImage(encoded));
    }

    private static ByteString png(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.createGraphics().drawImage(image, 0, 0, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(opaque, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    private void add(long step, Summary.Value.Builder value) {
        pending.add(now().setStep(step)
                .setSummary(Summary.newBuilder().addValue(value))
                .build());
    }

    private static Event.Builder now() {
        return Event.newBuilder().setWallTime(Instant.now().toEpochMilli() / 1000.0);
    }

    /** Writes what was added since the last time. @throws UncheckedIOException where it cannot be written */
    public void flush() {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND))) {
            for (Event event : pending) {
                TfRecord.write(out, event.toByteArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be written: %s".formatted(file, e.getMessage()), e);
        }
        pending.clear();
    }
}
