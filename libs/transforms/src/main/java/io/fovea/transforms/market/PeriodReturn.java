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
 * @param missing periods without a bar before it, where the gap was longer than the pipeline tolerates
 */
public record PeriodReturn(long end, long start, long asOf, double value, int run, boolean carried, long missing) {

    /** Whether there is a return. */
    public boolean isReturn() {
        return run > 0;
    }
}
