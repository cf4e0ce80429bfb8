package kmemcg.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
    private static Table table() {
        Table table = new Table(Table.left("design"), Table.right("tries"), Table.left("verdict"));
        table.row(Paint.GOOD, "objcg", "1,234", "HOLDS");
        table.row(Paint.BAD, "a-long-name", "7", "VIOLATED");
        return table;
    }

    @Test
    void columns_areAligned() {
        assertThat(table().text(false)).isEqualTo("""
                design       tries  verdict
                objcg        1,234  HOLDS
                a-long-name      7  VIOLATED
                """);
    }

    @Test
    void colour_doesNotMoveColumns() {
        assertThat(table().text(true).replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(table().text(false));
        assertThat(table().text(true)).contains("\u001B[32mHOLDS\u001B[0m");
    }

    @Test
    void emptyCellAtTheEnd_leavesNoSpaces() {
        Table table = new Table(Table.left("bug"), Table.left("by"), Table.left("file"));
        table.row("b", "-", "");
        assertThat(table.text(false)).isEqualTo("""
                bug  by  file
                b    -
                """);
    }

    @Test
    void rowOfAnotherLength_isRefused() {
        assertThatThrownBy(() -> table().row("objcg")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void progress_isOneLineOnATerminal_andALineNowAndThenElsewhere() {
        StringWriter file = new StringWriter();
        try (ProgressLine line = new ProgressLine(new PrintWriter(file), false)) {
            line.begin("0 of 3");
            line.show("1 of 3");
        }
        assertThat(file.toString()).isEqualTo("1 of 3\n");

        StringWriter terminal = new StringWriter();
        try (ProgressLine line = new ProgressLine(new PrintWriter(terminal), true)) {
            line.show("x".repeat(100));
        }
        assertThat(terminal.toString()).isEqualTo("\r\u001B[K" + "x".repeat(78) + "\r\u001B[K");
    }
}
