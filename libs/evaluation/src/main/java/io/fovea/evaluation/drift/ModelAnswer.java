package io.fovea.evaluation.drift;

/**
 * What a model said of one example.
 *
 * @param probabilities all of them
 * @param predicted the most probable class, by index; of a sequence, its length less one
 * @param probability of what is predicted
 */
public record ModelAnswer(float[] probabilities, int predicted, double probability) {

    /** Of one class. */
    public static ModelAnswer ofClasses(float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return new ModelAnswer(probabilities, best, probabilities[best]);
    }

    /**
     * Of a sequence.
     *
     * @param present how probable it is that each class stands at each place
     * @param length of the most probable one, from 1
     * @param probability of the most probable one
     */
    public static ModelAnswer ofSequence(float[] present, int length, double probability) {
        return new ModelAnswer(present, length - 1, probability);
    }
}
