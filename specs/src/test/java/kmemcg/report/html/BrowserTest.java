package kmemcg.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
final class BrowserTest {
    private static final String NO_ERROR = "data-errors=\"0\"";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @BeforeEach
    void start() {
        browser = Browser.orSkip(folder);
    }

    private String opened(String page, String fragment) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("page.html"), page);
        return browser.open("page.html", fragment);
    }

    /** A page with a script of the test's behind its own, which it does not allow as it is. */
    private static String driven(String script) {
        return Samples.page("from zero")
                .replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*/>", "")
                .replaceFirst("</body>", "<script>addEventListener('load', () => { " + script + " });</script></body>");
    }

    @Test
    void linkToAStep_showsTheStep() throws Exception {
        String dom = opened(Samples.page("from zero"), "#finding-1-step-9");
        assertThat(dom)
                .contains(NO_ERROR)
                .contains("data-step=\"9\"")
                .containsPattern("id=\"finding-1-step-9\" class=\"[^\"]*\\bhere\\b")
                .containsPattern("id=\"finding-1-step-8\" class=\"[^\"]*\\breads\\b")
                .contains("After step 9")
                .contains("<td>0 → 1</td>")
                .contains("class=\"now\"");
    }

    @Test
    void linkToNoStep_isAnError_ofNobody() throws Exception {
        assertThat(opened(Samples.page("from zero"), "#finding-1-step-99"))
                .contains(NO_ERROR)
                .contains("data-step=\"1\"");
    }

    @Test
    void hostileText_doesNotRun() throws Exception {
        assertThat(opened(Samples.page(Samples.HOSTILE), "#finding-1-step-10"))
                .contains(NO_ERROR)
                .contains("Here it breaks")
                .doesNotContain("<img");
    }

    @Test
    void keys_walkThroughSharedSteps() throws Exception {
        String press =
                "const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));";
        String seen = "const seen = () => document.querySelector('.stepper').dataset.step;";
        String walk =
                "const all = []; for (const key of ['k', 'j', 'ArrowDown', 'End', 'ArrowUp', 'Home', '?']) { press(key); all.push(seen()); }"
                        + " document.body.dataset.walked = all.join(' ');";
        assertThat(opened(driven(press + seen + walk), "#finding-1-step-5"))
                .contains(NO_ERROR)
                .contains("data-walked=\"3 5 8 10 9 2 2\"")
                .contains("<dialog");
    }

    @Test
    void phone_needsNoScrollingAside() throws Exception {
        Files.writeString(
                folder.resolve("inner.html"),
                driven(
                        "const all = document.documentElement; parent.postMessage([innerWidth, all.scrollWidth - all.clientWidth], '*');"));
        String phone = "<body><script>onmessage = (event) => { document.body.dataset.width = event.data; };</script>"
                + "<iframe style=\"border:0;width:360px;height:700px\" src=\"inner.html\"></iframe></body>";
        assertThat(opened(phone, "")).contains("data-width=\"360,0\"");
    }
}
