package io.fovea.allinone;

import org.tensorflow.TensorFlow;

/** Unpacks TensorFlow's libraries, 650 MB of them; {@code ./fovea build} does it, so that the first start is as quick as any. */
public final class Natives {

    private Natives() {}

    public static void main(String[] arguments) {
        System.out.println(TensorFlow.version());
    }
}
