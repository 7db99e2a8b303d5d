#!/usr/bin/env python3
"""Mutation testing of one crate with a single build.

cargo-mutants (https://mutants.rs) builds once for each mutant. Here all of its mutants are woven
into one build: the body of each function becomes a match on a number, which the process reads from
the environment (MUTANT), with an arm for each mutant. A mutant then costs what its tests cost.

    cargo install cargo-mutants --locked
    tests/mutants/weave.py weave           copies the sources to target/mutants/sources, weaves, and
                                           leaves out what does not compile: a list in mutants.json
    tests/mutants/weave.py build           the tests' binaries with all mutants in them
    tests/mutants/weave.py reach FILTER..  runs each test once, unmutated: how long it takes and
                                           which mutated functions it comes to, in reach.json
    tests/mutants/weave.py run             each mutant against the tests that come to its function,
                                           the shortest first, until one fails: results.jsonl

`reach` names tests as libtest does (`masking::`, `laws::`); the crate's own unit tests are always
among them. Called again it adds. `run` takes --file PART and --number N.. to choose mutants,
--survivors for those that nothing has killed so far, --jobs, and --seconds, the most that all tests
of a mutant may take together. A test that takes five times what it took unmutated has killed.

A first pass is quick with fewer random cases (TEARLINE_CASES=200 for `reach` and `run`); tests that
need more of them fail unmutated and are left out. Called again without it, `reach` adds those.

What cannot be woven is listed in mutants.json with the reason: functions that must be `const`, and
those whose `impl` type has no boxed form. Documentation tests are not run. The checkout's own files
are read, never written.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "target/mutants"
SOURCES = OUT / "sources"
CRATE = "dissemination"
SECONDS_MIN = 5.0
TIMES_UNMUTATED = 5
# A failure need not be made small to count.
QUICK = {"RUST_BACKTRACE": "0", "PROPTEST_MAX_SHRINK_ITERS": "0"}

SWITCH = """//! Which mutant runs; made by tests/mutants/weave.py.
use std::{io::Write as _, sync::LazyLock, sync::atomic::{AtomicBool, Ordering::Relaxed}};

static ON: LazyLock<u32> =
    LazyLock::new(|| std::env::var("MUTANT").ok().and_then(|n| n.parse().ok()).unwrap_or(0));
static REACH: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("MUTANT_REACH").ok());
static SEEN: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];

/// The number of the mutant that runs; notes that a function was reached.
pub(crate) fn on(function: usize) -> u32 {
    if let Some(path) = REACH.as_ref() && !SEEN[function].swap(true, Relaxed) {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
        file.unwrap().write_all(format!("{function}\\n").as_bytes()).unwrap();
    }
    *ON
}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    modes = parser.add_subparsers(dest="mode", required=True)
    modes.add_parser("weave")
    modes.add_parser("build")
    reach_mode = modes.add_parser("reach")
    reach_mode.add_argument("filters", nargs="*")
    run_mode = modes.add_parser("run")
    run_mode.add_argument("--file", default="")
    run_mode.add_argument("--number", type=int, nargs="*")
    run_mode.add_argument("--survivors", action="store_true")
    run_mode.add_argument("--jobs", type=int, default=os.cpu_count())
    run_mode.add_argument("--seconds", type=float, default=600)
    asked = parser.parse_args()
    if asked.mode == "weave":
        weave()
    elif asked.mode == "build":
        build()
    elif asked.mode == "reach":
        reach(asked.filters)
    else:
        run(asked)


# Weaving ---------------------------------------------------------------------------------------


def weave():
    listed = cargo_output(ROOT, "mutants", "--list", "--json", "-p", CRATE)
    mutants = [dict(mutant, number=at + 1, left_out=None) for at, mutant in enumerate(json.loads(listed))]
    copy_sources()
    functions = collections.defaultdict(list)
    for mutant in mutants:
        mutant["function_number"] = None
        if mutant["function"] is None:
            mutant["left_out"] = "outside a function"
            continue
        functions[(mutant["file"], position(mutant["function"]["span"]["start"]))].append(mutant)
    for at, of in enumerate(functions.values()):
        for mutant in of:
            mutant["function_number"] = at
    # An iterator that is not named has another type in each arm, unless it is boxed.
    boxed = {at for at, of in enumerate(functions.values()) if "-> impl Iterator" in of[0]["function"]["return_type"]}
    while True:
        arms = write_woven(mutants, len(functions), boxed)
        wrong = compile_errors(arms, mutants)
        viable = sum(mutant["left_out"] is None for mutant in mutants)
        print(f"{len(mutants)} mutants, {viable} viable, {wrong} left out in this round", flush=True)
        if wrong == 0:
            break
    (OUT / "mutants.json").write_text(json.dumps(mutants, indent=1))


def copy_sources():
    """What git knows, so that tests find their golden files; what has not changed stays as old as it was."""
    names = subprocess.check_output(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT)
    for name in names.decode().split("\0"):
        source, copy = ROOT / name, SOURCES / name
        if not name or not source.is_file():
            continue
        if not copy.exists() or copy.stat().st_mtime_ns != source.stat().st_mtime_ns:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy)


def write_woven(mutants, count, boxed):
    """Writes the crate anew and says for each file which lines belong to which mutant or function."""
    arms = {}
    by_file = collections.defaultdict(list)
    for mutant in mutants:
        by_file[mutant["file"]].append(mutant)
    for name, of_file in by_file.items():
        text = (ROOT / name).read_text()
        starts = line_starts(text)
        by_function = collections.defaultdict(list)
        for mutant in of_file:
            if mutant["function"] is not None:
                by_function[mutant["function_number"]].append(mutant)
        pieces = []
        for number, of in by_function.items():
            span = of[0]["function"]["span"]
            pieces.append((offset(starts, span["start"]), offset(starts, span["end"]), number, of))
        woven, at, lines = [], 0, []
        for start, end, number, of in sorted(pieces, key=lambda piece: piece[0]):
            if start < at:
                for mutant in of:
                    mutant["left_out"] = mutant["left_out"] or "inside another function"
                continue
            woven.append(text[at:start])
            woven.append(woven_function(text, starts, start, end, of, number in boxed, "".join(woven), lines))
            at = end
        woven.append(text[at:])
        write_if_changed(SOURCES / name, "".join(woven))
        arms[name] = lines
    source = f"crates/{CRATE}/src"
    library = (ROOT / source / "lib.rs").read_text()
    at = re.search(r"^mod ", library, re.M).start()
    write_if_changed(SOURCES / source / "lib.rs", library[:at] + "mod mutant;\n" + library[at:])
    write_if_changed(SOURCES / source / "mutant.rs", SWITCH.replace("COUNT", str(count)))
    return arms


def woven_function(text, starts, start, end, of, boxed, before, lines):
    whole = text[start:end]
    opening = body_start(whole)
    head, body = whole[:opening], whole[opening:]
    live = [mutant for mutant in of if mutant["left_out"] is None]
    first = before.count("\n") + 1
    if not live:
        return whole
    number = of[0]["function_number"]
    head = re.sub(r"\bconst (?=fn\b)", "", head)
    if boxed:
        head = box_type(head)
    out = head + f"{{ match crate::mutant::on({number}) {{\n"
    for mutant in live:
        a, b = (offset(starts, mutant["span"][side]) - start for side in ("start", "end"))
        a, b = max(a, opening), max(b, opening)
        inside = a > opening or b < len(whole)
        mutated = whole[opening:a] + mutant["replacement"] + whole[b:]
        if not inside:
            mutated = "{ " + mutant["replacement"] + " }"
        arm = f"{mutant['number']} => {boxed_body(mutated, boxed)},\n"
        from_line = first + out.count("\n")
        out += arm
        lines.append((from_line, first + out.count("\n") - 1, mutant["number"], number))
    from_line = first + out.count("\n")
    out += f"_ => {boxed_body(body, boxed)},\n}} }}"
    lines.append((first, first, None, number))
    lines.append((from_line, first + out.count("\n"), None, number))
    return out


def boxed_body(body, boxed):
    return f"Box::new({body})" if boxed else body


def box_type(head):
    """`-> impl Iterator<Item = X>` as a boxed iterator with the lifetime of what it reads."""
    named = re.search(r"<('\w+)", head)
    borrowed = "&" in head.split("->")[0] or "'_" in head.split("->")[0]
    life = f" + {named[1]}" if named else " + '_" if borrowed else ""
    found = re.search(r"-> impl (Iterator<.*>)( \+ '\w+)?(\s*)$", head, re.S)
    return head[: found.start()] + f"-> Box<dyn {found[1]}{life}>" + found[3] if found else head


def body_start(whole):
    """Where the body of a function opens: the first brace outside of brackets, comments and texts."""
    skipped = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\])*\"", re.S)
    depth, at = 0, re.search(r"\bfn\b", skipped.sub(lambda m: " " * len(m[0]), whole)).start()
    blank = skipped.sub(lambda m: " " * len(m[0]), whole)
    while at < len(blank):
        c = blank[at]
        if c in "([":
            depth += 1
        elif c in ")]":
            depth -= 1
        elif c == "{" and depth == 0:
            return at
        at += 1
    raise ValueError(f"no body: {whole[:80]}")


def compile_errors(arms, mutants):
    """Leaves out what does not compile; says how much changed."""
    done = subprocess.run(
        ["cargo", "check", "--locked", "-p", CRATE, "--lib", "--message-format=json"],
        cwd=SOURCES, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    by_number = {mutant["number"]: mutant for mutant in mutants}
    wrong, changed = set(), 0
    for line in done.stdout.splitlines():
        message = json.loads(line)
        if message.get("reason") != "compiler-message" or message["message"]["level"] != "error":
            continue
        text = message["message"]["message"]
        primary = [span for span in message["message"]["spans"] if span["is_primary"]]
        places = primary or message["message"]["spans"]
        for span in places:
            for first, last, number, function in arms.get(span["file_name"], []):
                if first <= span["line_start"] <= last:
                    wrong.add((number, function, text))
    for number, function, text in wrong:
        if number is not None:
            mutant = by_number[number]
            if mutant["left_out"] is None:
                mutant["left_out"] = f"does not compile: {text}"
                changed += 1
    alone = {function for number, function, _ in wrong if number is None}
    for function in alone - {function for number, function, _ in wrong if number is not None}:
        for mutant in mutants:
            if mutant["function_number"] == function and mutant["left_out"] is None:
                mutant["left_out"] = "its function cannot be woven"
        changed += 1
    if done.returncode != 0 and changed == 0:
        sys.exit("The woven sources do not compile, at no mutant:\n" + done.stderr[-4000:])
    return changed


# Building and running --------------------------------------------------------------------------


def build():
    for command in (
        ["build", "--workspace", "--locked", "--bin", "tearline"],
        ["test", "--workspace", "--locked", "--no-run", "--test", "e2e"],
        ["test", "-p", CRATE, "--locked", "--no-run", "--lib"],
    ):
        subprocess.run(["cargo", *command], cwd=SOURCES, env=environment(), check=True)


def reach(filters):
    """Each test once, by itself: its time and the functions to which it comes."""
    path = OUT / "reach.json"
    known = json.loads(path.read_text()) if path.exists() else []
    known = [test for test in known if test["passed"]]
    names = {(test["binary"], test["name"]) for test in known}
    wanted = [(newest(CRATE), name) for name in tests_of(newest(CRATE), [])]
    if filters:
        wanted += [(newest("e2e"), name) for name in tests_of(newest("e2e"), filters)]
    for binary, name in wanted:
        if (binary_kind(binary), name) in names:
            continue
        trace = OUT / "reached"
        trace.unlink(missing_ok=True)
        began = time.monotonic()
        passed = one_test(binary, name, 600, {"MUTANT_REACH": str(trace)}) == "passed"
        seconds = time.monotonic() - began
        functions = sorted({int(line) for line in trace.read_text().split()}) if trace.exists() else []
        known.append({"binary": binary_kind(binary), "name": name, "seconds": round(seconds, 2),
                      "passed": passed, "functions": functions})
        print(f"{name}: {seconds:.1f} s, {len(functions)} functions{'' if passed else ', FAILED'}", flush=True)
        path.write_text(json.dumps(known, indent=1))


def run(asked):
    mutants = [mutant for mutant in json.loads((OUT / "mutants.json").read_text()) if mutant["left_out"] is None]
    tests = [test for test in json.loads((OUT / "reach.json").read_text()) if test["passed"]]
    tests.sort(key=lambda test: test["seconds"])
    before = latest_results()
    chosen = []
    for mutant in mutants:
        old = before.get(mutant["number"])
        if asked.file not in mutant["file"] or (asked.number and mutant["number"] not in asked.number):
            continue
        if old and not asked.number and (old["result"] == "killed" or not asked.survivors):
            continue
        chosen.append(mutant)
    binaries = {kind: newest(kind) for kind in {test["binary"] for test in tests}}
    with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool, (OUT / "results.jsonl").open("a") as out:
        # Whoever names mutants has changed tests, and wants all of them anew.
        known = {} if asked.number else before
        tried = (lambda mutant: one_mutant(mutant, tests, binaries, known.get(mutant["number"]), asked.seconds))
        for at, result in enumerate(pool.map(tried, chosen)):
            out.write(json.dumps(result) + "\n")
            out.flush()
            if result["result"] != "killed" or at % 50 == 0:
                print(f"{at + 1}/{len(chosen)} {result['result']}: {result['what']}", flush=True)


def one_mutant(mutant, tests, binaries, old, seconds):
    spent, passed = 0.0, list(old["passed"]) if old else []
    result, by = "survived", None
    for test in tests:
        if mutant["function_number"] not in test["functions"] or test["name"] in passed:
            continue
        if spent > seconds:
            result = "unfinished"
            break
        limit = max(SECONDS_MIN, TIMES_UNMUTATED * test["seconds"])
        began = time.monotonic()
        ended = one_test(binaries[test["binary"]], test["name"], limit, {"MUTANT": str(mutant["number"])})
        spent += time.monotonic() - began
        if ended != "passed":
            result, by = "killed", f"{test['name']} ({ended})"
            break
        passed.append(test["name"])
    if result == "survived" and not passed:
        result = "unreached"
    what = f"{mutant['file'].split('src/')[1]} {mutant['name'].split(': ', 1)[1]}"
    return {"number": mutant["number"], "what": what, "result": result, "by": by,
            "seconds": round(spent, 1), "passed": [] if by else passed}


def one_test(binary, name, limit, more):
    folder = SOURCES / ("tests" if binary_kind(binary) == "e2e" else f"crates/{CRATE}")
    process = subprocess.Popen(
        ["nice", "-n", "5", str(binary), "--exact", name], cwd=folder, env={**os.environ, **QUICK, **more},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        return "passed" if process.wait(limit) == 0 else "failed"
    except subprocess.TimeoutExpired:
        # The test's servers are of its group.
        os.killpg(process.pid, 9)
        process.wait()
        return "took too long"


def latest_results():
    path = OUT / "results.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    return {result["number"]: result for result in map(json.loads, lines)}


def tests_of(binary, filters):
    listed = subprocess.check_output([str(binary), "--list", *filters], text=True, stderr=subprocess.DEVNULL)
    return [line.removesuffix(": test") for line in listed.splitlines() if line.endswith(": test")]


def newest(kind):
    found = [path for path in (OUT / "target/debug/deps").glob(f"{kind}-*") if not path.suffix and os.access(path, os.X_OK)]
    return max(found, key=lambda path: path.stat().st_mtime)


def binary_kind(binary):
    return binary.name.rsplit("-", 1)[0]


def environment():
    return {**os.environ, "CARGO_TARGET_DIR": str(OUT / "target")}


def cargo_output(folder, *arguments):
    return subprocess.check_output(["cargo", *arguments], cwd=folder, text=True)


def write_if_changed(path, text):
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def line_starts(text):
    return [0] + [at + 1 for at, c in enumerate(text) if c == "\n"]


def offset(starts, at):
    return starts[at["line"] - 1] + at["column"] - 1


def position(at):
    return at["line"], at["column"]


if __name__ == "__main__":
    main()
