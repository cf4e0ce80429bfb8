package kmemcg.program;

import java.util.List;
import kmemcg.design.Verb;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a program, as plain data.
 *
 * @param verb what to do
 * @param arguments the words behind the verb, as {@link Verb#arguments} describes them
 * @param binds the name given to the object that the operation makes, null if it makes none
 */
public record Operation(
        Verb verb, List<String> arguments, @Nullable String binds) {
    public Operation {
        arguments = List.copyOf(arguments);
    }
}
