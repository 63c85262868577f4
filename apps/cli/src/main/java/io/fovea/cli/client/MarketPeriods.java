package io.fovea.cli.client;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.PeriodClosed;
import io.fovea.proto.market.v1.PeriodNews;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How far the periods of a market pipeline have come, by what is committed to its topics; for one thread. */
final class MarketPeriods implements AutoCloseable {

    private final String definition;
    private final TopicReader news;
    private final TopicReader closings;
    private final TopicReader scores;
    private final TopicReader signals;
    private final TreeSet<Long> open = new TreeSet<>(); // by their ends
    private final TreeSet<Long> closed = new TreeSet<>();
    private final Set<Long> scored = new HashSet<>();
    private final Set<Long> signalled = new HashSet<>();

    MarketPeriods(Connection connection, PipelineSpec pipeline) {
        String name = pipeline.name();
        this.definition = pipeline.market().orElseThrow().definition();
        this.news = reader(connection, Topics.periodNews(name));
        this.closings = reader(connection, Topics.periods(name));
        this.scores = reader(connection, Topics.scores(name));
        this.signals = reader(connection, Topics.predictions(name));
    }

    private static TopicReader reader(Connection connection, String topic) {
        return TopicReader.open(connection, topic, TopicReader.From.BEGINNING);
    }

    /** Those that bars have told of and that are not closed. A period is closed with all before it. */
    int open() {
        news.readToEnd(record -> {
            PeriodNews one = parsed(PeriodNews.parser(), record);
            if (one.getDefinition().equals(definition) && one.getPeriodEndMillis() != 0) {
                open.add(one.getPeriodEndMillis());
            }
        });
        closings.readToEnd(record -> {
            PeriodClosed one = parsed(PeriodClosed.parser(), record);
            if (one.getDefinition().equals(definition)) {
                closed.add(one.getPeriodEndMillis());
            }
        });
        if (!closed.isEmpty()) {
            open.headSet(closed.last(), true).clear();
        }
        return open.size();
    }

    /** Those that are closed and have scores, but no signal. A period's signals leave together, or one by one where it was closed late. */
    int unsignalled() {
        open();
        scores.readToEnd(addTo(scored));
        signals.readToEnd(addTo(signalled));
        scored.removeAll(signalled);
        return (int) scored.stream().filter(closed::contains).count();
    }

    private Consumer<ConsumerRecord<String, byte[]>> addTo(Set<Long> ends) {
        return record -> {
            Signal signal = parsed(Prediction.parser(), record).getSignal();
            if (signal.getDefinition().equals(definition)) {
                ends.add(signal.getPeriodEndMillis());
            }
        };
    }

    private static <T> T parsed(Parser<T> parser, ConsumerRecord<String, byte[]> record) {
        try {
            return parser.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new CommandFailure("A record of %s cannot be read: %s".formatted(record.topic(), e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        news.close();
        closings.close();
        scores.close();
        signals.close();
    }
}
