package io.fovea.preprocessing.market;

import io.fovea.messaging.HeldTrace;
import io.fovea.transforms.market.PeriodReturn;

/** An instrument's return, on its way to its cross-section and back. */
final class Returns {

    private Returns() {}

    static io.fovea.proto.market.v1.PeriodReturn record(String instrument, PeriodReturn period, HeldTrace trace) {
        return io.fovea.proto.market.v1.PeriodReturn.newBuilder()
                .setInstrument(instrument)
                .setPeriodEndMillis(period.end())
                .setStartMillis(period.start())
                .setAsOfMillis(period.asOf())
                .setValue(period.value())
                .setRun(period.run())
                .setCarried(period.carried())
                .setDollarVolume(period.traded().dollarVolume())
                .setVolumeChange(period.traded().change())
                .setTraceparent(trace.parent())
                .setTracestate(trace.state())
                .build();
    }

    static PeriodReturn of(io.fovea.proto.market.v1.PeriodReturn record) {
        return new PeriodReturn(
                record.getPeriodEndMillis(),
                record.getStartMillis(),
                record.getAsOfMillis(),
                record.getValue(),
                record.getRun(),
                record.getCarried(),
                new PeriodReturn.Traded(record.getDollarVolume(), record.getVolumeChange()),
                0);
    }

    /** Of the bar that ended the period. */
    static HeldTrace trace(io.fovea.proto.market.v1.PeriodReturn record) {
        return new HeldTrace(record.getTraceparent(), record.getTracestate());
    }
}
