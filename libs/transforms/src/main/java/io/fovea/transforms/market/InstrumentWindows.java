package io.fovea.transforms.market;

import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.WindowSpec.Channel;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One instrument's bars become its windows, live and labelled: the one code path of stream, training and evaluation.
 *
 * <pre>
 * bars -> periods              resampled, each bar held against the rules
 *      -> returns              from period to period, simple or logarithmic
 *      -> [lags + marks, channels]   the last returns, oldest first, and the calendar below
 * </pre>
 *
 * <p>Where a channel is cross-sectional, {@link #accept} gives returns only, and {@link #push} makes windows once the
 * period's ranks are known. The whole state is {@link #toBytes()}. Not thread-safe.
 */
public final class InstrumentWindows {

    private final boolean crossSectional;
    private final List<Channel> channels;
    private final BarSeries series;
    private final WindowRing ring;
    private final float[] values; // one a channel

    private InstrumentWindows(MarketSpec market) {
        this.crossSectional = market.windows().isCrossSectional();
        this.channels = market.windows().channels();
        this.values = new float[channels.size()];
        this.series = new BarSeries(market);
        this.ring = new WindowRing(market);
    }

    /** Of an instrument of which nothing is known yet. */
    public static InstrumentWindows of(MarketSpec market) {
        return new InstrumentWindows(market);
    }

    /** As {@link #toBytes()} left it; of nothing where there are no bytes. The pipeline must be the same. */
    public static InstrumentWindows of(MarketSpec market, byte @Nullable [] state) {
        var windows = new InstrumentWindows(market);
        if (state != null) {
            ByteBuffer in = ByteBuffer.wrap(state);
            windows.series.read(in);
            windows.ring.read(in);
        }
        return windows;
    }

    /**
     * Takes the next bar, or refuses it by the pipeline's rules.
     *
     * @param over gets each period that the bar ends
     * @param windows gets each window that is complete: the labelled one before the live one
     */
    public Verdict accept(BarClose bar, Consumer<PeriodReturn> over, Consumer<MarketWindow> windows) {
        return series.accept(bar, period -> over(period, over, windows));
    }

    /** Ends the open period if it was over at {@code moment}; whether it did. */
    public boolean closeAt(long moment, Consumer<PeriodReturn> over, Consumer<MarketWindow> windows) {
        if (!series.isOpenAt(moment)) {
            return false;
        }
        series.closeOpen(period -> over(period, over, windows));
        return true;
    }

    /** Adds a period with one number a channel, where channels are cross-sectional. */
    public void push(PeriodReturn period, float[] values, Consumer<MarketWindow> windows) {
        ring.push(period, values, windows);
    }

    private void over(PeriodReturn period, Consumer<PeriodReturn> over, Consumer<MarketWindow> windows) {
        if (!crossSectional) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float)
                        (channels.get(i) == Channel.VOLUME_CHANGE
                                ? period.traded().change()
                                : period.value());
            }
            ring.push(period, values, windows);
        }
        over.accept(period);
    }

    /** Everything that is remembered of the instrument. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(series.size() + ring.size());
        series.write(out);
        ring.write(out);
        return out.array();
    }
}
