package io.fovea.cnn.layers;

/** What lies around an image: rows above and below, columns left and right. */
record Margins(int top, int bottom, int left, int right) {
    Margins {
        if (top < 0 || bottom < 0 || left < 0 || right < 0) {
            throw new IllegalArgumentException(
                    "Expected 0 or more, received %d, %d, %d, %d.".formatted(top, bottom, left, right));
        }
    }

    int vertical() {
        return top + bottom;
    }

    int horizontal() {
        return left + right;
    }
}
