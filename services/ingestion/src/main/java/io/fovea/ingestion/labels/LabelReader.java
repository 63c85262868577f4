package io.fovea.ingestion.labels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fovea.ingestion.submission.BoundedBody;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.SequenceSpec;
import io.fovea.proto.label.v1.DelayedLabel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a request's labels, all or none: {@code {"id": ..., "label": ..., "knownAt": ...}}, one or a list. The label of a pipeline on
 * sequences is a list of classes, or one text with blanks between.
 */
public final class LabelReader {

    private static final ObjectReader JSON = JsonMapper.builder().build().readerFor(JsonNode.class);
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> KEYS = Set.of("id", "label", "knownAt");

    private final long maxRequestBytes;
    private final int maxLabels;
    private final Clock clock;

    /** @param maxLabels of one request, which is also one Kafka transaction */
    public LabelReader(long maxRequestBytes, int maxLabels, Clock clock) {
        this.maxRequestBytes = maxRequestBytes;
        this.maxLabels = maxLabels;
        this.clock = clock;
    }

    /**
     * The labels of a body. One that does not say when it was known was known now.
     *
     * @throws WrongLabelsException at the first that is none of the pipeline's, or when the body is no JSON
     * @throws io.fovea.ingestion.submission.TooLargeException when the request is larger than its limit
     */
    public List<DelayedLabel> read(InputStream body, PipelineSpec pipeline) {
        List<DelayedLabel> labels = new ArrayList<>();
        try (MappingIterator<JsonNode> nodes = JSON.readValues(new BoundedBody(body, maxRequestBytes))) {
            while (nodes.hasNextValue()) {
                if (labels.size() == maxLabels) {
                    throw new WrongLabelsException(
                            "The request has more than %,d labels. Send several.".formatted(maxLabels));
                }
                labels.add(label(nodes.nextValue(), labels.size(), pipeline));
            }
        } catch (JsonProcessingException e) {
            throw new WrongLabelsException(
                    "The body is no JSON at label %d: %s.".formatted(labels.size(), e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (labels.isEmpty()) {
            throw new WrongLabelsException(
                    "The body is empty; expected {\"id\": ..., \"label\": ...} or a list of them.");
        }
        return labels;
    }

    private DelayedLabel label(JsonNode node, int index, PipelineSpec pipeline) {
        if (!node.isObject()) {
            throw wrong(index, "is no object; expected {\"id\": ..., \"label\": ...}.");
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw wrong(index, "has a key '%s'; known are id, label and knownAt.".formatted(shown(key)));
            }
        });
        String id = node.path("id").asText();
        if (!ID.matcher(id).matches()) {
            throw wrong(
                    index,
                    "has the id '%s'; expected an image's, 64 hex digits as its prediction has them."
                            .formatted(shown(id)));
        }
        DelayedLabel.Builder label =
                DelayedLabel.newBuilder().setId(id).setKnownAtMillis(knownAt(node.path("knownAt"), index));
        List<String> classes = pipeline.model().classes();
        pipeline.sequence()
                .ifPresentOrElse(
                        sequence -> label.addAllSequence(sequence(node.path("label"), index, sequence, classes)),
                        () -> label.setLabel(known(node.path("label").asText(), index, classes)));
        return label.build();
    }

    /** A list, or one text with blanks between. */
    private static List<String> sequence(JsonNode label, int index, SequenceSpec sequence, List<String> classes) {
        List<String> names = new ArrayList<>();
        if (label.isArray()) {
            label.forEach(name -> names.add(name.asText()));
        } else {
            names.addAll(BLANKS.splitAsStream(label.asText().strip()).toList());
        }
        if (names.isEmpty() || names.size() > sequence.longest()) {
            throw wrong(
                    index,
                    "is a sequence of %d classes; expected 1 to %d, such as \"1 9 2\"."
                            .formatted(names.size(), sequence.longest()));
        }
        names.forEach(name -> known(name, index, classes));
        return names;
    }

    private static String known(String label, int index, List<String> classes) {
        if (!classes.contains(label)) {
            throw wrong(
                    index,
                    "says '%s', which is no class of the pipeline; expected one of %s."
                            .formatted(shown(label), shown(String.join(", ", classes))));
        }
        return label;
    }

    private long knownAt(JsonNode time, int index) {
        if (time.isMissingNode() || time.isNull()) {
            return clock.millis();
        }
        try {
            Instant known = OffsetDateTime.parse(time.asText()).toInstant();
            return known.toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw wrong(
                    index,
                    "was known at '%s'; expected a time such as 2026-11-24T14:03:00Z.".formatted(shown(time.asText())));
        }
    }

    private static WrongLabelsException wrong(int index, String problem) {
        return new WrongLabelsException("Label %d %s No label of the request was taken.".formatted(index, problem));
    }

    private static String shown(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}
