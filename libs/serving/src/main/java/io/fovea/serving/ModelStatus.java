package io.fovea.serving;

/**
 * How a pipeline's model stands.
 *
 * @param detail for people: which version, or why not
 */
public record ModelStatus(State state, String detail) {

    /** What became of the version that the pipeline should be served with. */
    public enum State {
        /** There is none yet: records wait, which is no fault. */
        ABSENT,
        /** It is being fetched, loaded or warmed up; the one before it answers, where there is one. */
        LOADING,
        /** It answers. */
        SERVING,
        /** It must not become live; the one before it answers, where there is one. */
        REFUSED
    }

    /** Whether nothing stands between the pipeline and the model that it should have. */
    public boolean isReady() {
        return state == State.ABSENT || state == State.SERVING;
    }

    @Override
    public String toString() {
        return detail.isEmpty() ? state.name() : state + ": " + detail;
    }
}
