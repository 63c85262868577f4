package io.fovea.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A span of the batch, which links to the span that each of its records came with, and a span in each record's own trace, from when the
 * batch began until what came of the record is committed, which links to the batch. Those of an attempt that failed are not told, but the batch's.
 */
final class BatchSpans implements BatchTrace {

    private final Tracer tracer;
    private final String service;
    private final Instant begun = Instant.now();
    private final Span batch;
    private final List<Span> ofRecords = new ArrayList<>();

    BatchSpans(Tracer tracer, String service, List<ConsumerRecord<byte[], byte[]>> records) {
        this.tracer = tracer;
        this.service = service;
        SpanBuilder builder = tracer.spanBuilder(service + " process")
                .setNoParent()
                .setSpanKind(SpanKind.CONSUMER)
                .setStartTimestamp(begun)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.batch.message_count", records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            SpanContext cause =
                    Span.fromContext(TraceHeaders.of(record.headers())).getSpanContext();
            if (cause.isValid()) {
                builder.addLink(cause);
            }
        }
        this.batch = builder.startSpan();
    }

    @Override
    public void sends(ProducerRecord<byte[], byte[]> record) {
        Span span = span("send " + record.topic(), SpanKind.PRODUCER, TraceHeaders.of(record.headers()))
                .setAttribute("messaging.destination.name", record.topic())
                .startSpan();
        TraceHeaders.put(span, record.headers());
        ofRecords.add(span);
    }

    @Override
    public void rejects(ConsumerRecord<byte[], byte[]> record, Rejection why) {
        Span span = span("dead letter of " + record.topic(), SpanKind.INTERNAL, TraceHeaders.of(record.headers()))
                .setAttribute("fovea.rejection", why.code())
                .startSpan();
        ofRecords.add(span.setStatus(StatusCode.ERROR, why.reason()));
    }

    private SpanBuilder span(String name, SpanKind kind, Context parent) {
        return tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(kind)
                .setStartTimestamp(begun)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("fovea.service", service)
                .addLink(batch.getSpanContext());
    }

    @Override
    public void committed() {
        ofRecords.forEach(Span::end);
        batch.end();
    }

    @Override
    public void failed(RuntimeException problem) {
        batch.setStatus(StatusCode.ERROR, String.valueOf(problem.getMessage())).end();
    }
}
