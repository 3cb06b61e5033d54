"""The vocabulary of the technical subjects that the generated posts are about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """Words that fit the slots of the sentence templates in prose.py."""

    topic: str
    components: tuple[str, ...]
    parts: tuple[str, ...]
    problems: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]
    metrics: tuple[str, ...]
    qualities: tuple[str, ...]
    tools: tuple[str, ...]
    names: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


def _actions(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs of infinitive and gerund from phrases such as "batch/batching the writes"."""
    pairs = []
    for phrase in _words(text):
        verbs, _, rest = phrase.partition(" ")
        infinitive, _, gerund = verbs.partition("/")
        pairs.append((f"{infinitive} {rest}", f"{gerund} {rest}"))
    return tuple(pairs)


SUBJECTS: dict[str, Subject] = {
    "storage": Subject(
        "log-structured storage",
        _words("write-ahead log, buffer pool, page cache, block allocator, manifest file, bloom filter, merge tree"),
        _words("compaction threads, sorted runs, dirty pages, tombstones, checkpoints, data files, readahead requests"),
        _words("a torn page, a stalled checkpoint, write amplification, a full disk, a lost flush, a cold cache"),
        _actions(
            "batch/batching the writes, fsync/fsyncing the directory, throttle/throttling the compaction, "
            "pin/pinning the hot pages, checksum/checksumming every block, truncate/truncating the log"
        ),
        _words("commit latency, space amplification, the cache hit rate, bytes written per insert, recovery time"),
        _words("durability, write throughput, predictable latency, crash safety, simplicity"),
        _words("iostat, blktrace, fio, filefrag, xfs_io"),
        _words("flush_interval, max_open_files, block_size, sync_policy, level_ratio"),
    ),
    "networking": Subject(
        "congestion and queues",
        _words("retransmission timer, receive window, connection pool, load balancer, TLS session cache, accept queue"),
        _words("idle connections, retransmits, health checks, proxy hops, small packets, half-open sockets, lookups"),
        _words("head-of-line blocking, a retry storm, a black-holed route, packet loss, slow handshakes, buffer bloat"),
        _actions(
            "pace/pacing the sender, cap/capping the retries, drain/draining the old connections, "
            "coalesce/coalescing small frames, hedge/hedging the slow requests, reuse/reusing the session"
        ),
        _words("round-trip time, the handshake count, goodput, the retry rate, bytes in flight"),
        _words("fairness, low latency, graceful degradation, throughput, isolation"),
        _words("ss, tcpdump, mtr, iperf3, dig"),
        _words("keepalive_timeout, max_streams, initial_window, retry_budget, connect_timeout"),
    ),
    "compilers": Subject(
        "incremental compilation",
        _words("type checker, constant folder, register allocator, borrow checker, linker, parse tree, inliner"),
        _words("query results, dead branches, basic blocks, generic instances, debug symbols, macro expansions"),
        _words("a cyclic query, a miscompiled loop, an exploding match, a stale fingerprint, a slow link step"),
        _actions(
            "memoise/memoising the queries, split/splitting the crate, hoist/hoisting the bounds check, "
            "lower/lowering the pattern match, intern/interning the strings, prune/pruning the dependency graph"
        ),
        _words("clean build time, incremental build time, peak memory, the size of the binary, instructions retired"),
        _words("correctness, fast feedback, reproducibility, good diagnostics, portability"),
        _words("perf, objdump, cargo-bloat, opt, readelf"),
        _words("codegen_units, opt_level, inline_threshold, target_cpu, lto_mode"),
    ),
    "models": Subject(
        "serving language models",
        _words("key-value cache, tokenizer, attention kernel, sampling loop, prompt template, batch scheduler"),
        _words("evaluation runs, prefill batches, draft tokens, tool calls, embedding vectors, prompt variants"),
        _words("a regression hidden by the average, prompt drift, a truncated context, cache eviction, a flaky grader"),
        _actions(
            "quantise/quantising the weights, pack/packing the batch, cache/caching the shared prefix, "
            "score/scoring the transcripts, trim/trimming the context, pin/pinning the model version"
        ),
        _words("time to first token, tokens per second, the pass rate, cost per request, grader agreement"),
        _words("reproducibility, calibration, answer quality, throughput, honesty about uncertainty"),
        _words("nvidia-smi, nsys, promptdiff, evalrun, tensorboard"),
        _words("max_tokens, temperature, batch_window, top_p, context_length"),
    ),
    "builds": Subject(
        "hermetic builds",
        _words("dependency graph, remote cache, lock file, sandbox, artifact store, merge queue, build daemon"),
        _words("cache keys, test shards, generated files, base images, build steps, flaky jobs, release branches"),
        _words("a poisoned cache, an undeclared input, a flaky test, a broken lock file, a timestamp in an artifact"),
        _actions(
            "pin/pinning the toolchain, shard/sharding the suite, hash/hashing the inputs, "
            "quarantine/quarantining flaky tests, prefetch/prefetching the base image, strip/stripping dates"
        ),
        _words("queue time, the cache hit rate, minutes per merge, the flake rate, artifact size"),
        _words("reproducibility, fast feedback, traceability, isolation, boring upgrades"),
        _words("strace, ninja, buildctl, diffoscope, ccache"),
        _words("max_workers, cache_salt, source_date_epoch, test_timeout, retain_days"),
    ),
    "observability": Subject(
        "telemetry that earns its keep",
        _words("trace sampler, metrics pipeline, log shipper, alert router, span buffer, dashboard, histogram"),
        _words("high-cardinality labels, exemplar traces, paging alerts, log lines, runbooks, error budgets"),
        _words("alert fatigue, a missing span, a misleading average, clock skew, a silent exporter, dropped samples"),
        _actions(
            "sample/sampling by outcome, bound/bounding the cardinality, rewrite/rewriting the alert, "
            "correlate/correlating logs with traces, delete/deleting dashboards, record/recording histograms"
        ),
        _words("time to detection, ingest volume, the page count per week, query latency, the share of traces kept"),
        _words("signal, debuggability, low overhead, trust in the numbers, calm"),
        _words("promtool, jq, bpftrace, logcli, tracectl"),
        _words("scrape_interval, sample_ratio, retention_days, flush_batch, label_limit"),
    ),
    "concurrency": Subject(
        "structured concurrency",
        _words("work queue, event loop, cancellation scope, semaphore, thread pool, channel, deadline"),
        _words("orphaned tasks, lock holders, producers, consumers, timeouts, callbacks, worker threads"),
        _words("a lost wake-up, a deadlock, priority inversion, unbounded queueing, a leaked task, a data race"),
        _actions(
            "bound/bounding the queue, propagate/propagating the deadline, shield/shielding the cleanup, "
            "join/joining every task, shorten/shortening the critical section, cancel/cancelling the siblings"
        ),
        _words("queue depth, lock wait time, tail latency, tasks in flight, context switches per second"),
        _words("liveness, predictable shutdown, fairness, clear ownership, throughput"),
        _words("py-spy, gdb, tokio-console, pprof, perf"),
        _words("max_workers, queue_limit, shutdown_grace, task_group, poll_interval"),
    ),
    "databases": Subject(
        "query planning",
        _words("query planner, covering index, connection pooler, replication slot, vacuum worker, statistics table"),
        _words("sequential scans, long transactions, dead rows, prepared statements, partitions, read replicas"),
        _words("a stale plan, a lock queue, replica lag, a missing index, a bad row estimate, table bloat"),
        _actions(
            "backfill/backfilling the column, analyse/analysing the table, partition/partitioning by month, "
            "rewrite/rewriting the join, drop/dropping the unused index, batch/batching the deletes"
        ),
        _words("query time, rows examined, replication delay, lock wait time, plan cost"),
        _words("consistency, plan stability, safe migrations, read throughput, simplicity"),
        _words("psql, pgbench, explain, pg_stat_statements, sqlite3"),
        _words("work_mem, statement_timeout, fill_factor, lock_timeout, random_page_cost"),
    ),
    "security": Subject(
        "least privilege in practice",
        _words("token broker, signing key, policy engine, audit log, secret store, trust boundary, session cookie"),
        _words("expired certificates, service accounts, scoped tokens, dependency updates, review queues, grants"),
        _words("a leaked token, a confused deputy, an over-broad role, a forgotten key, a replayed request"),
        _actions(
            "rotate/rotating the keys, narrow/narrowing the scope, sign/signing the release, "
            "log/logging every grant, expire/expiring idle sessions, validate/validating at the boundary"
        ),
        _words("time to rotate, open grants, the age of the oldest key, unreviewed changes, failed logins"),
        _words("auditability, least surprise, defence in depth, recoverability, usability"),
        _words("openssl, cosign, gpg, nmap, auditctl"),
        _words("token_ttl, allowed_origins, key_id, max_age, scope_list"),
    ),
    "frontend": Subject(
        "rendering less",
        _words("virtual list, render queue, hydration step, style sheet, service worker, layout engine, text editor"),
        _words("layout shifts, event listeners, web fonts, bundle chunks, re-renders, focus traps, animations"),
        _words("a layout thrash, a hydration mismatch, a blocked main thread, a lost scroll position, font flicker"),
        _actions(
            "defer/deferring the script, measure/measuring on old phones, split/splitting the bundle, "
            "inline/inlining critical styles, debounce/debouncing the input, virtualise/virtualising the list"
        ),
        _words("time to interactive, bundle size, input delay, layout shift, frames per second"),
        _words("accessibility, responsiveness, resilience, small pages, legibility"),
        _words("lighthouse, webpagetest, esbuild, axe, devtools"),
        _words("font_display, chunk_limit, preload_hints, cache_control, image_sizes"),
    ),
}
