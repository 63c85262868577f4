package io.fovea.preprocessing.market;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.pipeline.WindowSpec.Channel;
import io.fovea.proto.market.v1.PeriodReturn;
import io.fovea.proto.market.v1.Standing;
import java.util.List;

/** Records of the topology's own topics and stores. */
final class Standings {

    private Standings() {}

    static PeriodReturn periodReturn(byte[] value) {
        try {
            return PeriodReturn.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A store of Fovea's own holds what is not Fovea's.", e);
        }
    }

    static Standing standing(byte[] value) {
        try {
            return Standing.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A topic of Fovea's own holds what is not Fovea's.", e);
        }
    }

    /** One number a channel. */
    static float[] values(Standing standing, List<Channel> channels) {
        float[] values = new float[channels.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (channels.get(i)) {
                case RETURN -> (float) standing.getPeriod().getValue();
                case RANK -> standing.getRank();
                case Z_SCORE -> standing.getZScore();
                case VOLUME_CHANGE -> (float) standing.getPeriod().getVolumeChange();
            };
        }
        return values;
    }
}
