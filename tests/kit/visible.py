"""Counts how many reports each recipient may see anything of, how many whole, and in how many who
US persons are is masked.

Standalone, from the same tables as the oracle (ISM.ACES V2021-NOV 89 to 149, the register's tables
2, 3 and 5, the charter's function 1). Standard library of Python 3.11 alone.

    visible.py community.toml reports.jsonl[.gz] [--purpose analysis] [--at 2004-07-09T13:00:00Z]

Prints a line of JSON for each recipient. Reports that Tearline would set aside must not be in the
input: this reads markings, it does not check them.
"""

import argparse
import gzip
import json
import re
import tomllib
import unicodedata
from datetime import UTC, datetime
from functools import lru_cache

LEVELS = {"UNCLASSIFIED": 0, "U": 0, "CONFIDENTIAL": 1, "C": 1, "SECRET": 2, "S": 2,
          "TOP SECRET": 3, "TS": 3}
CONTROLS = {
    "RISK SENSITIVE": "RS", "RSEN": "RS", "RS": "RS",
    "FOR OFFICIAL USE ONLY": "FOUO", "FOUO": "FOUO",
    "ORIGINATOR CONTROLLED": "OC", "ORCON": "OC", "OC": "OC",
    "ORIGINATOR CONTROLLED-USGOV": "OC-USGOV", "ORCON-USGOV": "OC-USGOV", "OC-USGOV": "OC-USGOV",
    "CONTROLLED IMAGERY": "IMC", "IMCON": "IMC", "IMC": "IMC",
    "NOT RELEASABLE TO FOREIGN NATIONALS": "NF", "NOFORN": "NF", "NF": "NF",
    "CAUTION-PROPRIETARY INFORMATION INVOLVED": "PR", "PROPIN": "PR", "PR": "PR",
    "RELEASABLE BY INFORMATION DISCLOSURE OFFICIAL": "RELIDO", "RELIDO": "RELIDO",
    "DEA SENSITIVE": "DSEN", "DSEN": "DSEN",
    "FOREIGN INTELLIGENCE SURVEILLANCE ACT": "FISA", "FISA": "FISA",
    "LIMITED DISTRIBUTION": "DS", "LIMDIS": "DS", "DS": "DS",
    "EXCLUSIVE DISTRIBUTION": "XD", "EXDIS": "XD", "XD": "XD",
    "NO DISTRIBUTION": "ND", "NODIS": "ND", "ND": "ND",
    "SENSITIVE BUT UNCLASSIFIED": "SBU", "SBU": "SBU",
    "SENSITIVE BUT UNCLASSIFIED NOFORN": "SBU-NF", "SBU NOFORN": "SBU-NF", "SBU-NF": "SBU-NF",
    "LAW ENFORCEMENT SENSITIVE": "LES", "LES": "LES",
    "LAW ENFORCEMENT SENSITIVE NOFORN": "LES-NF", "LES NOFORN": "LES-NF", "LES-NF": "LES-NF",
    "SENSITIVE SECURITY INFORMATION": "SSI", "SSI": "SSI",
}
SCI = {"SPECIAL INTELLIGENCE": "SI", "TALENT KEYHOLE": "TK", "KLAMATH": "KLM", "MARVEL": "MVL",
       "RESERVE": "RSV", "BUR": "BUR", "HCS": "HCS", "KLM": "KLM", "MVL": "MVL", "RSV": "RSV",
       "SI": "SI", "TK": "TK"}
AEA = {"RESTRICTED DATA": "RD", "FORMERLY RESTRICTED DATA": "FRD", "RD": "RD", "FRD": "FRD",
       "TRANSCLASSIFIED FOREIGN NUCLEAR INFORMATION": "TFNI", "TFNI": "TFNI"}
COMPARTMENTS = {"GAMMA": "G", "ECRU": "EU", "NONBOOK": "NK", "BLUEFISH": "BLFH",
                "IDITAROD": "IDIT", "KANDIK": "KAND"}
GROUPS = {"FVEY": "AUS CAN GBR NZL USA", "ACGU": "AUS CAN GBR USA", "TEYE": "AUS GBR USA",
          "CFCK": "KOR USA"}
LEGAL = {"affidavit", "subpoena", "grand-jury", "court", "other-legal"}
POINTER, TEAR_LINE, PORTION, WHOLE = range(4)
# Words of names that name nobody alone, in so far as the story has any.
PARTICLES = {"al", "el", "ben", "bin", "abu", "de", "la"}


class Mark:
    """A marking as sets of words."""

    def __init__(self, text):
        blocks = text.strip().strip("()").upper().split("//")
        self.level = LEVELS[blocks[0].strip()]
        self.sci, self.aea, self.controls, self.rel = set(), set(), set(), set()
        for entry in (e.strip() for block in blocks[1:] for e in block.split("/")):
            if entry in CONTROLS:
                self.controls.add(CONTROLS[entry])
            elif entry.startswith("REL TO "):
                self.rel.update(entry[7:].replace(",", " ").split())
            elif entry.split("-")[0] in AEA:
                self.read_aea(entry)
            else:
                self.read_sci(entry)
        self.noforn = not self.controls.isdisjoint({"NF", "SBU-NF", "LES-NF"})
        self.opened = {c for code in self.rel for c in GROUPS.get(code, code).split()}

    def read_aea(self, entry):
        for part in entry.split("-"):
            words = part.split()
            if words[0] in ("SIGMA", "SG"):
                self.aea.update(f"SIGMA-{number}" for number in words[1:])
            else:
                self.aea.add({"N": "CNWDI"}.get(part, AEA.get(part, part)))

    def read_sci(self, entry):
        head, *parts = entry.split("-")
        system = SCI[head]
        self.sci.add(system)
        for part in parts:
            first, *subs = part.split()
            compartment = f"{system}-{COMPARTMENTS.get(first, first)}"
            self.sci.add(compartment)
            self.sci.update(f"{compartment}-{sub}" for sub in subs)

    def within(self, banner):
        """Unclassified text without a disclosure marking follows the banner's (table 2)."""
        if self.level or self.noforn or self.rel or "RELIDO" in self.controls or not banner.rel:
            return self
        return follower(self, banner)


def follower(mark, banner):
    copy = Mark("U")
    copy.sci, copy.aea, copy.controls = mark.sci, mark.aea, mark.controls
    copy.rel, copy.opened = banner.rel, banner.opened
    return copy


@lru_cache(maxsize=None)
def read_mark(text):
    return Mark(text)


def instant(text):
    """A point in time from RFC 3339, a day, a month or a year; UTC where it does not say."""
    text = {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def within(agency, other):
    return agency == other or agency.startswith(other + "/")


class World:
    """The community, the purpose and the time."""

    def __init__(self, file, purpose, at):
        self.purpose, self.at = purpose, at
        self.open = set(file["leads_only"]["open"])
        self.agencies = {a["id"]: a for a in file.get("agency", [])}
        self.caveats = {c["id"]: c for c in file.get("caveat", [])}
        self.procedures = {p["originator"]: p["form"] for p in file.get("procedure", [])}
        self.grants = [
            {**g, "from": instant(g["from"]), "until": g.get("until") and instant(g["until"])}
            for g in file.get("grant", [])
        ]
        self.people = [self.person(r) for r in file.get("recipient", [])]
        # The newest version of each, by its name.
        self.reports = {}

    def is_us(self, agency):
        return self.agencies.get(agency, {}).get("nation") == "USA"

    def upwards(self, agency):
        while agency in self.agencies:
            yield agency
            agency = self.agencies[agency].get("parent")

    def is_intelligence(self, agency):
        return any(self.agencies[a].get("intelligence") for a in self.upwards(agency))

    def person(self, entry):
        sets = ("accesses", "countries", "functions")
        person = {**entry, **{key: set(entry.get(key, [])) for key in sets}}
        person["level"] = LEVELS[entry["clearance"]]
        person["admin"], person["duty"] = entry["admin_organization"], entry["duty_organization"]
        person["admin_us"] = self.is_us(person["admin"])
        person["duty_us"] = self.is_us(person["duty"])
        person["usa"] = "USA" in person["countries"]
        return person


class Report:
    """A report's handling, read once for all recipients."""

    def __init__(self, world, report):
        self.originator = report["originator"]
        self.caveats = report.get("caveats", [])
        self.addressees = report.get("addressees", [])
        self.needs = report.get("need_to_know", [])
        self.topics = report.get("topics", [])
        self.intelligence = world.is_intelligence(self.originator)
        said = report.get("leads_only")
        self.leads_only = self.intelligence if said is None else said
        self.banner = banner = read_mark(report["banner"])

        def marked(part):
            text = part.get("marking")
            return banner if text is None else read_mark(text)

        self.cited = f"{self.originator} {report['serial']}"
        self.version = report.get("version", 1)
        whole = report.get("derived_from", [])
        texts = [report["title"], *report["portions"], *report.get("tearlines", [])]
        self.sources = {*whole, *(cited for part in texts for cited in part.get("derived_from", []))}

        self.about_sources = frozenset(whole) - {self.cited}

        def made_from(part):
            return frozenset(part.get("derived_from", whole)) - {self.cited}

        people = UsPersons(report)
        # Equal marks are decided once, with whether any of them names a US person.
        self.title = marked(report["title"]).within(banner), made_from(report["title"])
        self.title_named = people.named(report["title"]["text"])
        self.portions, self.named = {}, {}
        for at, part in enumerate(report["portions"]):
            mark = marked(part).within(banner)
            key = id(mark), made_from(part)
            self.portions[key] = mark, made_from(part)
            if people.named(part["text"]) or people.listed(at):
                self.named[key] = True
        self.tearlines = [(marked(t), made_from(t), people.named(t["text"]))
                          for t in report.get("tearlines", [])]
        pointer = report.get("pointer")
        self.pointer = marked(pointer) if pointer else None
        self.pointer_named = bool(pointer) and people.named(pointer["text"])
        self.any_named = people.any()

    def see(self, world, person):
        """Whether anything may be seen, whether the whole, and whether it names a US person."""
        def may(part, mark, made_from):
            return (permits(world, self, person, part, mark)
                    and permitted_by_sources(world, self, person, part, made_from))

        title = may(PORTION, *self.title)
        portions = {key for key, made in self.portions.items() if may(PORTION, *made)}
        named = title and self.title_named
        all_sources = self.sources - {self.cited}
        if title and len(portions) == len(self.portions) and may(WHOLE, self.banner, all_sources):
            return True, True, self.any_named
        if portions:
            return True, False, named or any(key in self.named for key in portions)
        torn = [names for mark, made, names in self.tearlines if may(TEAR_LINE, mark, made)]
        if torn:
            return True, False, named or any(torn)
        if self.pointer is not None and may(POINTER, self.pointer, self.about_sources):
            return True, False, named or self.pointer_named
        return title, False, named


class UsPersons:
    """Whom a report lists as US persons, and where they are named."""

    def __init__(self, report):
        entities = report.get("entities", [])
        listed = [e for e in entities if e.get("us_person")]
        names = {tuple(words(e["name"])) for e in listed}
        same = [e for e in entities if tuple(words(e["name"])) in names]
        others = [text for e in same
                  for text in e.get("aliases", []) + [i["value"] for i in e.get("ids", [])]]
        self.wholes = names | {tuple(words(text)) for text in others}
        self.singles = {w for name in names for w in name if len(w) > 1} - PARTICLES
        self.entities = entities

    def any(self):
        return bool(self.wholes)

    def named(self, text):
        if not self.wholes:
            return False
        said = words(text)
        if not self.singles.isdisjoint(said) or any(w[:-1] in self.singles for w in said):
            return True
        return any(tuple(said[at:at + len(whole)]) == whole
                   for whole in self.wholes for at in range(len(said)))

    def listed(self, portion):
        return any(e.get("portion") == portion and self.named(json.dumps(e, ensure_ascii=False))
                   for e in self.entities)


def words(text):
    apart = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in apart if not unicodedata.combining(c)))


def permits(world, report, person, part, mark):
    return (person["level"] >= mark.level
            and read_ins(person, mark)
            and disclosure(world, person, mark)
            and granted(world, report, person, mark)
            and all(control(report, person, mark, c) for c in mark.controls)
            and need_to_know(report, person, mark)
            and accredited(person, mark)
            and (part <= TEAR_LINE or all(caveat(world, report, person, c) for c in report.caveats))
            and usage(world, report, part, mark)
            and field_office(world, report, person, part))


def permitted_by_sources(world, product, person, part, made_from):
    """What is made from other reports goes where each of them may go, by their originators' rules."""
    seen, open_ = {product.cited}, list(made_from)
    while open_:
        cited = open_.pop()
        if cited in seen:
            continue
        seen.add(cited)
        source = world.reports.get(cited)
        if source is None:
            return False
        if part != POINTER and not permitted_by_source(world, source, person, part):
            return False
        open_.extend(source.sources)
    return True


def permitted_by_source(world, source, person, part):
    mark = source.banner
    return (all(control(source, person, mark, c)
                for c in mark.controls & {"OC", "OC-USGOV", "XD", "ND"})
            and need_to_know(source, person, mark)
            and all(caveat(world, source, person, c) for c in source.caveats)
            and usage(world, source, part, mark)
            and field_office(world, source, person, part))


def read_ins(person, mark):
    held = person["accesses"]
    if mark.sci and (person["level"] < 3 or not mark.sci <= held):
        return False
    if "SI-EU" in mark.sci and "SI-NK" not in held:
        return False
    extras = mark.aea - {"RD", "FRD", "TFNI"}
    needs_q = "RD" in mark.aea or extras
    return (not needs_q or "Q" in held) and extras <= held


def disclosure(world, person, mark):
    if not mark.rel or mark.noforn:
        return person["usa"] and person["admin_us"]
    nation = world.agencies.get(person["admin"], {}).get("nation")
    employed = person["admin_us"] or nation in mark.opened
    return employed and not mark.opened.isdisjoint(person["countries"])


def granted(world, report, person, mark):
    employer = person["admin"]
    if person["admin_us"] or within(employer, report.originator):
        return True
    force = [g for g in world.grants
             if within(employer, g["partner"]) and LEVELS[g["level"]] >= mark.level
             and g["from"] <= world.at and (not g["until"] or world.at < g["until"])]
    covered = {topic for grant in force for topic in grant["topics"]}
    return bool(report.topics) and covered.issuperset(report.topics)


def control(report, person, mark, name):
    usa, admin, duty = person["usa"], person["admin_us"], person["duty_us"]
    listed, both = bool(mark.rel), admin and duty
    own = person["duty"] == report.originator
    match name:
        case "FOUO" | "SBU":
            return listed or both
        case "FISA":
            return mark.level > 0 or listed or both
        case "OC":
            return own or is_listed(report, person, "oc", False)
        case "OC-USGOV":
            return duty or own or is_listed(report, person, "oc", False)
        case "DSEN":
            return listed or (usa and admin)
        case "DS":
            return both and (usa or listed)
        case "XD":
            return usa and both and (own or is_listed(report, person, "xd", False))
        case "ND":
            return usa and admin and is_listed(report, person, "nd", True)
        case "SBU-NF":
            return both and usa
        case "LES":
            return listed or admin
        case "LES-NF":
            return usa and admin
        case "SSI":
            return person["level"] >= 2
    return True


def is_listed(report, person, profile, people):
    own = [need for need in report.needs if need["profile"] == profile]
    parties = [v for need in own for v in need.get("values", [])] if own else report.addressees
    return person["duty"] in parties or (people and person["id"] in parties)


def need_to_know(report, person, mark):
    own = [need.get("values", []) for need in report.needs if need["profile"] == "propin"]
    return (all(profile(report, person, need) for need in report.needs)
            and ("PR" not in mark.controls or bool(own)))


def profile(report, person, need):
    values = need.get("values", [])
    match need["profile"]:
        case "oc" | "xd":
            return person["duty"] in [report.originator, *values]
        case "nd":
            return person["duty"] in values or person["id"] in values
        case "propin":
            return propin(person, values)
    return False


def accredited(person, mark):
    """What a system must be accredited to handle."""
    if person["kind"] != "system":
        return True
    held = set(person.get("handling_controls", []))
    noforn, groups = {"NF", "USONLY", "REL"}, {
        "REL_TEYE": {"USA", "AUS", "GBR"},
        "REL_ACGU": {"USA", "AUS", "CAN", "GBR"},
        "REL_FVEY": {"USA", "AUS", "CAN", "GBR", "NZL"},
    }
    asked = {"OC" if c == "OC-USGOV" else "LES" if c == "LES-NF" else c
             for c in mark.controls - {"NF", "RELIDO"}}
    rel = held & {"REL", "USONLY"} or any(groups.get(c, {None}) <= mark.opened for c in held)
    return (asked <= held
            and (not mark.noforn or bool(held & noforn))
            and (not mark.rel or bool(rel)))


def propin(person, values):
    policy, members = values[:1], values[1:]
    member = person["duty"] in members or person["id"] in members
    employed = person["admin_us"] and person["entity_type"] in ("government", "military")
    return (policy == ["1"] and (employed or member)) or (policy == ["2"] and member)


def caveat(world, report, person, name):
    rule = world.caveats.get(name)
    if rule is None:
        return False
    own = person["duty"] == report.originator
    addressed = own or person["duty"] in report.addressees or person["id"] in report.addressees
    countries = person["countries"]
    return ((own or person["duty"] in rule.get("agencies", [person["duty"]]))
            and (addressed or not rule.get("addressees"))
            and ("countries" not in rule or (countries and countries <= set(rule["countries"])))
            and person["entity_type"] in rule.get("entity_types", [person["entity_type"]])
            and ("functions" not in rule or not person["functions"].isdisjoint(rule["functions"]))
            and world.purpose not in rule.get("closed_purposes", []))


def usage(world, report, part, mark):
    if part == POINTER:
        return True
    if report.leads_only and world.purpose not in world.open:
        return False
    if world.purpose in LEGAL:
        return mark.controls.isdisjoint({"LES", "LES-NF", "FISA", "DSEN"})
    return world.purpose != "operation" or "DSEN" not in mark.controls


def field_office(world, report, person, part):
    if "field-office" not in person["functions"] or not report.intelligence:
        return True
    line = world.upwards(report.originator)
    form = next((world.procedures[a] for a in line if a in world.procedures), None)
    most = {None: -1, "tearline": TEAR_LINE, "redacted": PORTION, "whole": WHOLE}
    return part <= most[form]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("community")
    parser.add_argument("reports")
    parser.add_argument("--purpose", default="analysis")
    parser.add_argument("--at", help="RFC 3339; now where it is not given")
    asked = parser.parse_args()
    with open(asked.community, "rb") as file:
        at = instant(asked.at) if asked.at else datetime.now(UTC)
        world = World(tomllib.load(file), asked.purpose, at)
    counts = {person["id"]: [0, 0, 0] for person in world.people}
    opener = gzip.open if asked.reports.endswith(".gz") else open
    with opener(asked.reports, "rt", encoding="utf-8") as lines:
        reports = [Report(world, json.loads(line)) for line in lines if line.strip()]
    for report in sorted(reports, key=lambda report: report.version):
        world.reports[report.cited] = report
    for report in reports:
        for person in world.people:
            visible, whole, named = report.see(world, person)
            count = counts[person["id"]]
            count[0] += visible
            count[1] += whole
            count[2] += bool(named) and "us-identities" not in person["functions"]
    for name, (visible, whole, masked) in counts.items():
        found = {"recipient": name, "visible": visible, "whole": whole, "masked": masked}
        print(json.dumps(found))


if __name__ == "__main__":
    main()
