package io.fovea.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.Rejection;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.registry.ModelRegistry;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/**
 * A version beside the live one, for one batch: a canary answers its share of the keys in the live one's place, a shadow is
 * asked as well and answers to a topic of its own (docs/adr/0031-canary-and-shadow.md).
 *
 * @param share of keys, from 0 to 1
 * @param tally what becomes of it
 */
record Trial(String alias, double share, LoadedModel model, TrialTally tally) {

    /** The header that says which alias a record wants: {@code live}, {@code canary} or {@code shadow}. */
    static final String HEADER = "fovea-model-alias";

    boolean isCanary() {
        return alias.equals(ModelRegistry.CANARY);
    }

    /** Whether it is tried on this record: it is in the share, or asks for it by its header, and the version takes its kind of input. */
    boolean concerns(Candidate candidate, PipelineSpec pipeline, LoadedModel live, InferenceRole role) {
        return isWanted(candidate)
                && model.input().equals(live.input())
                && model.output().equals(live.output())
                && !role.mustWait(candidate.example(), pipeline, model)
                && role.rejection(candidate.example(), model)
                        .map(Rejection::code)
                        .isEmpty();
    }

    private boolean isWanted(Candidate candidate) {
        Optional<Header> asked =
                Optional.ofNullable(candidate.record().headers().lastHeader(HEADER));
        return asked.map(header -> header.value() != null && alias.equals(new String(header.value(), UTF_8)))
                .orElseGet(() -> KeyShare.has(
                        model.manifest().model(), candidate.record().key(), share));
    }
}
