package io.fovea.serving;

import java.nio.file.Path;

/** Loads artefacts into an engine. */
@FunctionalInterface
public interface EngineLoader {

    /**
     * An engine for one input and one output of an artefact; the caller closes it.
     *
     * @param artefact folder whose hashes have been verified
     * @param input name of an input of the signature
     * @param output name of an output of the signature, or of a layer
     */
    Engine load(Path artefact, String input, String output);
}
