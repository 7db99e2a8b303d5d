"""Reads a MISP feed in a folder as PyMISP does: `manifest.json`, `hashes.csv`, and an event a file.

    .venv/bin/python tests/misp_feed.py FOLDER
"""

import json
import sys
from pathlib import Path

from pymisp import MISPEvent

folder = Path(sys.argv[1])
manifest = json.loads((folder / "manifest.json").read_text())
hashes = (folder / "hashes.csv").read_text().splitlines()
expected = []
for uuid, said in manifest.items():
    event = MISPEvent()
    event.load_file(folder / f"{uuid}.json")
    assert event.uuid == uuid and event.info == said["info"], uuid
    assert str(int(event.timestamp.timestamp())) == said["timestamp"], uuid
    assert event.Orgc.name == said["Orgc"]["name"]
    event.published = True  # PyMISP makes feeds of what is published alone.
    feed = event.to_feed(with_meta=True, with_distribution=True)
    made = feed["Event"].get("_manifest", {}).get(uuid)
    assert made is None or made["info"] == said["info"]
    expected += [f"{value},{uuid}" for value in feed["Event"].get("_hashes", [])]
assert sorted(set(expected)) == sorted(set(hashes)), (len(expected), len(hashes))
print(json.dumps(sorted(manifest)))
