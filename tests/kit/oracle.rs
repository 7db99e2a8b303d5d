//! Who may have what, said again: plainly, slowly, and without a line of the code under test.
//!
//! Written from ODNI's access tables (`ISM.ACES` V2021-NOV, tables 89 to 149), the register's
//! tables 2, 3 and 5, and the charter's function 1. It works on words, as printed. Where the
//! tables leave a choice, the choice is ours and stands beside the rule.

mod banner;
mod mark;
mod world;

use serde_json::Value;

pub use banner::banner;
pub use mark::{Mark, Words, level_of};
pub use world::{Person, World};

/// What somebody gets of a report.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    /// release, redact, tearline, pointer or withhold.
    pub outcome: &'static str,
    /// Positions of what goes: portions of a whole or redacted report, tear lines of a tear line.
    pub positions: Vec<usize>,
    /// Whether the title goes.
    pub title: bool,
}

/// A question.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The community.
    pub world: &'a World,
    /// The report in format 1, its markings in canonical form.
    pub report: &'a Value,
    /// Who asks.
    pub person: &'a Person,
    /// What for.
    pub purpose: &'a str,
    /// When, in RFC 3339 and UTC.
    pub at: &'a str,
}

/// The parts of a report, from the least to the most.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Part {
    Pointer,
    TearLine,
    Portion,
    Whole,
}

/// The best permitted form: whole, else permitted portions, else tear lines, else pointer, else
/// the title alone, else nothing.
pub fn answer(asked: Asked<'_>) -> Answer {
    let report = asked.report;
    let banner = Mark::read(string(report, "banner"));
    let marked = |portion: &Value| match portion["marking"].as_str() {
        Some(text) => Mark::read(text),
        None => banner.clone(),
    };
    let title = asked.permits(Part::Portion, &marked(&report["title"]).within(&banner));
    let portions = list(report, "portions");
    let open: Vec<usize> = (0..portions.len())
        .filter(|at| asked.permits(Part::Portion, &marked(&portions[*at]).within(&banner)))
        .collect();
    let tearlines = list(report, "tearlines");
    let torn: Vec<usize> = (0..tearlines.len())
        .filter(|at| asked.permits(Part::TearLine, &marked(&tearlines[*at])))
        .collect();
    let pointer = &report["pointer"];
    let give = |outcome, positions| Answer { outcome, positions, title };
    if title && open.len() == portions.len() && asked.permits(Part::Whole, &banner) {
        return give("release", open);
    }
    if !open.is_empty() {
        return give("redact", open);
    }
    if !torn.is_empty() {
        return give("tearline", torn);
    }
    if !pointer.is_null() && asked.permits(Part::Pointer, &marked(pointer)) {
        return give("pointer", Vec::new());
    }
    give(if title { "redact" } else { "withhold" }, Vec::new())
}

impl Asked<'_> {
    /// Every condition must hold (2.2.3).
    fn permits(self, part: Part, mark: &Mark) -> bool {
        self.clearance(mark)
            && self.read_ins(mark)
            && self.disclosure(mark)
            && self.grant(mark)
            && self.controls(mark)
            && self.lists(mark)
            && self.need_to_know(mark)
            && self.caveats(part)
            && self.usage(part, mark)
            && self.field_office(part)
    }

    /// Table 89.
    fn clearance(self, mark: &Mark) -> bool {
        level_of(&self.person.clearance) >= mark.level
    }

    /// Tables 93 and 95 to 108; register table 5 adds TOP SECRET for all SCI, and NK for ECRU.
    fn read_ins(self, mark: &Mark) -> bool {
        let held = |access: &str| self.person.accesses.contains(access);
        let sci = mark.sci.is_empty()
            || (self.person.clearance == "TOP SECRET"
                && mark.sci.iter().all(|token| held(token))
                && (!mark.sci.contains("SI-EU") || held("SI-NK")));
        // FRD and TFNI by themselves do not bear on access; a SIGMA number always does.
        let kinds = ["RD", "FRD", "TFNI"];
        let mut extras = mark.aea.iter().filter(|word| !kinds.contains(&word.as_str())).peekable();
        let q = mark.aea.contains("RD") || extras.peek().is_some();
        sci && (!q || held("Q")) && extras.all(|extra| held(extra))
    }

    /// C.2.1.1, tables 116, 118, 119. RELIDO alone opens nothing abroad.
    fn disclosure(self, mark: &Mark) -> bool {
        let person = self.person;
        let us = person.countries.contains("USA") && self.admin_us();
        if mark.rel.is_empty() || mark.is_noforn() {
            return us;
        }
        let opened: Words = mark.rel.iter().flat_map(|code| banner::members(code)).collect();
        let prefix = person.admin.split('_').next().unwrap_or_default();
        let employer = self.world.agencies.contains_key(&person.admin) && opened.contains(prefix);
        person.countries.iter().any(|country| opened.contains(country))
            && (self.admin_us() || employer)
    }

    /// Ours, from the charter: a foreign employer needs, besides REL TO, a Steering Group grant in
    /// force for every topic, at this level or above. A grant to an authority covers its parts.
    /// Its own reports need none.
    fn grant(self, mark: &Mark) -> bool {
        let employer = self.person.admin.as_str();
        if self.admin_us() || within(employer, string(self.report, "originator")) {
            return true;
        }
        let topics = list(self.report, "topics");
        let granted = |topic: &Value| {
            self.world.grants.iter().any(|grant| {
                within(employer, &grant.partner)
                    && grant.topics.contains(topic.as_str().unwrap_or_default())
                    && level_of(&grant.level) >= mark.level
                    && grant.from.as_str() <= self.at
                    && grant.until.as_deref().is_none_or(|until| self.at < until)
            })
        };
        !topics.is_empty() && topics.iter().all(granted)
    }

    /// Tables 112, 114, 121, 123, 126, 129 to 133. RSEN, IMCON and FISA on classified text do not
    /// bear on a person's access (111, 115, 123).
    fn controls(self, mark: &Mark) -> bool {
        let listed = !mark.rel.is_empty();
        let usa = self.person.countries.contains("USA");
        let (admin, duty) = (self.admin_us(), self.world.is_us(&self.person.duty));
        let both = admin && duty;
        mark.controls.iter().all(|control| match control.as_str() {
            "FOUO" => listed || both,
            "FISA" => mark.is_classified() || listed || both,
            "OC-USGOV" => duty || self.is_originator() || self.is_listed("oc", false),
            "DSEN" => listed || (usa && admin),
            "DS" => both && (usa || listed),
            "SBU" => listed || both,
            "SBU-NF" => both && usa,
            "LES" => listed || admin,
            "LES-NF" => usa && admin,
            "SSI" => level_of(&self.person.clearance) >= level_of("SECRET"),
            _ => true,
        })
    }

    /// Tables 113, 127, 128, 139, 143, 144. Addressees are exact ids, a department's does not
    /// stand for its components'. ORCON and EXDIS include the originator's own duty organisation;
    /// NODIS names people or their duty organisation, and the originator is not implied.
    fn lists(self, mark: &Mark) -> bool {
        let us = self.admin_us() && self.person.countries.contains("USA");
        let duty = self.world.is_us(&self.person.duty);
        mark.controls.iter().all(|control| match control.as_str() {
            "OC" => self.is_originator() || self.is_listed("oc", false),
            "XD" => us && duty && (self.is_originator() || self.is_listed("xd", false)),
            "ND" => us && self.is_listed("nd", true),
            _ => true,
        })
    }

    /// 2.3 and tables 146, 147: unknown profiles withhold; PROPIN needs one that opens.
    fn need_to_know(self, mark: &Mark) -> bool {
        let needs = list(self.report, "need_to_know");
        let known = |need: &Value| ["oc", "xd", "nd", "propin"].contains(&string(need, "profile"));
        let own: Vec<&Value> = needs.iter().filter(|n| string(n, "profile") == "propin").collect();
        needs.iter().all(known)
            && (!mark.has("PR") || (!own.is_empty() && own.iter().all(|need| self.propin(need))))
    }

    /// Policy 1 is for all government and military of US agencies, and members; 2 for members.
    fn propin(self, need: &Value) -> bool {
        let values = list(need, "values");
        let employed =
            self.admin_us() && ["government", "military"].contains(&self.person.entity.as_str());
        let member =
            values.iter().skip(1).any(|v| *v == *self.person.duty || *v == *self.person.id);
        match values.first().and_then(Value::as_str) {
            Some("1") => employed || member,
            Some("2") => member,
            _ => false,
        }
    }

    /// Caveats govern the report and its portions. Tear lines and pointers were made to travel:
    /// their own marking governs them.
    fn caveats(self, part: Part) -> bool {
        part <= Part::TearLine
            || list(self.report, "caveats")
                .iter()
                .filter_map(Value::as_str)
                .all(|id| self.world.caveats.get(id).is_some_and(|caveat| self.caveat(caveat)))
    }

    fn caveat(self, caveat: &toml::Value) -> bool {
        let person = self.person;
        let among = |key: &str, holds: &dyn Fn(&Words) -> bool| {
            caveat.get(key).is_none() || holds(&world::words(caveat, key))
        };
        let addressees = caveat.get("addressees").and_then(toml::Value::as_bool) == Some(true);
        let on_list = list(self.report, "addressees")
            .iter()
            .any(|party| *party == *person.duty || *party == *person.id);
        among("agencies", &|list| self.is_originator() || list.contains(&person.duty))
            && (!addressees || self.is_originator() || on_list)
            && among("countries", &|list| {
                !person.countries.is_empty() && person.countries.is_subset(list)
            })
            && among("entity_types", &|list| list.contains(&person.entity))
            && among("functions", &|list| !list.is_disjoint(&person.functions))
            && !world::words(caveat, "closed_purposes").contains(self.purpose)
    }

    /// Leads only (charter, function 1, note); LES, FISA and DEA SENSITIVE in legal proceedings,
    /// the last in operations too (register p160, p181). Whoever needs an authorization must know
    /// whom to ask, so a pointer is free.
    fn usage(self, part: Part, mark: &Mark) -> bool {
        let legal = ["affidavit", "subpoena", "grand-jury", "court", "other-legal"];
        let legal = legal.contains(&self.purpose);
        let originator = string(self.report, "originator");
        let said = self.report["leads_only"].as_bool();
        let leads_only = said.unwrap_or_else(|| self.world.is_intelligence(originator));
        let closed = leads_only && !self.world.open.contains(self.purpose);
        let evidence = legal && ["LES", "LES-NF", "FISA", "DSEN"].iter().any(|c| mark.has(c));
        let operation = self.purpose == "operation" && mark.has("DSEN");
        part == Part::Pointer || !(closed || evidence || operation)
    }

    /// Intelligence goes to field offices only by the originator's procedure, or that of what it
    /// is part of, in at most the form that it prescribes.
    fn field_office(self, part: Part) -> bool {
        let originator = string(self.report, "originator");
        if !self.person.functions.contains("field-office")
            || !self.world.is_intelligence(originator)
        {
            return true;
        }
        let line = self.world.upwards(originator);
        let procedure = line.iter().find_map(|agency| self.world.procedures.get(agency));
        procedure.is_some_and(|form| match form.as_str() {
            "whole" => true,
            "redacted" => part <= Part::Portion,
            _ => part <= Part::TearLine,
        })
    }

    fn admin_us(self) -> bool {
        self.world.is_us(&self.person.admin)
    }

    fn is_originator(self) -> bool {
        self.person.duty == string(self.report, "originator")
    }

    /// On the profile's own list where the report has one, else among the addressees.
    fn is_listed(self, profile: &str, people: bool) -> bool {
        let needs = list(self.report, "need_to_know");
        let own: Vec<&Value> = needs.iter().filter(|n| string(n, "profile") == profile).collect();
        let mut parties: Vec<&Value> = own.iter().flat_map(|need| list(need, "values")).collect();
        if own.is_empty() {
            parties.extend(list(self.report, "addressees"));
        }
        parties
            .iter()
            .any(|party| **party == *self.person.duty || (people && **party == *self.person.id))
    }
}

/// Whether an agency is another or, by its id, a part of it.
fn within(agency: &str, other: &str) -> bool {
    agency == other || agency.starts_with(&format!("{other}/"))
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn string<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}
