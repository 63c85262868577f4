package io.fovea.transforms.market;

import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.UniverseSpec;
import io.fovea.pipeline.WindowSpec;
import io.fovea.pipeline.WindowSpec.Returns;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The last {@code lags + horizon} returns of an instrument without a break. Each further one completes up to two windows:
 * the one that ends with it, live, and the one that ended a horizon ago, labelled. Not thread-safe.
 */
final class WindowRing {

    private static final long MINUTE = 60_000; // ends lie on whole minutes

    private final WindowSpec spec;
    private final Returns returns;
    private final int horizon;
    private final int rows; // of a window
    private final int width; // channels
    private final int capacity;
    private final int[] ends; // minutes since 1970
    private final long[] asOfs;
    private final float[] steps; // plain returns, for labels
    private final boolean[] carried;
    private final float[] channels; // [capacity, width]
    private final int over; // periods whose dollar volume counts; 0 where it does not matter
    private final float[] volumes; // dollars, [capacity], or empty

    private int next; // where the next one goes
    private int count;
    private long startOfOldest;

    WindowRing(MarketSpec market) {
        this.spec = market.windows();
        this.returns = spec.returns();
        this.horizon = market.label().horizon();
        this.rows = spec.rows();
        this.width = spec.channels().size();
        this.capacity = spec.lags() + horizon;
        this.ends = new int[capacity];
        this.asOfs = new long[capacity];
        this.steps = new float[capacity];
        this.carried = new boolean[capacity];
        this.channels = new float[capacity * width];
        this.over = market.universe().map(UniverseSpec::over).orElse(0);
        this.volumes = new float[over == 0 ? 0 : capacity];
    }

    /** Adds a period's return; {@code values} has one number a channel. Windows that it completes go to {@code windows}. */
    void push(PeriodReturn period, float[] values, Consumer<MarketWindow> windows) {
        if (period.run() <= 1) {
            count = 0;
        }
        if (!period.isReturn()) {
            return;
        }
        add(period, values);
        if (period.carried()) {
            return; // no bar, so nothing was known that could leave
        }
        if (count == capacity && !carried[at(spec.lags() - 1)]) {
            windows.accept(window(0, Optional.of(label())));
        }
        if (count >= spec.lags()) {
            windows.accept(window(count - spec.lags(), Optional.empty()));
        }
    }

    private void add(PeriodReturn period, float[] values) {
        if (count == 0) {
            startOfOldest = period.start();
        } else if (count == capacity) {
            startOfOldest = ends[next] * MINUTE; // of the one that is overwritten
        }
        ends[next] = (int) (period.end() / MINUTE);
        asOfs[next] = period.asOf();
        steps[next] = (float) period.value();
        carried[next] = period.carried();
        System.arraycopy(values, 0, channels, next * width, width);
        if (over > 0) {
            volumes[next] = (float) period.traded().dollarVolume();
        }
        next = (next + 1) % capacity;
        count = Math.min(count + 1, capacity);
    }

    /** The window whose first return is the {@code first}-oldest. */
    private MarketWindow window(int first, Optional<MarketWindow.Label> label) {
        float[] values = new float[rows * width];
        int from = at(first);
        int toEdge = Math.min(spec.lags(), capacity - from);
        copy(from, toEdge, values, 0);
        copy(0, spec.lags() - toEdge, values, toEdge);
        long asOf = Math.max(newest(from, toEdge), newest(0, spec.lags() - toEdge));
        long start = first == 0 ? startOfOldest : ends[at(first - 1)] * MINUTE;
        long end = ends[at(first + spec.lags() - 1)] * MINUTE;
        CalendarMarks.write(spec.calendar(), end, values, spec.lags());
        return new MarketWindow(start, end, asOf, values, dollarVolume(first + spec.lags()), label);
    }

    private void copy(int from, int length, float[] values, int lag) {
        System.arraycopy(channels, from * width, values, lag * width, length * width);
    }

    /** When the last of {@code length} returns was known. */
    private long newest(int from, int length) {
        long asOf = Long.MIN_VALUE;
        for (int index = from; index < from + length; index++) {
            asOf = Math.max(asOf, asOfs[index]);
        }
        return asOf;
    }

    /** The mean of those periods before the {@code end}-oldest that count. */
    private double dollarVolume(int end) {
        double sum = over == 0 ? Double.NaN : 0;
        for (int age = end - over; age < end; age++) {
            sum += volumes[at(age)];
        }
        return sum / over;
    }

    /** Of the oldest window: the return over the horizon after it. */
    private MarketWindow.Label label() {
        double whole = returns == Returns.LOG ? 0 : 1;
        long asOf = Long.MIN_VALUE;
        for (int step = spec.lags(); step < capacity; step++) {
            int index = at(step);
            whole = returns == Returns.LOG ? whole + steps[index] : whole * (1 + (double) steps[index]);
            asOf = Math.max(asOf, asOfs[index]);
        }
        double value = returns == Returns.LOG ? whole : whole - 1;
        return new MarketWindow.Label(value, ends[at(capacity - 1)] * MINUTE, asOf);
    }

    private int at(int age) {
        return Math.floorMod(next - count + age, capacity);
    }

    int size() {
        return 16 + count * (17 + Float.BYTES * (over == 0 ? width : width + 1));
    }

    void write(ByteBuffer out) {
        out.putInt(count).putLong(startOfOldest).putInt(0);
        int index = count == 0 ? 0 : at(0);
        for (int age = 0; age < count; age++, index = index + 1 == capacity ? 0 : index + 1) {
            out.putInt(ends[index]).putLong(asOfs[index]).putFloat(steps[index]);
            out.put((byte) (carried[index] ? 1 : 0));
            for (int channel = 0; channel < width; channel++) {
                out.putFloat(channels[index * width + channel]);
            }
            if (over > 0) {
                out.putFloat(volumes[index]);
            }
        }
    }

    void read(ByteBuffer in) {
        count = in.getInt();
        startOfOldest = in.getLong();
        in.getInt();
        for (int age = 0; age < count; age++) {
            ends[age] = in.getInt();
            asOfs[age] = in.getLong();
            steps[age] = in.getFloat();
            carried[age] = in.get() == 1;
            for (int channel = 0; channel < width; channel++) {
                channels[age * width + channel] = in.getFloat();
            }
            if (over > 0) {
                volumes[age] = in.getFloat();
            }
        }
        next = count % capacity;
    }
}
