package io.fovea.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.cli.client.LetterName;
import io.fovea.cli.terminal.Json;
import io.fovea.messaging.DeadLetter;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A dead letter for programs. */
final class DeadLetterJson {

    private DeadLetterJson() {}

    /** Without the record's value. */
    static Map<String, Object> of(DeadLetter letter) {
        Map<String, Object> json = Json.object();
        json.put("letter", LetterName.of(letter).toString());
        json.put("at", Instant.ofEpochMilli(letter.record().timestamp()).toString());
        json.put("service", letter.service());
        json.put("code", letter.code());
        json.put("reason", letter.reason());
        json.put("topic", letter.topic());
        json.put("partition", letter.partition());
        json.put("offset", letter.offset());
        json.put("key", text(letter.record().key()));
        json.put("bytes", letter.record().value() == null ? 0 : letter.record().value().length);
        return json;
    }

    /** With the record's own headers, and its value in Base64. */
    static Map<String, Object> whole(DeadLetter letter) {
        Map<String, Object> json = of(letter);
        Map<String, Object> headers = Json.object();
        for (Header header : letter.ownHeaders()) {
            headers.put(header.key(), text(header.value()));
        }
        json.put("headers", headers);
        byte[] value = letter.record().value();
        json.put("value", value == null ? null : Base64.getEncoder().encodeToString(value));
        return json;
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8).replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
