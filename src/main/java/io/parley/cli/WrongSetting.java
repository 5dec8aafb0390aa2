package io.parley.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.convert.ConversionFailedException;

/** Says which setting has a value that it can't have. */
final class WrongSetting {

    private WrongSetting() {}

    /** A sentence with the setting's name, as a property and as an environment variable, and what it may be. */
    static Optional<String> in(List<Throwable> causes) {
        return causes.stream().filter(BindException.class::isInstance).map(BindException.class::cast)
                .reduce((outer, inner) -> inner).map(wrong -> sentence(wrong, causes));
    }

    private static String sentence(BindException wrong, List<Throwable> causes) {
        String name = wrong.getName().toString();
        String said = "The setting " + name + " (" + variable(name) + ") can't have the value that it has.";
        return causes.stream().filter(ConversionFailedException.class::isInstance)
                .map(cause -> ((ConversionFailedException) cause).getTargetType().getType()).filter(Class::isEnum)
                .findFirst().map(values -> said + " It is one of " + names(values) + ".").orElse(said);
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String names(Class<?> values) {
        return Arrays.stream(values.getEnumConstants())
                .map(value -> value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }
}
