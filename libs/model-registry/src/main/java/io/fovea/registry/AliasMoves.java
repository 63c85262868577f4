package io.fovea.registry;

import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.proto.model.v1.ModelRecord;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Aliases and how they came to point where they do. The topic keeps one record a key, so each move has a key of its own beside
 * the alias's. A mover that dies between its two records leaves a move that only the alias tells of: it counts as a
 * move as it stands, and gets its own record before the alias moves again.
 */
final class AliasMoves {
    private final ModelRecords records;

    AliasMoves(ModelRecords records) {
        this.records = records;
    }

    /** Moves the alias, and keeps both this move and the one before. */
    void put(ModelAlias moved) {
        records.get(aliasKey(moved)).filter(ModelRecord::hasAlias).ifPresent(before -> keep(before.getAlias()));
        records.put(aliasKey(moved), ModelRecord.newBuilder().setAlias(moved).build());
        keep(moved);
    }

    /** All moves of a model's aliases, oldest first. */
    List<ModelAlias> of(String model) {
        return records.snapshot().values().stream()
                .flatMap(AliasMoves::move)
                .filter(move -> move.getModel().equals(model))
                .distinct() // a move and its alias are the same while nothing came after
                .sorted(Comparator.comparingLong(ModelAlias::getMovedAtMillis).thenComparing(ModelAlias::getAlias))
                .toList();
    }

    private static Stream<ModelAlias> move(ModelRecord record) {
        return switch (record.getRecordCase()) {
            case ALIAS -> Stream.of(record.getAlias());
            case MOVE -> Stream.of(record.getMove());
            case VERSION, ENGINE, TRIAL, RECORD_NOT_SET -> Stream.empty();
        };
    }

    private void keep(ModelAlias move) {
        String key = "%s/%d-%s".formatted(aliasKey(move), move.getMovedAtMillis(), move.getVersion());
        if (records.get(key).isEmpty()) {
            records.put(key, ModelRecord.newBuilder().setMove(move).build());
        }
    }

    private static String aliasKey(ModelAlias alias) {
        return alias.getModel() + "/" + alias.getAlias();
    }
}
