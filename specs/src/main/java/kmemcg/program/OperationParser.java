package kmemcg.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import org.jspecify.annotations.Nullable;

/** Reads one operation, driven by {@link Verb#arguments}; tells where each argument stands. */
final class OperationParser {
    private static final Map<String, Verb> VERBS = new HashMap<>();

    private static final List<String> WORDS =
            Stream.of(Verb.values()).map(Verb::word).toList();

    static {
        Stream.of(Verb.values()).forEach(verb -> VERBS.put(verb.word(), verb));
    }

    private final Line line;
    private final Place place;
    private final BiConsumer<Place, Token> marks;
    private final List<String> arguments = new ArrayList<>();

    private OperationParser(Line line, Place place, BiConsumer<Place, Token> marks) {
        this.line = line;
        this.place = place;
        this.marks = marks;
    }

    /**
     * The operation that comes next.
     *
     * @param place the operation's place in the program
     * @param marks is told which token stands at the operation's place and at each argument's
     */
    static Operation parse(Line line, Place place, BiConsumer<Place, Token> marks) {
        return new OperationParser(line, place, marks).operation();
    }

    private Operation operation() {
        marks.accept(place, line.peek());
        Token object = line.second().is("=") ? object() : null;
        Token word = line.next();
        Verb verb = VERBS.get(word.text());
        if (verb == null) {
            throw line.unknown(word, "an operation", WORDS);
        }
        checkBinding(verb, word, object);
        for (Kind kind : verb.arguments()) {
            argument(verb, kind);
        }
        if (!line.peek().is(";") && !line.peek().isEnd()) {
            throw line.error(
                    line.peek(),
                    "expected ';' or the end of the line, found " + line.peek().shown(),
                    usage(verb));
        }
        return new Operation(verb, arguments, object == null ? null : object.text());
    }

    private Token object() {
        Token object = line.name("a name for an object", usage(Verb.ALLOC));
        line.expect("=", usage(Verb.ALLOC));
        return object;
    }

    private void checkBinding(Verb verb, Token word, @Nullable Token object) {
        if (verb.bindsObject() && object == null) {
            throw line.error(word, "the object that '%s' makes needs a name".formatted(verb.word()), usage(verb));
        }
        if (!verb.bindsObject() && object != null) {
            throw line.error(object, "'%s' makes no object to be named".formatted(verb.word()), usage(verb));
        }
    }

    private void argument(Verb verb, Kind kind) {
        Quantity quantity = Quantity.of(kind);
        if (kind == Kind.FLAGS) {
            flags(verb);
        } else if (quantity != null) {
            number(verb, quantity);
        } else {
            do {
                Token name = line.name(nounOf(kind), usage(verb));
                argument(name, name.text());
            } while (kind == Kind.OBJECTS
                    && !line.peek().is(";")
                    && !line.peek().isEnd());
        }
    }

    private void number(Verb verb, Quantity quantity) {
        Token token = line.peek();
        argument(token, Long.toString(line.number(quantity, usage(verb))));
    }

    private void flags(Verb verb) {
        List<String> known = FlagWords.of(verb);
        while (!line.peek().is(";") && !line.peek().isEnd()) {
            Token flag = line.next();
            if (!known.contains(flag.text())) {
                throw line.unknown(flag, "a flag of " + verb.word(), known);
            }
            if (arguments.contains(flag.text())
                    && arguments.lastIndexOf(flag.text()) >= verb.arguments().size() - 1) {
                throw line.error(flag, "the flag %s is given twice".formatted(flag.text()), "drop one of the two");
            }
            arguments.add(flag.text());
        }
    }

    private void argument(Token token, String word) {
        marks.accept(place.argument(arguments.size()), token);
        arguments.add(word);
    }

    private static String nounOf(Kind kind) {
        return switch (kind) {
            case GROUP -> "a group";
            case NEW_GROUP -> "a name for the new group";
            case CACHE -> "a cache";
            case NEW_CACHE -> "a name for the new cache";
            case OBJECT, OBJECTS -> "an object";
            case USER_PAGE -> "a page";
            case FLAGS, CPU, PAGES, BYTES, COUNT -> throw new IllegalStateException(kind + " is not a name");
        };
    }

    /** {@code write: o = alloc CACHE [account|noaccount]}. */
    private static String usage(Verb verb) {
        String binding = verb.bindsObject() ? verb.binds() + " = " : "";
        String words = verb.arguments().stream()
                .map(kind -> " " + placeholder(verb, kind))
                .collect(Collectors.joining());
        return "write: " + binding + verb.word() + words;
    }

    private static String placeholder(Verb verb, Kind kind) {
        return switch (kind) {
            case OBJECTS -> "OBJECT...";
            case FLAGS -> "[" + String.join("|", FlagWords.of(verb)) + "]...";
            default -> kind.name();
        };
    }
}
