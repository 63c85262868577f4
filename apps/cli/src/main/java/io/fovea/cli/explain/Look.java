package io.fovea.cli.explain;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.explain.ActivationSheet;
import io.fovea.cnn.explain.EdgeFilters;
import io.fovea.cnn.explain.Explanation;
import io.fovea.cnn.explain.FilterSheet;
import io.fovea.cnn.explain.HeatMapSheet;
import io.fovea.cnn.explain.Pictures;
import io.fovea.cnn.explain.Plane;
import io.fovea.cnn.explain.Scaling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A look into one network. */
public final class Look {
    private static final int LONGEST_EDGES = 400;

    private final Subject subject;
    private final Scaling scaling;

    public Look(Subject subject, Scaling scaling) {
        this.subject = subject;
        this.scaling = scaling;
    }

    /** The hand-made edge filters, which need no network. */
    public static Drawing edges(Photo photo) throws IOException {
        HostTensor grey = photo.grey(LONGEST_EDGES);
        Map<String, Object> facts = Json.object();
        facts.put("height", grey.shape()[1]);
        facts.put("width", grey.shape()[2]);
        return new Drawing(EdgeFilters.draw(grey), facts, List.of());
    }

    /** The first convolution's filters. */
    public Drawing filters() {
        HostTensor kernel = subject.filters()
                .orElseThrow(() -> new CommandFailure(subject.name() + " has no convolution, so no filters to draw."));
        var sheet = new FilterSheet(subject.name(), kernel)
                .order(subject.channelOrder())
                .scaling(scaling);
        Map<String, Object> facts = Json.object();
        facts.put("model", subject.name());
        facts.put("filters", kernel.shape());
        return new Drawing(sheet.draw(), facts, List.of());
    }

    /**
     * What a layer makes of a picture.
     *
     * @param layer null for the first one with height and width that is a convolution's
     * @param most channels
     */
    public Drawing activations(Photo photo, @Nullable String layer, int most) throws IOException {
        HostTensor pixels = subject.pixels(photo);
        String chosen = layer == null ? firstMap() : known(layer);
        HostTensor maps = subject.activations(chosen, pixels);
        var sheet = new ActivationSheet(chosen, Pictures.input(pixels, 0), maps)
                .most(most)
                .scaling(scaling);
        Map<String, Object> facts = Json.object();
        facts.put("model", subject.name());
        facts.put("layer", chosen);
        facts.put("maps", Arrays.copyOfRange(maps.shape(), 1, 4));
        return new Drawing(
                sheet.draw(),
                facts,
                List.of("%s: %d maps of %d x %d".formatted(chosen, maps.shape()[3], maps.shape()[1], maps.shape()[2])));
    }

    private String firstMap() {
        return subject.maps().stream()
                .filter(name -> name.contains("conv"))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "Which layer? --layer takes one of " + String.join(", ", subject.maps()) + "."));
    }

    private String known(String layer) {
        if (!subject.maps().contains(layer)) {
            throw new CommandFailure("%s has no layer %s with height and width; there are %s."
                    .formatted(subject.name(), layer, String.join(", ", subject.maps())));
        }
        return layer;
    }

    /**
     * Where a network looked, and which pixels matter.
     *
     * @param views {@link View#GRAD_CAM}, {@link View#SALIENCY} or both
     * @param wanted a label or index; null for the class with the highest score
     */
    public Drawing explain(Photo photo, Set<View> views, @Nullable String layer, @Nullable String wanted)
            throws IOException {
        HostTensor pixels = subject.pixels(photo);
        double[] answer = subject.answer(pixels);
        long[] classes = wanted == null ? new long[0] : new long[] {index(wanted, answer.length)};
        Explanation explanation = subject.explain(pixels, layer, classes);
        int explained = (int) explanation.classes().toLongs()[0];
        String title =
                "%s: %s %s".formatted(photo.file().getFileName(), label(explained), Figures.metric(answer[explained]));
        var sheet = new HeatMapSheet(title, Pictures.input(pixels, 0));
        if (views.contains(View.GRAD_CAM)) {
            sheet.gradCam(gradCam(explanation), "Grad-CAM for " + shortLabel(explained));
        }
        if (views.contains(View.SALIENCY)) {
            sheet.saliency(Plane.ofExample(explanation.saliency(), 0), "saliency for " + shortLabel(explained));
        }
        return new Drawing(sheet.draw(), facts(explanation, explained, answer), lines(answer, explained));
    }

    private Plane gradCam(Explanation explanation) {
        return Plane.ofExample(
                explanation
                        .gradCam()
                        .orElseThrow(() -> new CommandFailure(subject.name()
                                + " has no convolution, so no Grad-CAM: --show saliency does not need one.")),
                0);
    }

    private long index(String wanted, int count) {
        int named = subject.labels().indexOf(wanted);
        if (named >= 0) {
            return named;
        }
        if (wanted.matches("[0-9]{1,9}") && Integer.parseInt(wanted) < count) {
            return Integer.parseInt(wanted);
        }
        throw new CommandFailure("%s has no class %s; --class takes a label, or an index from 0 to %d."
                .formatted(subject.name(), wanted, count - 1));
    }

    private String label(int index) {
        return index < subject.labels().size() ? subject.labels().get(index) : "class " + index;
    }

    private String shortLabel(int index) {
        return HeatMapSheet.captionOf(label(index));
    }

    private List<String> lines(double[] answer, int explained) {
        List<String> lines = new ArrayList<>();
        Set<Integer> told = new LinkedHashSet<>(best(answer));
        told.add(explained);
        for (int index : told) {
            lines.add("%s  %s%s"
                    .formatted(Figures.metric(answer[index]), label(index), index == explained ? "  (explained)" : ""));
        }
        return lines;
    }

    private static List<Integer> best(double[] answer) {
        return IntStream.range(0, answer.length)
                .boxed()
                .sorted((a, b) -> Double.compare(answer[b], answer[a]))
                .limit(3)
                .toList();
    }

    private Map<String, Object> facts(Explanation explanation, int explained, double[] answer) {
        Map<String, Object> facts = Json.object();
        facts.put("model", subject.name());
        facts.put("class", explained);
        facts.put("label", label(explained));
        facts.put("answer", answer[explained]);
        facts.put("score", explanation.scores().toFloats()[0]);
        explanation.gradCam().ifPresent(map -> facts.put("gradCam", rows(Plane.ofExample(map, 0))));
        return facts;
    }

    private static List<float[]> rows(Plane plane) {
        return IntStream.range(0, plane.rows())
                .mapToObj(row -> Arrays.copyOfRange(plane.values(), row * plane.columns(), (row + 1) * plane.columns()))
                .toList();
    }
}
