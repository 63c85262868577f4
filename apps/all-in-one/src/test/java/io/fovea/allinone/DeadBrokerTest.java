package io.fovea.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadBrokerTest {

    @Test
    void shouldNotBlameADiskThatHasRoom(@TempDir Path folder) {
        assertThat(DeadBroker.sentence(folder))
                .isEqualTo("Kafka cannot write to " + folder
                        + " any more, so it has stopped; more is in the folder's logs.");
    }
}
