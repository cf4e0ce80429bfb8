package kmemcg.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kmemcg.input.InputError;
import kmemcg.input.Nearest;
import kmemcg.input.Source;

/** One line of a program as words and signs, read from left to right. */
final class Line {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]+|==|[<,;:=]");

    private final Source source;
    private final List<Token> tokens;
    private int at;

    private Line(Source source, List<Token> tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    /** The line of a number from 0, without its comment. */
    static Line of(Source source, int number) {
        String text = source.lines().get(number);
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int column = skipBlank(text, 0);
        while (column < text.length() && text.charAt(column) != '#') {
            if (!matcher.region(column, text.length()).lookingAt()) {
                String found = Source.visible(Character.toString(text.codePointAt(column)));
                throw source.error(
                        number, column, "a character that no program has: '%s'".formatted(found), "remove it");
            }
            tokens.add(new Token(matcher.group(), number, column));
            column = skipBlank(text, matcher.end());
        }
        tokens.add(new Token("", number, column));
        return new Line(source, tokens);
    }

    private static int skipBlank(String text, int from) {
        int column = from;
        while (column < text.length() && (text.charAt(column) == ' ' || text.charAt(column) == '\t')) {
            column++;
        }
        return column;
    }

    boolean isBlank() {
        return tokens.get(0).isEnd();
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The token after the next one. */
    Token second() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    /** The next token; the end of the line again and again once it is reached. */
    Token next() {
        Token token = peek();
        if (!token.isEnd()) {
            at++;
        }
        return token;
    }

    /** Whether the next token is this one, which is then read. */
    boolean accept(String text) {
        boolean found = peek().is(text);
        if (found) {
            next();
        }
        return found;
    }

    void expect(String text, String remedy) {
        if (!accept(text)) {
            throw error(peek(), "expected '%s', found %s".formatted(text, peek().shown()), remedy);
        }
    }

    void expectEnd(String alternatives) {
        if (!peek().isEnd()) {
            throw error(peek(), "expected the end of the line, found " + peek().shown(), alternatives);
        }
    }

    /** The next token, which must be a name. */
    Token name(String what, String remedy) {
        Token token = next();
        if (!Name.isName(token.text())) {
            throw error(token, "expected %s, found %s".formatted(what, token.shown()), remedy);
        }
        return token;
    }

    /** The next token, which must be such a number. */
    long number(Quantity quantity, String remedy) {
        Token token = next();
        String complaint = quantity.complaint(token.text());
        if (complaint != null) {
            throw error(
                    token,
                    token.isEnd() ? "expected %s, found %s".formatted(quantity.what(), token.shown()) : complaint,
                    remedy);
        }
        return quantity.parse(token.text());
    }

    /** An error at a token that should have been one of some words. */
    InputError unknown(Token token, String what, Collection<String> known) {
        String nearest = Nearest.of(token.text(), known);
        String remedy = nearest == null ? "write one of: " + String.join(", ", known) : "write " + nearest;
        return error(token, "expected %s, found %s".formatted(what, token.shown()), remedy);
    }

    InputError error(Token token, String what, String remedy) {
        return source.error(token.line(), token.column(), what, remedy);
    }
}
