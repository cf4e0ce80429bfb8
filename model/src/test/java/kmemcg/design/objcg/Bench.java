package kmemcg.design.objcg;

import kmemcg.design.DesignBench;
import kmemcg.design.DesignFactory;
import kmemcg.memcg.Geometry;

/** One booted system of this design. */
public final class Bench extends DesignBench<ObjcgDesign> {
    public Bench(DesignFactory factory, Geometry geometry) {
        super(ObjcgDesign.class, factory, geometry);
    }

    /** The design itself, with stocks of two pages. */
    public static Bench ofDesign() {
        return new Bench(ObjcgDesign::new, Geometry.SMALL);
    }
}
