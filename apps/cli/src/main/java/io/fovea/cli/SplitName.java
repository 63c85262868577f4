package io.fovea.cli;

import io.fovea.datasets.Split;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A part of a data set, as a person writes it. */
final class SplitName implements ITypeConverter<Split> {

    @Override
    public Split convert(String name) {
        return switch (name) {
            case "train" -> Split.TRAIN;
            case "validation" -> Split.VALIDATION;
            case "test" -> Split.TEST;
            default ->
                throw new TypeConversionException("'" + name + "' is no split; there are: train, validation, test");
        };
    }
}
