package io.fovea.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.image.v1.ClaimCheck;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.tensorcodec.TensorCodec;
import java.util.List;

/**
 * A record that whoever can write to Kafka might write.
 *
 * @param value before anything of it is changed
 */
record StrangeRecord(String topic, byte[] key, byte[] value) {

    /** An example, an image, and an image that says to lie where it does not. */
    static List<StrangeRecord> all(String pipeline, byte[] image) {
        Example example = Example.newBuilder()
                .setId("strange")
                .addInputs(TensorCodec.uint8("image", new long[] {28, 28, 1}, new byte[28 * 28]))
                .build();
        ImageRecord inside = ImageRecord.newBuilder()
                .setId("strange")
                .setEncoded(ByteString.copyFrom(image))
                .build();
        ImageRecord outside = ImageRecord.newBuilder()
                .setId("strange")
                .setClaimCheck(ClaimCheck.newBuilder()
                        .setPath("claims/../../../secret")
                        .setSha256("0".repeat(64))
                        .setSize(20))
                .build();
        return List.of(
                of("fovea.examples." + pipeline, example.toByteArray()),
                of("fovea.images." + pipeline, inside.toByteArray()),
                of("fovea.images." + pipeline, outside.toByteArray()));
    }

    private static StrangeRecord of(String topic, byte[] value) {
        return new StrangeRecord(topic, "strange".getBytes(UTF_8), value);
    }

    /** Whether a changed value is for a trainer: nobody answers it. */
    boolean isLabelled(byte[] changed) {
        try {
            if (topic.startsWith("fovea.examples.")) {
                return Example.parseFrom(changed).getLabelsCount() > 0;
            }
            ImageRecord image = ImageRecord.parseFrom(changed);
            return image.hasLabel() || image.getSequenceCount() > 0;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }
}
