"""Reads the specimens of a folder with PassportEye and prints it beside ours: `compare.py DIR`."""

import json
import pathlib
import statistics
import sys
import time

from passporteye import read_mrz
from passporteye.mrz.text import MRZOCRCleaner


def peer(path):
    """What PassportEye reads: lines, whether it calls them valid, milliseconds."""
    started = time.perf_counter()
    mrz = read_mrz(str(path))
    milliseconds = (time.perf_counter() - started) * 1e3
    if mrz is None:
        return [], False, milliseconds
    # Its own correction of what Tesseract read.
    return MRZOCRCleaner.apply(mrz.aux["text"]), mrz.valid, milliseconds


def row(name, results):
    """One line: share read exactly, valid, valid and wrong, milliseconds."""
    count = len(results)
    exact = sum(lines == printed for printed, lines, _, _ in results)
    valid = sum(valid for _, _, valid, _ in results)
    wrong = sum(valid and lines != printed for printed, lines, valid, _ in results)
    times = [milliseconds for *_, milliseconds in results]
    middle, worst = statistics.median(times), max(times)
    print(
        f"  {name:<12} {100 * exact / count:5.0f}%  {100 * valid / count:5.0f}%  {wrong:5}  {middle:7.0f}  {worst:7.0f}"
    )


def main():
    folder = pathlib.Path(sys.argv[1])
    specimens = [json.loads(line) for line in (folder / "specimens.jsonl").open()]
    print("\nMachine-readable zones, JPEG to text          exact  valid  wrong  ms median worst")
    for kind in ["Clean", "Light", "Hard", "Stray"]:
        own = [it for it in specimens if it["name"].startswith(kind)]
        print(f"{kind}, {len(own)} photos" + (" (no zone: exact is to read none)" if kind == "Stray" else ""))
        row("ours", [(it["printed"], it["read"], it["valid"], it["ms"]) for it in own])
        row("PassportEye", [(it["printed"], *peer(folder / f"{it['name']}.jpg")) for it in own])


if __name__ == "__main__":
    main()
