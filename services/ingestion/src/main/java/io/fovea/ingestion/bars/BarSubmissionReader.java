package io.fovea.ingestion.bars;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.ingestion.publishing.BarLetter;
import io.fovea.ingestion.submission.BoundedBody;
import io.fovea.ingestion.submission.TooLargeException;
import io.fovea.market.BarReader;
import io.fovea.market.InvalidBarException;
import io.fovea.messaging.Rejection;
import io.fovea.pipeline.BarsInput;
import io.fovea.proto.market.v1.Bar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a request's body of bars as far as the limits allow, and not a byte further. */
public final class BarSubmissionReader {

    private static final String INVALID = "INVALID_BAR";
    private static final String FUTURE = "FUTURE_BAR";
    private static final long CLOCK_SKEW_MILLIS = 60_000;
    private static final ObjectReader JSON = BarJson.reader();

    private final long maxRequestBytes;
    private final int maxBars;
    private final Clock clock;

    /** @param maxBars of one request, which is also one Kafka transaction */
    public BarSubmissionReader(long maxRequestBytes, int maxBars, Clock clock) {
        this.maxRequestBytes = maxRequestBytes;
        this.maxBars = maxBars;
        this.clock = clock;
    }

    /**
     * One bar, or a list of them, under the names of the pipeline's columns. A bar that does not say when it was known was
     * known now.
     *
     * @throws MalformedBarsException when it is no JSON
     * @throws TooLargeException when the request is larger than its limits
     */
    public BarBatch json(InputStream body, BarsInput input) {
        var reading = new Reading(input);
        BarJson paths = BarJson.underColumns(input.columns());
        long now = clock.millis();
        try (MappingIterator<JsonNode> bars = JSON.readValues(new BoundedBody(body, maxRequestBytes))) {
            if (bars.getParser().currentToken() == null && !bars.hasNextValue()) {
                throw new MalformedBarsException("The body is empty; expected a bar or a list of bars.");
            }
            while (bars.hasNextValue()) {
                JsonNode bar = bars.nextValue();
                reading.add(() -> reading.reader.bar(paths.parts(bar), now), Optional.empty());
            }
            return reading.batch();
        } catch (JsonProcessingException e) {
            throw new MalformedBarsException(
                    "The body is no JSON at bar %d: %s.".formatted(reading.index, e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Length-delimited {@link Bar}s. The others are taken though one is wrong, so what is wrong is kept as a dead letter.
     *
     * @throws MalformedBarsException when it breaks off inside one
     */
    public BarBatch records(InputStream body, BarsInput input) {
        var reading = new Reading(input);
        InputStream bounded = new BoundedBody(body, maxRequestBytes);
        try {
            for (Bar bar = Bar.parseDelimitedFrom(bounded); bar != null; bar = Bar.parseDelimitedFrom(bounded)) {
                Bar record = bar;
                reading.add(() -> reading.reader.checked(record), Optional.of(record));
            }
            return reading.batch();
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedBarsException(
                    "The body is no list of Bar at bar %d: %s".formatted(reading.index, e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One pass over a body. */
    private final class Reading {
        private final BarReader reader;
        private final List<Bar> bars = new ArrayList<>();
        private final List<RejectedBar> rejected = new ArrayList<>();
        private final List<BarLetter> letters = new ArrayList<>();
        private final long latest = clock.millis() + CLOCK_SKEW_MILLIS;
        private int index;

        Reading(BarsInput input) {
            reader = new BarReader(input);
        }

        /** @param came what is kept where it is no bar */
        void add(Supplier<Bar> source, Optional<Bar> came) {
            if (index == maxBars) {
                throw TooLargeException.bars(maxBars);
            }
            try {
                keep(source.get(), came);
            } catch (InvalidBarException e) {
                String problem = String.valueOf(e.getMessage());
                reject(INVALID, problem, came, new Rejection.InvalidBar(problem));
            }
            index++;
        }

        /** One bar of the year 2100 would make every other one late. */
        private void keep(Bar bar, Optional<Bar> came) {
            if (bar.getPeriodEndMillis() > latest) {
                String problem = "its period ends at %s, which is yet to come."
                        .formatted(Instant.ofEpochMilli(bar.getPeriodEndMillis()));
                reject(FUTURE, problem, came, new Rejection.BarAgainstRule("FUTURE", "The bar is wrong: " + problem));
            } else {
                bars.add(bar);
            }
        }

        private void reject(String code, String problem, Optional<Bar> came, Rejection why) {
            rejected.add(new RejectedBar(index, code, problem));
            came.ifPresent(bar -> letters.add(new BarLetter(bar.getInstrument(), bar.toByteArray(), why)));
        }

        BarBatch batch() {
            return new BarBatch(bars, rejected, letters);
        }
    }
}
