package io.fovea.datasets.info;

import io.fovea.datasets.Split;
import java.util.List;
import java.util.Map;

/**
 * What is in a data set.
 *
 * @param images how many there are, broken ones too
 * @param classes images by class and split; of a sequence or of boxes each label counts
 * @param unlabelled images without a class, a sequence and boxes
 * @param splits images by split
 * @param sizes images by size, such as {@code 32x32}, the most frequent first
 * @param broken how many cannot be decoded
 * @param brokenExamples where some of them lie, and why
 * @param duplicates images whose bytes came before
 * @param acrossSplits images of which the same bytes are in more than one split: a model is tested on what it has learned
 * @param acrossSplitsExamples pairs of where they lie
 * @param contradictions images of which the same bytes have another label too
 */
public record DatasetInfo(
        long images,
        Map<String, Map<Split, Long>> classes,
        long unlabelled,
        Map<Split, Long> splits,
        Map<String, Long> sizes,
        long broken,
        List<String> brokenExamples,
        long duplicates,
        long acrossSplits,
        List<String> acrossSplitsExamples,
        long contradictions) {}
