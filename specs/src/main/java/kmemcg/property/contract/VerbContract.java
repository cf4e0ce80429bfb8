package kmemcg.property.contract;

import java.util.stream.Stream;
import kmemcg.property.contract.AccountingSpec.Context;

/** What one kind of operation may answer. */
@FunctionalInterface
public interface VerbContract {
    /** What may be known after the call; nothing if its answer is not allowed. */
    Stream<ContractState> after(Context context);
}
