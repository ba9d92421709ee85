"""Measure how fast the pre-check starts, next to bare Pyodide, in one run of Chromium.

Run: .venv/bin/python -m benchmarks.start [--runs 7] [--pace 10] [--memory]

Both are served by the same server, with gzip as hosts use it, to a browser with an empty profile.
"Bare" is a page that loads the published Pyodide in a module worker and computes 1 + 1. Ours is
answered and checked as soon as the form appears; the findings follow without another click.
The figures include hashing, the frame, the service worker and the reload through it.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from sitegen import build
from sitegen.quality.chromium_flags import FLAGS, executable
from sitegen.serving.server import packed
from tests.browser import memory
from tests.browser.altered import RUNTIME, altered_copy
from tests.browser.precheck_page import WHOLE, PrecheckPage, find_frame
from tests.browser.serving import Served, serve

ROOT = Path(__file__).resolve().parent.parent
BARE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
BARE_PAGE = """<!doctype html><title>bare</title><script>
new Worker("worker.js", { type: "module" }).onmessage = () => {
  document.documentElement.dataset.check = "result";
};
</script>"""
BARE_WORKER = """import { loadPyodide } from "./pyodide.mjs";
const python = await loadPyodide();
postMessage(python.runPython("1 + 1"));
"""
ASSESSED_ONCE = "send({ ticket, assessment, summary });"
ASSESSED_OFTEN = """const from = performance.now();
      for (let time = 0; time < 50; time += 1) precheck.both(answers).destroy();
      send({ ticket, assessment, summary: String((performance.now() - from) / 50) });"""

Times = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.start")
    parser.add_argument("--runs", type=int, default=7, help="of each kind; the median is printed")
    parser.add_argument("--pace", type=float, default=0, help="of the line, in Mbit/s, at 40 ms")
    parser.add_argument("--memory", action="store_true", help="measure memory, too (Linux)")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="nelmas-start-") as scratch, sync_playwright() as kit:
        site = Path(scratch) / "site"
        build.main(["--root", str(ROOT), "--out", str(site)])
        write_bare(site / "bare")
        browser = kit.chromium.launch(executable_path=executable(), args=FLAGS)
        print(f"\nChromium {browser.version}; medians of {asked.runs}; ", end="")
        print(f"{asked.pace:g} Mbit/s and 40 ms" if asked.pace else "unthrottled", end="\n\n")
        print(f"| {'':36} | {'ours':>9} | {'bare':>9} | ratio |")
        print(f"|{'-' * 38}|{'-' * 10}:|{'-' * 10}:|{'-' * 6}:|")
        row("bytes with gzip, kB", our_bytes(site) / 1000, bare_bytes(site) / 1000)
        with serve(site) as served:
            served.pace = asked.pace * 1e6 / 8
            compare(browser, served, asked.runs)
            if asked.memory:
                served.pace = 0
                row("memory of its processes, MB", *memory_of_both(browser, served))
        print(f"\none assessment in the page, warm: {assessment(browser, site):.1f} ms")
        browser.close()


def row(name: str, ours: float, bare: float) -> None:
    """Print one line of the table."""
    print(f"| {name:36} | {ours:9,.2f} | {bare:9,.2f} | {ours / bare:5.2f} |", flush=True)


def write_bare(folder: Path) -> None:
    """Copy the published Pyodide and a bare page into a folder."""
    folder.mkdir()
    for name in BARE:
        shutil.copyfile(ROOT / "node_modules" / "pyodide" / name, folder / name)
    shutil.copyfile(
        ROOT / "node_modules" / "pyodide" / "pyodide-lock.json", folder / "pyodide-lock.json"
    )
    (folder / "index.html").write_text(BARE_PAGE, "utf-8")
    (folder / "worker.js").write_text(BARE_WORKER, "utf-8")


def our_bytes(site: Path) -> int:
    """Count the bytes of a first visit: the page, the service worker and all that it caches."""
    return sum(packed_size(path) for path in (site / "pre-check").rglob("*") if path.is_file())


def bare_bytes(site: Path) -> int:
    """Count the bytes that bare Pyodide fetches; a zip is not compressed again."""
    return sum(
        path.stat().st_size if path.suffix == ".zip" else packed_size(path)
        for path in (site / "bare").iterdir()
    )


def packed_size(path: Path) -> int:
    """Return the size of a file with gzip."""
    return len(packed(path.read_bytes()))


def compare(browser: Browser, served: Served, runs: int) -> None:
    """Time first and second visits of both in turn, so that other load affects both alike."""
    ours: list[Times] = []
    bare: list[Times] = []
    for _ in range(runs):
        for times, visit in ((ours, visit_ours), (bare, visit_bare)):
            context = browser.new_context()
            times.append(both_visits(context, served, visit))
            context.close()
    for name, against in (
        ("form", "first visit"),
        ("first visit", "first visit"),
        ("second visit", "second visit"),
    ):
        words = {
            "form": "form usable, s",
            "first visit": "first visit: open to finding, s",
            "second visit": "second visit: open to finding, s",
        }[name]
        row(words, median(ours, name), median(bare, against))


def median(times: list[Times], name: str) -> float:
    """Return the median of one figure."""
    return statistics.median(one[name] for one in times)


def both_visits(
    context: BrowserContext, served: Served, visit: Callable[[Page, Served], Times]
) -> Times:
    """Visit twice; the second visit uses the browser's caches."""
    first = visit(page := context.new_page(), served)
    page.wait_for_timeout(1500)
    page.close()
    second = visit(context.new_page(), served)
    return {**first, "first visit": first["finding"], "second visit": second["finding"]}


def visit_bare(page: Page, served: Served) -> Times:
    """Open bare Pyodide."""
    begun = time.perf_counter()
    page.goto(served.address + "bare/", wait_until="commit")
    page.wait_for_selector("html[data-check=result]", state="attached", timeout=120_000)
    return {"finding": time.perf_counter() - begun}


def visit_ours(page: Page, served: Served) -> Times:
    """Open the pre-check, answer and check at once, and wait for the findings."""
    begun = time.perf_counter()
    page.goto(served.address + "pre-check/", wait_until="commit")
    precheck = find_frame(page)
    precheck.frame.fill("#assessment_date", "2026-03-27")
    form = time.perf_counter() - begun
    answer(precheck)
    return {"form": form, "finding": time.perf_counter() - begun}


def answer(precheck: PrecheckPage) -> None:
    """Request the findings and wait for them."""
    precheck.frame.locator("button[type=submit]").click()
    precheck.wait_for("result", "failed", seconds=120)
    if precheck.state == "failed":
        raise SystemExit(f"the check failed: {precheck.frame.inner_text('#start')}")


def memory_of_both(browser: Browser, served: Served) -> tuple[float, float]:
    """Return the megabytes that each uses after one visit, minus those of an empty page."""
    taken = []
    for visit in (visit_ours, visit_bare):
        context = browser.new_context()
        page = context.new_page()
        empty = memory.taken(browser)
        visit(page, served)
        page.wait_for_timeout(3000)
        taken.append(memory.taken(browser) - empty)
        context.close()
    return taken[0], taken[1]


def assessment(browser: Browser, site: Path) -> float:
    """Return the milliseconds of one assessment of all answers in the page's worker."""
    path = RUNTIME + "worker.js"
    worker = (site / path).read_text("utf-8")
    if ASSESSED_ONCE not in worker:
        raise SystemExit("worker.js has changed; adapt ASSESSED_ONCE")
    changed = worker.replace(ASSESSED_ONCE, ASSESSED_OFTEN).encode()
    copy = altered_copy(site, site.parent / "timed", {path: changed})
    with serve(copy) as served:
        context = browser.new_context()
        page = context.new_page()
        page.goto(served.address + "pre-check/", wait_until="commit")
        precheck = find_frame(page)
        precheck.wait_for("ready")
        precheck.type_in(WHOLE)
        answer(precheck)
        milliseconds = float(precheck.frame.input_value("#summary"))
        context.close()
    return milliseconds


if __name__ == "__main__":
    main()
