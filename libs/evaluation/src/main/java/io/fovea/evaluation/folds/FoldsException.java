package io.fovea.evaluation.folds;

/** The windows cannot be cut as was asked; the message is a sentence for whoever asked. */
public final class FoldsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FoldsException(String message) {
        super(message);
    }
}
