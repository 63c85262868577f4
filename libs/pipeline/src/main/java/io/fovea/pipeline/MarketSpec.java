package io.fovea.pipeline;

/**
 * What a pipeline has whose input is bars.
 *
 * @param bars its input
 * @param windows what the network sees of an instrument
 * @param label what the network is to say
 * @param signals what is said of a whole cross-section
 * @param evaluate how that is judged
 */
public record MarketSpec(
        BarsInput bars, WindowSpec windows, LabelSpec label, SignalSpec signals, EvaluateSpec evaluate) {}
