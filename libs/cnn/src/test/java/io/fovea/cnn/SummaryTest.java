package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Dense;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** What Keras 3 prints for the same networks. */
class SummaryTest {
    @Test
    void shouldPrintTheTableThatKerasPrintsOfAChain() {
        // When
        String summary =
                Architectures.named("lenet5").build(Shape.of(28, 28, 1), 10).summary();

        // Then
        assertThat(summary).isEqualToNormalizingNewlines("""
                        Model: "functional"
                        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
                        ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
                        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
                        │ input (InputLayer)              │ (None, 28, 28, 1)      │             0 │
                        ├─────────────────────────────────┼────────────────────────┼───────────────┤
                        │ conv1 (Conv2D)                  │ (None, 24, 24, 6)      │           156 │
                        ├─────────────────────────────────┼────────────────────────┼───────────────┤
                        │ pool1 (AveragePooling2D)        │ (None, 23, 23, 6)      │             0 │
                        ├─────────────────────────────────┼────────────────────────┼───────────────┤
                        │ conv2 (Conv2D)                  │ (None, 19, 19, 16)     │         2,416 │
                        ├─────────────────────────────────┼────────────────────────┼───────────────┤
                        │ pool2 (AveragePooling2D)        │ (None, 9, 9, 16)       │             0 │
                        ├─────────────────────────────────┼────────────────────────┼───────────────┤
                        │ conv3 (Conv2D)                  │ (None, 5, 5, 120)      │        48,120 │
                        ├─────────────────────────────────┼────────────────────────┼───────────────┤
                        │ flatten (Flatten)               │ (None, 3000)           │             0 │
                        ├─────────────────────────────────┼────────────────────────┼───────────────┤
                        │ fc6 (Dense)                     │ (None, 84)             │       252,084 │
                        ├─────────────────────────────────┼────────────────────────┼───────────────┤
                        │ fc7 (Dense)                     │ (None, 10)             │           850 │
                        └─────────────────────────────────┴────────────────────────┴───────────────┘
                         Total params: 303,626 (1.16 MB)
                         Trainable params: 303,626 (1.16 MB)
                         Non-trainable params: 0 (0.00 B)
                        """);
    }

    @Test
    void shouldPrintTheTableThatKerasPrintsOfAGraph() {
        // Given: what Keras prints of ResNet50, to the first shortcut
        String keras = """
                ┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
                ┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
                ┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
                │ input_layer         │ (None, 224, 224,  │          0 │ -                 │
                │ (InputLayer)        │ 3)                │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv1_pad           │ (None, 230, 230,  │          0 │ input_layer[0][0] │
                │ (ZeroPadding2D)     │ 3)                │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv1_conv (Conv2D) │ (None, 112, 112,  │      9,472 │ conv1_pad[0][0]   │
                │                     │ 64)               │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv1_bn            │ (None, 112, 112,  │        256 │ conv1_conv[0][0]  │
                │ (BatchNormalizatio… │ 64)               │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv1_relu          │ (None, 112, 112,  │          0 │ conv1_bn[0][0]    │
                │ (Activation)        │ 64)               │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ pool1_pad           │ (None, 114, 114,  │          0 │ conv1_relu[0][0]  │
                │ (ZeroPadding2D)     │ 64)               │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ pool1_pool          │ (None, 56, 56,    │          0 │ pool1_pad[0][0]   │
                │ (MaxPooling2D)      │ 64)               │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv2_block1_1_conv │ (None, 56, 56,    │      4,160 │ pool1_pool[0][0]  │
                │ (Conv2D)            │ 64)               │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv2_block1_1_bn   │ (None, 56, 56,    │        256 │ conv2_block1_1_c… │
                │ (BatchNormalizatio… │ 64)               │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv2_block1_1_relu │ (None, 56, 56,    │          0 │ conv2_block1_1_b… │
                │ (Activation)        │ 64)               │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv2_block1_2_conv │ (None, 56, 56,    │     36,928 │ conv2_block1_1_r… │
                │ (Conv2D)            │ 64)               │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv2_block1_2_bn   │ (None, 56, 56,    │        256 │ conv2_block1_2_c… │
                │ (BatchNormalizatio… │ 64)               │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv2_block1_2_relu │ (None, 56, 56,    │          0 │ conv2_block1_2_b… │
                │ (Activation)        │ 64)               │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv2_block1_0_conv │ (None, 56, 56,    │     16,640 │ pool1_pool[0][0]  │
                │ (Conv2D)            │ 256)              │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv2_block1_3_conv │ (None, 56, 56,    │     16,640 │ conv2_block1_2_r… │
                │ (Conv2D)            │ 256)              │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv2_block1_0_bn   │ (None, 56, 56,    │      1,024 │ conv2_block1_0_c… │
                │ (BatchNormalizatio… │ 256)              │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv2_block1_3_bn   │ (None, 56, 56,    │      1,024 │ conv2_block1_3_c… │
                │ (BatchNormalizatio… │ 256)              │            │                   │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                │ conv2_block1_add    │ (None, 56, 56,    │          0 │ conv2_block1_0_b… │
                │ (Add)               │ 256)              │            │ conv2_block1_3_b… │
                ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
                """;
        SymbolicTensor input = Input.float32("input_layer", Shape.of(224, 224, 3));

        // When
        Model resnet = Architectures.named("resnet50").build(input, 1000).trainable(false);

        // Then
        assertThat(resnet.summary().replace(System.lineSeparator(), "\n"))
                .startsWith("Model: \"functional\"\n" + keras)
                .endsWith("""
                         Total params: 25,636,712 (97.80 MB)
                         Trainable params: 0 (0.00 B)
                         Non-trainable params: 25,636,712 (97.80 MB)
                        """);
    }

    @Test
    void shouldShowNestedAndSharedLayersAndWhatIsFrozen() {
        // Given a nested model that is used twice, half of it frozen
        SymbolicTensor x = Input.float32("x", Shape.of(4));
        Model tower = Model.of(
                x.then(new Dense(3).named("hidden").trainable(false)).then(new BatchNormalization().named("norm")));
        tower.named("tower");
        SymbolicTensor left = Input.float32("left", Shape.of(4));
        SymbolicTensor right = Input.float32("right", Shape.of(4));
        Model model = Model.of(new Add().named("both").apply(tower.apply(left), tower.apply(right)));

        // When
        String plain = model.summary();
        String whole = model.summary(SummaryOptions.defaults()
                .withLineLength(100)
                .withNestedExpanded()
                .withTrainableShown());

        // Then
        assertThat(plain)
                .contains("│ tower (Functional)  │ (None, 3)         │         27 │ left[0][0],       │")
                .contains("│                     │                   │            │ right[0][0]       │")
                .contains("│ both (Add)          │ (None, 3)         │          0 │ tower[0][0],      │")
                .contains("│                     │                   │            │ tower[1][0]       │")
                .contains(" Total params: 27 (108.00 B)", " Trainable params: 6 (24.00 B)")
                .contains(" Non-trainable params: 21 (84.00 B)");
        assertThat(whole)
                .contains("│    └ hidden (Dense)      │ (None, 3)            │            15 │ x[0][0]")
                .contains("│    └ norm                │ (None, 3)            │            12 │ hidden[0][0]");
        assertThat(whole.lines().filter(line -> line.contains("└ hidden")))
                .allMatch(line -> line.endsWith("│    N    │"));
        assertThat(whole.lines().filter(line -> line.contains("└ norm")))
                .allMatch(line -> line.endsWith("│    Y    │"));
        assertThat(whole.lines().filter(line -> line.contains("both"))).allMatch(line -> line.endsWith("│    -    │"));
    }

    @Test
    void shouldShowOnlyTheUsesThatTheModelHas() {
        // Given a layer that another model uses too
        Dense shared = new Dense(2);
        shared.named("shared");
        Input.float32("elsewhere", Shape.of(3)).then(shared);

        // When
        SymbolicTensor here = Input.float32("here", Shape.of(3));
        String summary = Model.of(here.then(shared), here.then(new Dense(1))).summary();

        // Then
        assertThat(summary).contains("here[0][0]").doesNotContain("elsewhere");
    }

    @Test
    void shouldRefuseALineThatIsTooShort() {
        assertThatThrownBy(() -> SummaryOptions.defaults().withLineLength(20))
                .hasMessage("lineLength is 40 or more, received 20.");
    }
}
