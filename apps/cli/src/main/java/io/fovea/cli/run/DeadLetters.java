package io.fovea.cli.run;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.TopicReader;
import io.fovea.messaging.Topics;
import java.util.HashSet;
import java.util.Set;

/** The dead letters of a pipeline since this was opened. */
final class DeadLetters implements AutoCloseable {

    private final TopicReader reader;
    private final Set<String> ids = new HashSet<>();
    private long count;

    DeadLetters(Connection connection, String pipeline) {
        this.reader = TopicReader.open(connection, Topics.deadLetters(pipeline), TopicReader.From.NOW);
    }

    /** Takes what has come. */
    void read() {
        reader.readToEnd().forEach(record -> {
            count++;
            ids.add(record.key());
        });
    }

    /** Keys of those read so far: ids of images. */
    Set<String> ids() {
        return ids;
    }

    /** How many were read so far. */
    long count() {
        return count;
    }

    @Override
    public void close() {
        reader.close();
    }
}
