"""Reads the golden files with the tools that others read them with.

    .venv/bin/python crates/exchange/check.py crates/exchange/golden

Every object of STIX is parsed by `stix2` without leave for anything of its own, and validated by
`stix2-validator`; every event by `pymisp`, its objects against their templates. What the validator
warns of is refused too, but for what EXPECTED explains.
"""

import csv
import json
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pymisp
import stix2
import stix2validator

# The kind of warning, and why it is right that we earn it.
EXPECTED = {
    r"not a valid UUIDv4 ID":
        "an id follows from what its object says, so that the same release gives the same object; "
        "the standard asks for version 4 by SHOULD alone (section 2.9)",
    r"report_types.*vocab|vocab.*report_types|report-type-ov":
        "the open vocabulary has no word for a cable or a memorandum, so the originator's kind stands "
        "there (section 10.22 allows it)",
    r"has a URL but no hash":
        "the originator says where it publishes a report, and not what a hash of it is",
}

faults = []


def fault(path, text):
    faults.append(f"{path.name}: {text}")


def stix(path):
    """Strictly by stix2, object by object and as a bundle, then by the validator."""
    bundle = json.loads(path.read_text())
    for thing in bundle["objects"]:
        try:
            parsed = stix2.parse(json.dumps(thing), allow_custom=False)
        except Exception as error:  # whatever it is, it is a fault
            fault(path, f"{thing['id']}: {type(error).__name__}: {error}")
            continue
        # Nothing is lost or mended on the way.
        again = json.loads(parsed.serialize())
        if plain(again) != plain(thing):
            fault(path, f"{thing['id']} is read as {again}")
        observable(path, thing)
    try:
        stix2.parse(json.dumps(bundle), allow_custom=False)
    except Exception as error:
        fault(path, f"bundle: {error}")
    options = stix2validator.ValidationOptions(version="2.1")
    found = stix2validator.validate_string(path.read_text(), options)
    for error in found.errors:
        fault(path, f"error: {error}")
    for result in [found] + list(getattr(found, "object_results", None) or []):
        for warning in result.warnings or []:
            text = str(warning)
            if not any(re.search(expected, text) for expected in EXPECTED):
                fault(path, f"warning: {text}")


def plain(thing):
    """Whole seconds without their zeros, which stix2 leaves out of some times and not of others."""
    return json.loads(json.dumps(thing).replace(".000Z", "Z"))


def observable(path, thing):
    """The id of an observable is the one that stix2 gives it."""
    kinds = {"email-addr": "EmailAddress", "ipv4-addr": "IPv4Address", "ipv6-addr": "IPv6Address",
             "url": "URL", "domain-name": "DomainName", "mac-addr": "MACAddress",
             "user-account": "UserAccount", "file": "File"}
    if thing["type"] in kinds:
        bare = {name: of for name, of in thing.items()
                if name not in ("type", "id", "spec_version", "object_marking_refs")}
        expected = getattr(stix2, kinds[thing["type"]])(**bare).id
        if expected != thing["id"]:
            fault(path, f"{thing['id']} should be {expected}")


def misp(path):
    """By pymisp, objects strictly by their templates."""
    written = json.loads(path.read_text())
    event = pymisp.MISPEvent()
    event.load(path.read_text())
    if event.uuid != written["Event"]["uuid"] or event.info != written["Event"]["info"]:
        fault(path, "the event is read as another")
    if len(event.attributes) != len(written["Event"]["Attribute"]):
        fault(path, "attributes are lost")
    for thing in written["Event"]["Object"]:
        template = pymisp.MISPObject(thing["name"], strict=True)
        if template.template_uuid != thing["template_uuid"]:
            fault(path, f"the template of {thing['name']} is {template.template_uuid}")
        if str(template.template_version) != thing["template_version"]:
            fault(path, f"the template of {thing['name']} is version {template.template_version}")
        for attribute in thing["Attribute"]:
            added = template.add_attribute(attribute["object_relation"], value=attribute["value"])
            if added is None:
                fault(path, f"{attribute['object_relation']} has no value")
            elif added.type != attribute["type"]:
                fault(path, f"{attribute['object_relation']} is of type {added.type}")
        if not thing.get("deleted"):
            template.to_json()  # raises where what a template requires is missing
    hashes(path, event, written)


def hashes(path, event, written):
    """The lines of hashes.csv and the manifest are those that pymisp makes."""
    if path.name.endswith(".withdrawn.misp.json"):
        return
    stem = path.name.removesuffix("misp.json")
    event.published = True
    made = sorted({f"{value},{event.uuid}" for value in event.attributes_hashes("md5")})
    if (path.parent / f"{stem}hashes.csv").read_text().splitlines() != made:
        fault(path, "hashes.csv is not what pymisp makes")
    ours = json.loads((path.parent / f"{stem}manifest.json").read_text())
    theirs = event.manifest
    if ours.keys() != theirs.keys() or any(
            ours[uuid].keys() != theirs[uuid].keys() for uuid in ours):
        fault(path, f"the manifest is {ours}, and pymisp's is {theirs}")


def rows(path):
    """Two rows of the same length, none of whose cells a spreadsheet calculates."""
    with path.open(newline="") as file:
        head, row = list(csv.reader(file, strict=True))
    if len(head) != len(row):
        fault(path, f"{len(row)} cells under {len(head)} names")
    for cell in row:
        if cell.lstrip().startswith(("=", "+", "-", "@")):
            fault(path, f"{cell!r} is calculated")


def atom(path):
    """An XML document in which an entry has what RFC 4287 asks for."""
    names = {"a": "http://www.w3.org/2005/Atom"}
    feed = ET.fromstring(path.read_bytes())
    for of in [feed] + feed.findall("a:entry", names):
        for name in ("id", "title", "updated", "author"):
            if len(of.findall(f"a:{name}", names)) != 1:
                fault(path, f"{of.tag} needs one {name}")
    if feed.find("a:entry/a:rights", names) is None:
        fault(path, "an entry without rights")


def main():
    counted = 0
    readers = [(".stix.json", stix), (".misp.json", misp), (".atom.xml", atom)]
    for path in sorted(Path(sys.argv[1]).iterdir()):
        reader = next((read for end, read in readers if path.name.endswith(end)), None)
        if path.suffix == ".csv" and not path.name.endswith("hashes.csv"):
            reader = rows
        if reader is not None:
            counted += 1
            try:
                reader(path)
            except Exception as error:  # what cannot be read at all is a fault of the file
                fault(path, f"{type(error).__name__}: {error}")
    print("\n".join(faults) or f"{counted} files are read as they should be")
    sys.exit(1 if faults or not counted else 0)


main()
