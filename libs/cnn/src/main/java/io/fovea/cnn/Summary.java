package io.fovea.cnn;

import io.fovea.cnn.SummaryTable.Column;
import io.fovea.cnn.SummaryTable.Side;
import io.fovea.cnn.SymbolicTensor.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/** A model as the table that Keras 3 prints. */
final class Summary {
    private static final List<Column> OF_A_CHAIN = List.of(
            new Column("Layer (type)", Side.LEFT, 0.45),
            new Column("Output Shape", Side.LEFT, 0.8),
            new Column("Param #", Side.RIGHT, 1));
    private static final List<Column> OF_A_GRAPH = List.of(
            new Column("Layer (type)", Side.LEFT, 0.3),
            new Column("Output Shape", Side.LEFT, 0.56),
            new Column("Param #", Side.RIGHT, 0.74),
            new Column("Connected to", Side.LEFT, 1));
    private static final int BYTES = 4; // of a weight

    private final Model model;
    private final SummaryOptions options;
    private final boolean chain;
    private final SummaryTable table;
    private boolean empty = true;

    Summary(Model model, SummaryOptions options) {
        this.model = model;
        this.options = options;
        this.chain = isChain(model.calls());
        this.table = new SummaryTable(columns(), options.lineLength());
    }

    @Override
    public String toString() {
        model.layers().forEach(layer -> add(layer, model, 0));
        return "Model: \"%s\"%n".formatted(model.hasName() ? model.name() : "functional") + table.closed() + totals();
    }

    private List<Column> columns() {
        List<Column> columns = chain ? OF_A_CHAIN : OF_A_GRAPH;
        if (!options.showTrainable()) {
            return columns;
        }
        List<Column> wider = new ArrayList<>();
        columns.forEach(column -> wider.add(new Column(column.title(), column.side(), column.end() * 0.9)));
        wider.add(new Column("Trainable", Side.CENTER, 1));
        return wider;
    }

    /** Whether each layer is used once, on what the one before it gave. */
    private static boolean isChain(List<Call> calls) {
        for (int i = 0; i < calls.size(); i++) {
            List<SymbolicTensor> inputs = calls.get(i).inputs();
            if (i == 0 ? inputs.size() > 1 : inputs.size() != 1 || inputs.get(0).call() != calls.get(i - 1)) {
                return false;
            }
        }
        return calls.stream().map(Call::layer).distinct().count() == calls.size();
    }

    private void add(Layer layer, Model within, int depth) {
        List<Call> uses =
                within.calls().stream().filter(call -> call.layer() == layer).toList();
        List<String> row = new ArrayList<>();
        row.add("%s%s (%s)".formatted(prefix(depth), layer.name(), layer.className()));
        row.add(shapes(uses.get(uses.size() - 1).outputs()));
        row.add(count(layer.parameters()));
        if (!chain) {
            row.add(connections(uses));
        }
        if (options.showTrainable()) {
            row.add(layer.weights().isEmpty() ? "-" : layer.trainable() ? "Y" : "N");
        }
        table.add(row, empty);
        empty = false;
        if (options.expandNested() && layer instanceof Model nested) {
            nested.layers().forEach(inner -> add(inner, nested, depth + 1));
        }
    }

    private static String prefix(int depth) {
        return depth == 0 ? "" : "   ".repeat(depth) + "└ ";
    }

    private static String shapes(List<SymbolicTensor> outputs) {
        String shapes =
                outputs.stream().map(output -> withBatch(output.shape())).collect(Collectors.joining(", "));
        return outputs.size() == 1 ? shapes : "[" + shapes + "]";
    }

    private static String connections(List<Call> uses) {
        String connections = uses.stream()
                .flatMap(use -> use.inputs().stream())
                .map(Summary::origin)
                .collect(Collectors.joining(", "));
        return connections.isEmpty() ? "-" : connections;
    }

    /** Layer, which of its uses, and which of that use's outputs. */
    private static String origin(SymbolicTensor tensor) {
        Call call = tensor.call();
        return "%s[%d][%d]"
                .formatted(
                        call.layer().name(),
                        call.layer().indexOf(call),
                        call.outputs().indexOf(tensor));
    }

    private String totals() {
        long all = model.parameters();
        long trainable = model.trainableParameters();
        return total("Total", all) + total("Trainable", trainable) + total("Non-trainable", all - trainable);
    }

    private static String total(String which, long parameters) {
        return " %s params: %s (%s)%n".formatted(which, count(parameters), size(parameters * BYTES));
    }

    private static String size(long bytes) {
        double size = bytes;
        for (String unit : List.of("B", "KB", "MB", "GB")) {
            if (size < 1024) {
                return String.format(Locale.ROOT, "%.2f %s", size, unit);
            }
            size /= 1024;
        }
        return String.format(Locale.ROOT, "%.2f TB", size);
    }

    private static String withBatch(Shape shape) {
        return LongStream.of(shape.asArray())
                .mapToObj(axis -> ", " + axis)
                .collect(Collectors.joining("", "(None", ")"));
    }

    private static String count(long parameters) {
        return String.format(Locale.ROOT, "%,d", parameters);
    }
}
