package io.fovea.transforms.market;

/**
 * One instrument's period that is over.
 *
 * @param end the first moment after it, milliseconds since 1970
 * @param start the end of the period that the return is on, which is the one before unless a tolerated gap lies between;
 *     {@code end} where there is no return
 * @param asOf when the last of its bars was known
 * @param value the return; NaN where there is none to compute it on, so that windows begin anew
 * @param run how many returns there are without a break, this one included
 * @param carried whether it stands for a period without a bar
 * @param traded what was traded in it
 * @param missing periods without a bar before it, where the gap was longer than the pipeline tolerates
 */
public record PeriodReturn(
        long end, long start, long asOf, double value, int run, boolean carried, Traded traded, long missing) {

    /**
     * What was traded in a period.
     *
     * @param dollarVolume of its bars; NaN where one of them does not say, or nobody asked
     * @param change ln(v / u) of it and of the period's before; 0 where one of them is 0 or not known
     */
    public record Traded(double dollarVolume, double change) {
        static final Traded UNKNOWN = new Traded(Double.NaN, 0);
        static final Traded NOTHING = new Traded(0, 0);

        static Traded after(double before, double dollarVolume) {
            boolean isKnown = before > 0 && dollarVolume > 0;
            return new Traded(dollarVolume, isKnown ? Math.log(dollarVolume / before) : 0);
        }
    }

    /** Whether there is a return. */
    public boolean isReturn() {
        return run > 0;
    }
}
