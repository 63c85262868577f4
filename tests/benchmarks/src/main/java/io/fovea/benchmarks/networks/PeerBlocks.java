package io.fovea.benchmarks.networks;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** The networks as a user of DJL writes them, layer by layer those of Fovea. */
final class PeerBlocks {
    private PeerBlocks() {}

    static Block lenet5() {
        return new SequentialBlock()
                .add(convolution(6, 5, 1, 0, 1, true))
                .add(Activation.reluBlock())
                .add(Pool.avgPool2dBlock(square(2), square(1)))
                .add(convolution(16, 5, 1, 0, 1, true))
                .add(Activation.tanhBlock())
                .add(Pool.avgPool2dBlock(square(2), square(2)))
                .add(convolution(120, 5, 1, 0, 1, true))
                .add(Activation.tanhBlock())
                .add(Blocks.batchFlattenBlock())
                .add(linear(84))
                .add(Activation.tanhBlock())
                .add(linear(10));
    }

    static Block cifarCnn() {
        var block = new SequentialBlock();
        for (int filters : new int[] {16, 32, 64}) {
            block.addSingleton(x -> x.pad(new Shape(0, 1, 0, 1), 0)) // "same" for a kernel of 2
                    .add(convolution(filters, 2, 1, 0, 1, true))
                    .add(Activation.reluBlock())
                    .add(Pool.maxPool2dBlock(square(2), square(2)));
        }
        return block.add(dropout(0.3f))
                .add(Blocks.batchFlattenBlock())
                .add(linear(500))
                .add(Activation.reluBlock())
                .add(dropout(0.4f))
                .add(linear(10));
    }

    static Block resNet20() {
        var block = new SequentialBlock().add(normalized(16, 3, 1)).add(Activation.reluBlock());
        for (int filters : new int[] {16, 32, 64}) {
            for (int i = 0; i < 3; i++) {
                block.add(residual(filters, filters > 16 && i == 0 ? 2 : 1));
            }
        }
        return block.add(Pool.globalAvgPool2dBlock()).add(linear(10));
    }

    private static Block residual(int filters, int strides) {
        Block main = new SequentialBlock()
                .add(normalized(filters, 3, strides))
                .add(Activation.reluBlock())
                .add(normalized(filters, 3, 1));
        Block shortcut = strides == 1 ? Blocks.identityBlock() : convolution(filters, 1, strides, 0, 1, true);
        return new ParallelBlock(
                outputs -> {
                    var sum =
                            outputs.get(0).singletonOrThrow().add(outputs.get(1).singletonOrThrow());
                    return new NDList(Activation.relu(sum));
                },
                List.of(main, shortcut));
    }

    private static Block normalized(int filters, int kernel, int strides) {
        return new SequentialBlock()
                .add(convolution(filters, kernel, strides, kernel / 2, 1, true))
                .add(batchNorm());
    }

    static Block mobileNet() {
        int[] filters = {16, 32, 32, 64, 64, 128, 128, 128, 128, 128, 128, 256, 256};
        List<Integer> halved = List.of(1, 3, 5, 11);
        var block = new SequentialBlock();
        stage(block, convolution(8, 3, 2, 1, 1, false));
        int channels = 8;
        for (int i = 0; i < filters.length; i++) {
            stage(block, convolution(channels, 3, halved.contains(i) ? 2 : 1, 1, channels, false));
            stage(block, convolution(filters[i], 1, 1, 0, 1, false));
            channels = filters[i];
        }
        return block.add(Pool.globalAvgPool2dBlock()).add(dropout(1e-3f)).add(linear(1000));
    }

    private static void stage(SequentialBlock block, Block convolution) {
        block.add(convolution).add(batchNorm()).add(Activation.relu6Block());
    }

    private static Block convolution(int filters, int kernel, int strides, int padding, int groups, boolean bias) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(square(kernel))
                .optStride(square(strides))
                .optPadding(square(padding))
                .optGroups(groups)
                .optBias(bias)
                .build();
    }

    private static Block batchNorm() {
        return BatchNorm.builder().optEpsilon(1e-3f).optMomentum(0.99f).build();
    }

    private static Block dropout(float rate) {
        return Dropout.builder().optRate(rate).build();
    }

    private static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private static Shape square(long side) {
        return new Shape(side, side);
    }
}
