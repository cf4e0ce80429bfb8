/** What the designs with a cache for each group and kind have alike: arrays of caches by group id, creation in a work item, pages that keep their owner. */
@NullMarked
package kmemcg.design.caches;

import org.jspecify.annotations.NullMarked;
