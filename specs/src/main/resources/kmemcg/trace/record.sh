#!/bin/sh
# Record what kernel-memory accounting does on this machine, in the form that `kmemcg trace DIR` checks.
#
#   sh record.sh OUT CGROUP COMMAND [ARG...]   trace while COMMAND runs; read CGROUP and everything below it
#   sh record.sh --assemble WORK OUT           write OUT from the work directory of a recording that was cut off
#
# CGROUP is a path as /proc/self/cgroup prints it, for instance /test. It must exist; COMMAND may make and remove
# cgroups below it. OUT gets raw.trace.gz, snapshots.json and meta.json.
#
# What it needs, and checks before it changes anything:
#   root; tracefs; CONFIG_KPROBE_EVENTS; cgroup v2, or v1 with the memory controller
#   no_hash_pointers on the kernel command line, or addresses in kmem events mean nothing
#   bpftool and CONFIG_DEBUG_INFO_BTF, to ask the kernel for the offsets of the fields it reads. Without them the
#   offsets known for Debian 12's Linux 6.1 and 6.12 on amd64 are taken; other kernels are refused.
# What it does to the machine: adds kprobe events in the groups `memcg` and `life` and a tracing instance `kmemcg`,
# and removes both when it ends, however it ends. Tracing slows every slab allocation down; use a test machine.
#
# Variables: INTERVAL seconds between snapshots (1), BUFFER_KB trace buffer per CPU (65536),
#            SETTLE seconds to wait after COMMAND for RCU and work items (5), BATCH pages in a charge batch (64).
set -eu

TAB=$(printf '\t')

fail() {
    printf 'record.sh: %s\n  mend: %s\n' "$1" "$2" >&2
    exit 2
}

# ---- assembling the three files; needs no root -----------------------------------------------------------------

# A text as a JSON string, with its quotes.
json_string() {
    tr '\001-\010\013-\037' '?' | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e "s/$TAB/\\\\t/g" |
        awk 'BEGIN { printf "\"" } { printf "%s\\n", $0 } END { printf "\"" }'
}

# One line as a JSON string: no line end inside.
json_word() {
    printf '%s\n' "$1" | json_string | sed 's/\\n"$/"/'
}

# Times of the markers `KT n BEGIN` and `KT n END` in a trace: lines "n begin end".
marker_times() {
    awk '/tracing_mark_write: KT [0-9]+ (BEGIN|END)/ {
             for (i = 1; i < NF; i++) if ($i == "tracing_mark_write:") break
             time = $(i - 1); sub(/:$/, "", time)
             if ($(i + 3) == "BEGIN") begin[$(i + 2)] = time
             else print $(i + 2), begin[$(i + 2)], time
         }' "$1"
}

# Readings lie in WORK/readings/N (content) and WORK/readings/N.what (snap, label, cgroup, file; one a line).
write_snapshots() {
    printf '['
    # the recording itself is the first entry, so that every other one follows a comma
    printf '{"snap":0,"t":0.000000,"t_end":0.000000,"label":"scenario","cgroup":"","file":"note","content":'
    json_word "$(cat "$1/scenario")"
    printf '}'
    while IFS= read -r note; do
        printf ',\n{"snap":0,"t":0.000000,"t_end":0.000000,"label":"mkdir","cgroup":"","file":"note","content":'
        json_word "$note"
        printf '}'
    done < "$1/notes"
    marker_times "$1/raw.trace" | while read -r number begin end; do
        what="$1/readings/$number.what"
        [ -f "$what" ] || continue
        printf ',\n{"snap":%s,"t":%s,"t_end":%s,"label":' "$(sed -n 1p "$what")" "$begin" "$end"
        json_word "$(sed -n 2p "$what")"
        printf ',"cgroup":'
        json_word "$(sed -n 3p "$what")"
        printf ',"file":'
        json_word "$(sed -n 4p "$what")"
        printf ',"content":'
        json_string < "$1/readings/$number"
        printf '}'
    done
    printf ']\n'
}

# Lines as a JSON list of strings.
json_list() {
    separator=''
    printf '['
    while IFS= read -r entry; do
        printf '%s' "$separator"
        json_word "$entry"
        separator=', '
    done
    printf ']'
}

event_counts() {
    grep -v '^#' "$1" | sed -n 's/^.* [0-9][0-9]*\.[0-9]\{6\}: \([a-z0-9_]*\):.*$/\1/p' | sort | uniq -c |
        awk 'BEGIN { printf "{" } { printf "%s\"%s\": %s", (NR > 1 ? ", " : ""), $2, $1 } END { printf "}" }'
}

write_meta() {
    work=$1
    printf '{\n "scenario": '
    json_word "$(cat "$work/scenario")"
    printf ',\n "kernel_release": '
    json_word "$(cat "$work/release")"
    cat "$work/facts"
    printf ' "layout": {'
    paste -s -d , "$work/layout" | tr -d '\n'
    printf '},\n "recorded": {"events_enabled": '
    json_list < "$work/enabled"
    printf ',\n  "kprobes": '
    json_list < "$work/kprobes"
    printf ',\n  "kprobe_misses_total": %s},\n "event_counts": ' "$(cat "$work/misses")"
    event_counts "$work/raw.trace"
    printf '\n}\n'
}

assemble() {
    [ -s "$1/raw.trace" ] || fail "no trace in $1" "name the work directory the recorder printed"
    mkdir -p "$2"
    write_snapshots "$1" > "$2/snapshots.json"
    write_meta "$1" > "$2/meta.json"
    gzip -9 -n -c "$1/raw.trace" > "$2/raw.trace.gz"
}

# ---- what this kernel is ------------------------------------------------------------------------------------------

# offset STRUCT MEMBER, in bytes.
offset() {
    awk -v want="'$1'" -v member="'$2'" '
        /^\[/ { inside = ($2 == "STRUCT" && $3 == want) }
        inside && $1 == member { sub(/bits_offset=/, "", $3); print $3 / 8; exit }' "$WORK/btf"
}

# size STRUCT, in bytes.
size() {
    awk -v want="'$1'" '$2 == "STRUCT" && $3 == want { sub(/size=/, "", $4); print $4; exit }' "$WORK/btf"
}

# item ENUMERATOR, its value.
item() {
    awk -v want="'$1'" '$1 == want { sub(/val=/, "", $2); print $2; exit }' "$WORK/btf"
}

read_btf() {
    bpftool btf dump file /sys/kernel/btf/vmlinux format raw > "$WORK/btf"
    O_OBJCG_MEMCG=$(offset obj_cgroup memcg)
    O_CHARGED=$(offset obj_cgroup nr_charged_bytes)
    O_MEMORY=$(offset mem_cgroup memory)
    O_OBJCG=$(offset mem_cgroup objcg)
    O_PARENT=$(offset cgroup_subsys_state parent)
    O_CGROUP=$(offset cgroup_subsys_state cgroup)
    O_REFCNT=$(offset cgroup_subsys_state refcnt)
    O_KN=$(offset cgroup kn)
    O_ID=$(offset kernfs_node id)
    O_STOCK_PAGES=$(offset memcg_stock_pcp nr_pages)
    O_STOCK_OBJCG=$(offset memcg_stock_pcp cached_objcg)
    O_STOCK_BYTES=$(offset memcg_stock_pcp nr_bytes)
    COUNTER_SIZE=$(size page_counter)
    KMEM_ITEM=$(item MEMCG_KMEM)
    PERCPU_ITEM=$(item MEMCG_PERCPU_B)
}

known_kernel() {
    O_OBJCG_MEMCG=16 O_CHARGED=24 O_MEMORY=256 O_PARENT=192 O_CGROUP=0 O_REFCNT=16
    O_STOCK_PAGES=8 O_STOCK_OBJCG=16 O_STOCK_BYTES=32 COUNTER_SIZE=192
    case "$(uname -m) $(uname -r)" in
    "x86_64 6.1."*-amd64) O_OBJCG=1648 O_KN=248 O_ID=104 KMEM_ITEM=47 PERCPU_ITEM=45 ;;
    "x86_64 6.12."*deb12*-amd64) O_OBJCG=1304 O_KN=256 O_ID=96 KMEM_ITEM=51 PERCPU_ITEM=49 ;;
    *) fail "the field offsets of kernel $(uname -r) are not known" "install bpftool; the kernel needs CONFIG_DEBUG_INFO_BTF" ;;
    esac
}

read_offsets() {
    if [ -r /sys/kernel/btf/vmlinux ] && command -v bpftool > /dev/null; then
        read_btf
    else
        known_kernel
    fi
    for value in "$O_OBJCG_MEMCG" "$O_CHARGED" "$O_MEMORY" "$O_OBJCG" "$O_PARENT" "$O_CGROUP" "$O_REFCNT" "$O_KN" \
        "$O_ID" "$O_STOCK_PAGES" "$O_STOCK_OBJCG" "$O_STOCK_BYTES" "$COUNTER_SIZE" "$KMEM_ITEM" "$PERCPU_ITEM"; do
        [ -n "$value" ] || fail "this kernel lacks a field that the probes read" "use Linux 6.1 to 6.12, before the page stock had slots"
    done
}

# The symbol of a function, which the compiler may have split.
symbol() {
    awk -v name="$1" '$3 == name || $3 == name ".part.0" || $3 == name ".isra.0" { print $3; exit }' /proc/kallsyms
}

# ---- probes ---------------------------------------------------------------------------------------------------------

# probe KIND GROUP/EVENT FUNCTION ARGUMENTS; what came of it goes to WORK/kprobes.
probe() {
    kind=$1 event=$2 function=$(symbol "$3")
    shift 3
    if [ -n "$function" ] && printf '%s:%s %s %s\n' "$kind" "$event" "$function" "$*" >> "$TRACEFS/kprobe_events" 2>> "$WORK/probe-errors"; then
        printf 'ok   %s:%s %s %s\n' "$kind" "$event" "$function" "$*" >> "$WORK/kprobes"
    else
        printf 'none %s:%s\n' "$kind" "$event" >> "$WORK/kprobes"
    fi
}

has_probe() {
    grep -q "^ok   [pr]:$1 " "$WORK/kprobes"
}

add_probes() {
    owner="+$O_ID(+$O_KN(+$O_CGROUP(+$O_OBJCG_MEMCG(\$arg1)))):u64"
    group="+$O_ID(+$O_KN(+$O_CGROUP(\$arg1))):u64"
    usage="usage=+$O_MEMORY(\$arg1):s64"
    : > "$WORK/kprobes"
    # shellcheck disable=SC2016 # $arg1 and $retval are the kernel's
    {
        probe p life/css_alloc mem_cgroup_css_alloc 'parent=$arg1:x64'
        probe r life/css_alloc_ret mem_cgroup_css_alloc 'memcg=$retval:x64'
        probe p life/css_online mem_cgroup_css_online 'memcg=$arg1:x64' "cg=$group" "parent=+$O_PARENT(\$arg1):x64"
        probe p life/css_offline mem_cgroup_css_offline 'memcg=$arg1:x64' "cg=$group" "objcg=+$O_OBJCG(\$arg1):x64" \
            "parent=+$O_PARENT(\$arg1):x64" "$usage"
        probe r life/css_offline_ret mem_cgroup_css_offline
        probe p life/offline_kmem memcg_offline_kmem 'memcg=$arg1:x64'
        probe p life/reparent_list_lrus memcg_reparent_list_lrus 'memcg=$arg1:x64' 'parent=$arg2:x64' "$usage"
        probe p life/css_released mem_cgroup_css_released 'memcg=$arg1:x64' "cg=$group" "$usage"
        probe p life/css_free mem_cgroup_css_free 'memcg=$arg1:x64' "cg=$group" "$usage"
        probe p life/objcg_release obj_cgroup_release 'objcg=$arg1:x64' "memcg=+$O_OBJCG_MEMCG(\$arg1):x64" "cg=$owner" \
            "nr_charged_bytes=+$O_CHARGED(\$arg1):s32"
        probe p life/css_killed_ref css_killed_ref_fn 'ref=$arg1:x64'
        probe p life/css_killed_work css_killed_work_fn
        probe p life/css_release_ref css_release 'ref=$arg1:x64'
        probe p life/css_free_rwork css_free_rwork_fn
        probe p life/drain_all_stock drain_all_stock
        probe p memcg/objcg_charge obj_cgroup_charge 'objcg=$arg1:x64' "cg=$owner" 'size=$arg3:u64'
        probe r memcg/objcg_charge_ret obj_cgroup_charge 'ret=$retval:s32'
        probe p memcg/objcg_uncharge obj_cgroup_uncharge 'objcg=$arg1:x64' "cg=$owner" 'size=$arg2:u64'
        probe p memcg/refill_obj_stock refill_obj_stock 'objcg=$arg1:x64' "cg=$owner" 'bytes=$arg2:u32' 'allow=$arg3:u8'
        probe p memcg/mod_memcg_state __mod_memcg_state 'memcg=$arg1:x64' 'idx=$arg2:s32' 'val=$arg3:s32'
        probe p memcg/objcg_uncharge_pages obj_cgroup_uncharge_pages 'objcg=$arg1:x64' "cg=$owner" 'nr=$arg2:u32'
        probe p memcg/kmem_charge_page __memcg_kmem_charge_page 'page=$arg1:x64' 'order=$arg3:u32'
        probe p memcg/kmem_uncharge_page __memcg_kmem_uncharge_page 'page=$arg1:x64' 'order=$arg2:u32'
        probe p memcg/pc_try_charge page_counter_try_charge 'counter=$arg1:x64' 'nr=$arg2:u64'
        probe r memcg/pc_try_charge_ret page_counter_try_charge 'ret=$retval:u8'
        probe p memcg/pc_charge page_counter_charge 'counter=$arg1:x64' 'nr=$arg2:u64'
        probe p memcg/pc_uncharge page_counter_uncharge 'counter=$arg1:x64' 'nr=$arg2:u64'
        probe p memcg/drain_local_stock drain_local_stock
        probe p memcg/drain_obj_stock drain_obj_stock 'stock=$arg1:x64' "objcg=+$O_STOCK_OBJCG(\$arg1):x64" \
            "bytes=+$O_STOCK_BYTES(\$arg1):u32"
        probe p memcg/drain_stock drain_stock 'stock=$arg1:x64' 'memcg=+0($arg1):x64' "pages=+$O_STOCK_PAGES(\$arg1):u32"
        probe p memcg/slab_post_alloc __memcg_slab_post_alloc_hook 's=$arg1:x64' 'size=+24($arg1):u32' 'n=$arg4:u64' \
            'ptr=+0($arg5):x64'
        probe p memcg/slab_free_hook __memcg_slab_free_hook 's=$arg1:x64' 'size=+24($arg1):u32' 'n=$arg4:u32' \
            'ptr=+0($arg3):x64'
    }
    for event in life/css_online life/css_offline life/css_free memcg/objcg_charge memcg/refill_obj_stock \
        memcg/mod_memcg_state memcg/objcg_uncharge_pages memcg/pc_try_charge memcg/pc_uncharge memcg/drain_obj_stock \
        memcg/drain_stock; do
        has_probe "$event" || fail "the kernel refused the probe $event ($(tail -n 1 "$WORK/probe-errors"))" \
            "this kernel is built differently; see $WORK/kprobes"
    done
}

# Where the slab hooks are functions of their own (6.12), uncharging is inlined into them; where they are inlined (6.1),
# it is not. The two other differences between these kernels that kmemcg must know came with the same change.
uncharge_is_inlined() {
    has_probe memcg/slab_free_hook && echo true || echo false
}

# switch_on SYSTEM/EVENT [FILTER]
switch_on() {
    directory="$INSTANCE/events/$1"
    if [ -d "$directory" ]; then
        if [ -n "${2:-}" ]; then
            echo "$2" > "$directory/filter"
        fi
        echo 1 > "$directory/enable"
        printf 'on %s %s\n' "$1" "${2:-}" >> "$WORK/enabled"
    else
        printf 'absent %s\n' "$1" >> "$WORK/enabled"
    fi
}

enable_events() {
    : > "$WORK/enabled"
    sed -n 's/^ok   [pr]:\([a-z_/]*\) .*$/\1/p' "$WORK/kprobes" | while IFS= read -r event; do
        case $event in
        memcg/objcg_charge_ret) switch_on "$event" 'ret!=0' ;;
        memcg/pc_try_charge_ret) switch_on "$event" 'ret==0' ;;
        *) switch_on "$event" ;;
        esac
    done
    for event in kmem/kmem_cache_alloc kmem/kmem_cache_free kmem/kmalloc kmem/kfree cgroup/cgroup_mkdir \
        cgroup/cgroup_rmdir cgroup/cgroup_release cgroup/cgroup_attach_task vmscan/mm_vmscan_memcg_reclaim_begin \
        vmscan/mm_vmscan_memcg_reclaim_end; do
        switch_on "$event"
    done
}

# ---- reading cgroups ------------------------------------------------------------------------------------------------

find_cgroups() {
    if [ "$(stat -f -c %T /sys/fs/cgroup)" = cgroup2fs ]; then
        VERSION=2 MOUNT=/sys/fs/cgroup FILES='memory.current memory.stat'
    elif [ -d /sys/fs/cgroup/memory ]; then
        VERSION=1 MOUNT=/sys/fs/cgroup/memory
        FILES='memory.usage_in_bytes memory.memsw.usage_in_bytes memory.kmem.usage_in_bytes memory.stat'
    else
        fail 'no cgroup file system with a memory controller' 'mount cgroup2 on /sys/fs/cgroup'
    fi
}

# Path and id of every cgroup there is, parents first: they are older than the trace.
note_cgroups() {
    find "$MOUNT" -mindepth 1 -type d | sort | while IFS= read -r directory; do
        printf '%s cgroup_id=%s\n' "${directory#"$MOUNT"}" "$(stat -c %i "$directory")"
    done > "$WORK/notes"
}

# read_file SNAP LABEL CGROUP FILE
read_file() {
    READINGS=$((READINGS + 1))
    printf '%s\n%s\n%s\n%s\n' "$1" "$2" "$3" "$4" > "$WORK/readings/$READINGS.what"
    echo "KT $READINGS BEGIN" > "$INSTANCE/trace_marker"
    cat "$MOUNT$3/$4" > "$WORK/readings/$READINGS" 2> /dev/null || echo 'ERR gone' > "$WORK/readings/$READINGS"
    echo "KT $READINGS END" > "$INSTANCE/trace_marker"
}

snapshot() {
    SNAPS=$((SNAPS + 1))
    find "$MOUNT$CGROUP" -type d 2> /dev/null | sort > "$WORK/tree"
    while IFS= read -r directory; do
        for file in $FILES; do
            if [ -f "$directory/$file" ]; then
                read_file "$SNAPS" "$1" "${directory#"$MOUNT"}" "$file"
            fi
        done
    done < "$WORK/tree"
}

# ---- recording ------------------------------------------------------------------------------------------------------

check_machine() {
    [ "$(id -u)" = 0 ] || fail 'not root' 'run as root, on a machine you may slow down'
    TRACEFS=/sys/kernel/tracing
    [ -e "$TRACEFS/kprobe_events" ] || TRACEFS=/sys/kernel/debug/tracing
    [ -e "$TRACEFS/kprobe_events" ] || fail 'no kprobe_events in tracefs' \
        'mount -t tracefs tracefs /sys/kernel/tracing; the kernel needs CONFIG_KPROBE_EVENTS'
    grep -qw no_hash_pointers /proc/cmdline || fail 'the kernel hashes the addresses it prints' \
        'boot with no_hash_pointers on the kernel command line'
    find_cgroups
    [ -d "$MOUNT$CGROUP" ] || fail "no cgroup $CGROUP" "mkdir $MOUNT$CGROUP first"
    INSTANCE="$TRACEFS/instances/kmemcg"
    [ ! -d "$INSTANCE" ] || fail 'a recording is running, or was killed' "rmdir $INSTANCE"
}

clean_up() {
    status=$?
    trap - EXIT INT TERM HUP
    if [ -d "$INSTANCE" ]; then
        echo 0 > "$INSTANCE/tracing_on" || true
        echo 0 > "$INSTANCE/events/enable" || true
        rmdir "$INSTANCE" || true
    fi
    sed -n 's/^ok   [pr]:\([a-z_/]*\) .*$/-:\1/p' "$WORK/kprobes" 2> /dev/null | while IFS= read -r gone; do
        echo "$gone" >> "$TRACEFS/kprobe_events" || true
    done
    exit "$status"
}

start_tracing() {
    mkdir "$INSTANCE"
    echo 0 > "$INSTANCE/tracing_on"
    echo mono > "$INSTANCE/trace_clock"
    echo "${BUFFER_KB:-65536}" > "$INSTANCE/buffer_size_kb"
    enable_events
    note_cgroups
    echo 1 > "$INSTANCE/tracing_on"
}

stop_tracing() {
    echo 0 > "$INSTANCE/tracing_on"
    cat "$INSTANCE/trace" > "$WORK/raw.trace"
    lost=$(cat "$INSTANCE"/per_cpu/cpu*/stats | awk '/overrun|dropped events/ { n += $NF } END { print n + 0 }')
    missed=$(awk '{ n += $NF } END { print n + 0 }' "$TRACEFS/kprobe_profile")
    echo "$((lost + missed))" > "$WORK/misses"
    if [ "$((lost + missed))" -gt 0 ]; then
        echo "record.sh: $lost events lost, $missed probe hits missed; kmemcg will say so. Try a larger BUFFER_KB." >&2
    fi
}

write_facts() {
    uname -r > "$WORK/release"
    printf '%s\n' "$*" > "$WORK/scenario"
    inlined=$(uncharge_is_inlined)
    {
        printf ',\n "cpus": %s,\n "page_size": %s,\n' "$(getconf _NPROCESSORS_ONLN)" "$(getconf PAGESIZE)"
        printf ' "cgroup_version": %s,\n "memcg_charge_batch_pages": %s,\n "controllers": ' "$VERSION" "${BATCH:-64}"
        json_word "$(cat "$MOUNT$CGROUP/cgroup.subtree_control" 2> /dev/null || echo memory)"
        printf ',\n'
    } > "$WORK/facts"
    {
        printf '"memory": %s\n"counter_size": %s\n"css_refcnt": %s\n' "$O_MEMORY" "$COUNTER_SIZE" "$O_REFCNT"
        printf '"kmem_item": %s\n"percpu_item": %s\n' "$KMEM_ITEM" "$PERCPU_ITEM"
        printf '"uncharge_inlined": %s\n"objcg_outlives_group": %s\n"lazy_flush": %s\n' "$inlined" "$inlined" "$inlined"
    } > "$WORK/layout"
}

record() {
    OUT=$1 CGROUP=${2%/}
    shift 2
    WORK=$(mktemp -d)
    mkdir "$WORK/readings"
    READINGS=0 SNAPS=0
    check_machine
    read_offsets
    trap clean_up EXIT
    trap 'exit 130' INT TERM HUP
    echo "record.sh: work directory $WORK" >&2
    add_probes
    write_facts "$*"
    start_tracing
    snapshot start
    "$@" &
    command=$!
    while kill -0 "$command" 2> /dev/null; do
        sleep "${INTERVAL:-1}"
        snapshot running
    done
    wait "$command" || echo "record.sh: the command ended with status $?" >&2
    sleep "${SETTLE:-5}"
    snapshot end
    stop_tracing
    assemble "$WORK" "$OUT"
    echo "record.sh: wrote $OUT; check it with: kmemcg trace $OUT" >&2
}

case "${1:-}" in
--assemble)
    [ $# -eq 3 ] || fail 'wrong arguments' 'record.sh --assemble WORK OUT'
    assemble "$2" "$3"
    ;;
/* | [!-]*)
    [ $# -ge 3 ] || fail 'wrong arguments' 'record.sh OUT CGROUP COMMAND [ARG...]'
    record "$@"
    ;;
*)
    fail 'wrong arguments' 'record.sh OUT CGROUP COMMAND [ARG...]'
    ;;
esac
