package io.fovea.tensorcodec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatatypeTest {

    @ParameterizedTest
    @CsvSource({
        "BOOL,1",
        "UINT8,1",
        "UINT16,2",
        "UINT32,4",
        "UINT64,8",
        "INT8,1",
        "INT16,2",
        "INT32,4",
        "INT64,8",
        "FP16,2",
        "FP32,4",
        "FP64,8"
    })
    void shouldHaveTheProtocolsNamesAndSizes(String name, int size) {
        // When
        Datatype datatype = Datatype.of(name);

        // Then
        assertThat(datatype.name()).isEqualTo(name);
        assertThat(datatype.size()).isEqualTo(size);
    }
}
