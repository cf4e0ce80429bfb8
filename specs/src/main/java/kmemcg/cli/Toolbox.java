package kmemcg.cli;

import java.util.function.Supplier;
import kmemcg.campaign.Inventory;
import kmemcg.engine.Engines;
import kmemcg.report.Terminal;

/**
 * What the commands work with; tests put in others. Loaded when a command asks, since {@code --help} needs none of it.
 *
 * @param inventory the designs and bugs there are
 * @param engines the engines there are
 * @param terminal what the output can show
 */
record Toolbox(Supplier<Inventory> inventory, Supplier<Engines> engines, Terminal terminal) {
    /** What is on the class path. */
    static Toolbox installed() {
        return new Toolbox(Inventory::installed, Engines::installed, Terminal.detected());
    }
}
