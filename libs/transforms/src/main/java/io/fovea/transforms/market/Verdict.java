package io.fovea.transforms.market;

/**
 * What became of a bar.
 *
 * @param reason why it was not simply taken, {@link Reason#NONE} where it was
 * @param explanation a sentence with the values; empty where it was taken
 */
public record Verdict(Fate fate, Reason reason, String explanation) {

    static final Verdict TAKEN = new Verdict(Fate.TAKEN, Reason.NONE, "");

    /** Whether a window can hold the bar. */
    public enum Fate {
        TAKEN,
        /** It has no effect, and its rule wants no dead letter. */
        DROPPED,
        /** It has no effect, and becomes a dead letter. */
        REFUSED
    }

    /** Which rule decided. */
    public enum Reason {
        NONE,
        LATE,
        REPEATED,
        OUT_OF_ORDER,
        ABSURD
    }

    static Verdict refused(Reason reason, String explanation) {
        return new Verdict(Fate.REFUSED, reason, explanation);
    }

    static Verdict dropped(Reason reason, String explanation) {
        return new Verdict(Fate.DROPPED, reason, explanation);
    }

    static Verdict taken(Reason reason) {
        return new Verdict(Fate.TAKEN, reason, "");
    }
}
