package io.fovea.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.serving.CallRefusedException;
import io.fovea.serving.CallRefusedException.Reason;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalResourceTest {

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_MODEL,   404,",
        "INVALID,         422,",
        "QUEUE_FULL,      429, 1",
        "DEADLINE_PASSED, 504,",
        "NOT_LOADED,      503, 1",
        "FAILED,          503, 1",
    })
    void shouldSayWhyAndWhenToComeAgain(Reason reason, int status, String retryAfter) {
        // When
        Response response =
                RefusalResource.answer(new CompletionException(new CallRefusedException(reason, "CODE: It is so.")));

        // Then
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getHeaderString("Retry-After")).isEqualTo(retryAfter);
        assertThat(response.getEntity()).isEqualTo(Map.of("error", "CODE: It is so."));
    }

    @Test
    void shouldTakeNothingElseForARefusal() {
        assertThatThrownBy(() -> RefusalResource.answer(new IllegalStateException("a mistake of ours")))
                .isInstanceOf(CompletionException.class);
    }
}
