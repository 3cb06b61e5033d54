"""Code blocks in six languages, with the blank lines, indentation and long lines that real posts have."""

from __future__ import annotations

from random import Random

from .blocks import CodeBlock
from .subjects import Subject

LANGUAGES = ("python", "rust", "go", "sql", "bash", "typescript")

# In these, Thing, thing, setting and 4242 are replaced with words of the subject, and LONG with a line of over
# 140 characters, which the line length of this source does not allow in its place.
_SOURCES = {
    "python": (
        '''\
"""Watch the thing and report when it drifts."""

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    setting: int = 4242
    name: str = "thing"

    def healthy(self, value: float) -> bool:
        # Both ends count: value < limit & value > 0.
        return 0 < value < self.setting and not (int(value) & 1)


async def watch(things: list[Thing], interval: float = 0.5) -> None:
    LONG

    for thing in things:
        if not thing.healthy(interval * 4242):
            print(f"<{thing.name}> needs attention & a restart")

        await asyncio.sleep(interval)''',
        """\
from collections.abc import Iterator


def thing_windows(samples: list[int], setting: int = 4242) -> Iterator[tuple[int, int]]:
    start = 0

    while start < len(samples):
        end = min(start + setting, len(samples))
        yield start, end
        start = end


LONG
assert "<none>" not in labels and len(labels) & 1 == 0""",
    ),
    "rust": (
        """\
use std::collections::HashMap;

#[derive(Debug, Clone)]
pub struct Thing<'a> {
    name: &'a str,
    setting: u64,
}

impl<'a> Thing<'a> {
    pub fn measure(&self, samples: &HashMap<String, Vec<u64>>) -> Option<u64> {
        LONG

        let total: u64 = samples.get(self.name)?.iter().filter(|&&s| s < self.setting).sum();
        if total > 4242 && self.setting != 0 {
            return Some(total / self.setting);
        }

        None
    }
}""",
        """\
fn thing_loop<T: AsRef<[u8]> + Send>(input: &mut Vec<T>, setting: usize) -> Result<usize, String> {
    let mut seen = 0;

    while let Some(chunk) = input.pop() {
        match chunk.as_ref().len() {
            0 => continue,
            n if n < setting => seen += n,
            n => return Err(format!("chunk of {n} bytes > {setting}")),
        }
    }

    LONG
    Ok(seen & 4242)
}""",
    ),
    "go": (
        """\
package thing

import (
\t"context"
\t"fmt"
)

type Thing struct {
\tsetting int
\tdone    chan struct{}
}

func (t *Thing) Run(ctx context.Context, work <-chan int) error {
\tfor {
\t\tselect {
\t\tcase <-ctx.Done():
\t\t\treturn fmt.Errorf("stopped after %d: %w", t.setting, ctx.Err())
\t\tcase n := <-work:
\t\t\tif n < 4242 && n&1 == 0 {
\t\t\t\tLONG
\t\t\t}
\t\t}
\t}
}""",
        """\
func thingWorkers(limit int, inputs []string) map[string]int {
\tcounts := make(map[string]int, len(inputs))
\tslots := make(chan struct{}, limit)

\tfor _, input := range inputs {
\t\tslots <- struct{}{}
\t\tcounts[input] += len(input) & 4242
\t\t<-slots
\t}

\tLONG
\treturn counts
}""",
    ),
    "sql": (
        """\
-- Which thing is over its setting?
WITH recent AS (
    SELECT host, observed_at, value
      FROM thing_samples
     WHERE observed_at >= now() - interval '7 days'
       AND value <> 0
)

SELECT host,
       count(*) FILTER (WHERE value < 4242) AS below,
       LONG
  FROM recent
 GROUP BY host
HAVING count(*) > 10 AND bit_and(value::int & 7) = 0
 ORDER BY below DESC;""",
        """\
CREATE TABLE thing_events (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    setting  integer NOT NULL CHECK (setting > 0 AND setting < 4242),
    note     text
);

LONG

UPDATE thing_events SET note = 'A & B' WHERE setting <= 4242;""",
    ),
    "bash": (
        """\
#!/usr/bin/env bash
set -euo pipefail

setting="${SETTING:-4242}"

for host in $(cat hosts.txt); do
    if ssh "$host" test -e "/run/thing" && [[ "$setting" -lt 9000 ]]; then
        echo "$host: ok" >> report.txt 2>&1 &
    fi

    LONG
done

wait
sort -u < report.txt""",
        """\
thing_report() {
    local file="$1"

    while read -r line; do
        case "$line" in
            '#'*) continue ;;
            *) printf '%s\\n' "${line%% *}" ;;
        esac
    done < "$file" | sort | uniq -c | awk '$1 > 4242 && $2 != "" { print $2 }'
}

LONG""",
    ),
    "typescript": (
        """\
interface Thing<T> {
  setting: number;
  values: Array<T>;
}

export async function load<T extends { id: string }>(thing: Thing<T>): Promise<Map<string, T>> {
  const found = new Map<string, T>();

  for (const value of thing.values) {
    if (found.size < thing.setting && !found.has(value.id)) {
      found.set(value.id, value);
    }
  }

  LONG
  return found;
}""",
        """\
type State = "idle" | "busy" | "failed";

export const thing = (count: number): State => {
  if (count > 4242 || (count & 1) === 1) {
    return "failed";
  }

  LONG

  return count < 10 ? "idle" : "busy";
};

document.body.innerHTML = `<p class="state">${thing(4242)} &amp; counting</p>`;""",
    ),
}

_LONG_LINES = {
    "python": ("labels = [", '"{}", ', "]"),
    "rust": ("let labels = vec![", '"{}", ', "];"),
    "go": ("labels := []string{{", '"{}", ', "}}"),
    "sql": ("-- Columns considered: ", "{}, ", "and nothing else"),
    "bash": ("curl --silent --fail", " --data-urlencode '{}'", " https://example.org/report"),
    "typescript": ("const labels: string[] = [", '"{}", ', "];"),
}


def code_block(random: Random, subject: Subject, language: str) -> CodeBlock:
    """One of the snippets in the language, with names from the subject in it."""
    words = random.choice(subject.components).replace("-", " ").split()
    setting = random.choice(subject.names)
    source = (
        random.choice(_SOURCES[language])
        .replace("Thing", "".join(word.capitalize() for word in words))
        .replace("thing", "_".join(word.lower() for word in words))
        .replace("setting", setting)
        .replace("4242", str(random.randint(1100, 9900)))
        .replace("LONG", _long_line(random, subject, language))
    )
    return CodeBlock(language, source)


def _long_line(random: Random, subject: Subject, language: str) -> str:
    beginning, each, end = _LONG_LINES[language]
    phrases = [*subject.parts, *subject.metrics, *subject.names]
    random.shuffle(phrases)
    line = beginning.format()
    while len(line) < 145:
        line += each.format(phrases.pop())
    return line + end.format()
