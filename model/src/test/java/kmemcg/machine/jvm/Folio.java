package kmemcg.machine.jvm;

import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Word;

/** A kernel object with one cell of each kind. */
final class Folio extends KernelObject {
    final Word flags;
    final Ref<Folio> next;
    final SpinLock lock;

    Folio(Birth birth) {
        super(birth);
        flags = birth.word("flags", 0);
        next = birth.ref("next", null);
        lock = birth.spinLock("folio_lock");
    }
}
