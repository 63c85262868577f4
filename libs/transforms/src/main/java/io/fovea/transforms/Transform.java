package io.fovea.transforms;

/** A step from raw input to tensor, small and immutable; training and serving call the same one. */
@FunctionalInterface
public interface Transform<I, O> {

    /** What this step makes of its input. */
    O apply(I input);

    /** This step, then the next. */
    default <P> Transform<I, P> then(Transform<? super O, ? extends P> next) {
        return input -> next.apply(apply(input));
    }
}
