package kmemcg.report;

import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import kmemcg.campaign.Check.Result;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;

/**
 * What a check came to, as the XML that build servers read from JUnit: a suite for each design, a case for each engine. A violation is a
 * failure, an engine that failed is an error, and a search that could not try enough is skipped, since it says nothing.
 */
public final class JunitXml {
    private final XMLStreamWriter xml;

    private JunitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** The whole document; times are in seconds. */
    public static String text(List<Result> results) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JunitXml(writer).document(results);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML in memory cannot be written", e);
        }
        return text + "\n";
    }

    private void document(List<Result> results) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        begin("testsuites", "kmemcg check", results);
        Map<String, List<Result>> byDesign = results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.subject().name(), LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Result>> design : byDesign.entrySet()) {
            begin("testsuite", design.getKey(), design.getValue());
            for (Result result : design.getValue()) {
                testcase(result);
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void begin(String element, String name, List<Result> results) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("name", name);
        attribute("tests", Integer.toString(results.size()));
        attribute("failures", count(results, Outcome.VIOLATED));
        attribute("errors", count(results, Outcome.TOOL_ERROR));
        attribute("skipped", count(results, Outcome.BOUNDED));
        attribute(
                "time",
                seconds(results.stream()
                        .map(result -> result.verdict().elapsed())
                        .reduce(Duration.ZERO, Duration::plus)));
    }

    private static String count(List<Result> results, Outcome outcome) {
        return Long.toString(results.stream()
                .filter(result -> result.verdict().outcome() == outcome)
                .count());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }

    private void testcase(Result result) throws XMLStreamException {
        Verdict verdict = result.verdict();
        xml.writeStartElement("testcase");
        attribute("name", verdict.engine());
        attribute("classname", result.subject().name());
        attribute("time", seconds(verdict.elapsed()));
        switch (verdict.outcome()) {
            case HOLDS -> {} // a case with nothing in it has passed
            case VIOLATED -> failure(result);
            case BOUNDED -> remark("skipped", verdict.note());
            case TOOL_ERROR -> remark("error", verdict.note());
        }
        xml.writeEndElement();
    }

    private void remark(String element, String message) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("message", message);
        xml.writeEndElement();
    }

    private void failure(Result result) throws XMLStreamException {
        Violation violation = result.verdict().violation();
        xml.writeStartElement("failure");
        if (violation == null) {
            attribute("message", result.verdict().note());
        } else {
            Finding first = violation.findings().get(0);
            attribute("message", first.message());
            attribute("type", first.broken().name());
            String repeat = result.file() == null ? "" : "\nrepeat with: " + result.repeat() + "\n";
            xml.writeCharacters(MarkupText.printable(violation.program() + repeat));
        }
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, MarkupText.printable(value));
    }
}
