package kmemcg.report.export;

import kmemcg.counterexample.Counterexample;
import kmemcg.input.InputError;

/** What a counterexample can be exported as; in small letters on the command line. */
public enum ExportFormat {
    /** A test that explores every execution of the program. */
    JUNIT {
        @Override
        public String className(Counterexample counterexample) {
            return JunitExport.exploring().className(counterexample);
        }

        @Override
        public String text(Counterexample counterexample, boolean isBug) {
            return JunitExport.exploring().text(counterexample, isBug);
        }
    },
    /** A test that runs the program under Lincheck's model checker. */
    LINCHECK {
        @Override
        public String className(Counterexample counterexample) {
            return JunitExport.underLincheck().className(counterexample);
        }

        @Override
        public String text(Counterexample counterexample, boolean isBug) {
            return JunitExport.underLincheck().text(counterexample, isBug);
        }
    },
    /** A test of JCStress: the program's threads as actors on real threads. */
    JCSTRESS {
        @Override
        public String className(Counterexample counterexample) {
            return JcstressExport.className(counterexample);
        }

        @Override
        public String text(Counterexample counterexample, boolean isBug) {
            return JcstressExport.text(counterexample);
        }
    };

    /** The simple name of the class: {@code ListLruMemcgUafTest}. A test of JCStress is in the package {@code races}, since it must be in one. */
    public abstract String className(Counterexample counterexample);

    /**
     * The source of the class.
     *
     * @param isBug whether what was checked is a bug of the catalogue
     * @throws InputError if it cannot be such a test
     */
    public abstract String text(Counterexample counterexample, boolean isBug);
}
