package io.fovea.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a pipeline has whose input is bars.
 *
 * @param bars its input
 * @param windows what the network sees of an instrument
 * @param label what the network is to say
 * @param universe which instruments belong to a period; empty where all do
 * @param signals what is said of a whole cross-section
 * @param evaluate how that is judged
 */
public record MarketSpec(
        BarsInput bars,
        WindowSpec windows,
        LabelSpec label,
        Optional<UniverseSpec> universe,
        SignalSpec signals,
        EvaluateSpec evaluate) {

    /** Whether something depends on what was traded. */
    public boolean needsVolume() {
        return universe.isPresent() || windows.channels().contains(WindowSpec.Channel.VOLUME_CHANGE);
    }

    /**
     * Eight hex digits of all that windows and labels depend on: two pipelines with the same make the same windows of the
     * same bars.
     */
    public String definition() {
        BarRules rules = bars.rules();
        String meaning = String.join(
                "|",
                bars.period().key(),
                bars.barPeriod().key(),
                new TreeSet<>(bars.instruments()).toString(),
                "%s %s %s %s %s %d %s %s"
                        .formatted(
                                rules.grace(),
                                rules.late(),
                                rules.repeated(),
                                rules.outOfOrder(),
                                rules.missing(),
                                rules.maxGap(),
                                rules.absurd(),
                                rules.maxAbsReturn()),
                windows.toString(),
                label.toString() + universe.map(UniverseSpec::toString).orElse(""));
        return sha256(meaning).substring(0, 8);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
