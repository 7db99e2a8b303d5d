//! What somebody gets of a report, said again: plainly, slowly, and without the code under test.
//!
//! Which rules bind a part of a report, and which form is best of what is permitted, is said here;
//! what is permitted, the policies say (`tests/oracle`). Roll-up is said again on words.

mod banner;
mod mark;

use std::collections::BTreeSet;

use dissemination::{Handling, Inherited, Part};
use marking::Marking;
use model::{AgencyId, CaveatId, Community, NeedToKnow, Profile, Recipient, Topic};
use serde_json::Value;

use crate::cedar::{Court, Policies, Terms};
use crate::masked::UsPersons;

pub use banner::banner;
pub use mark::{Mark, Words};

/// What somebody gets of a report.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    /// release, redact, tearline, pointer or withhold.
    pub outcome: &'static str,
    /// Positions of what goes: portions of a whole or redacted report, tear lines of a tear line.
    pub positions: Vec<usize>,
    /// Whether the title goes.
    pub title: bool,
    /// Whether US persons are named in what goes: nobody, shown, masked.
    pub identities: &'static str,
}

/// A report in format 1, its markings in canonical form, before some recipients.
#[derive(Debug)]
pub struct Heard<'a> {
    court: Court<'a>,
    whole: usize,
    title: usize,
    portions: Vec<usize>,
    tearlines: Vec<usize>,
    pointer: Option<usize>,
    identities: Option<Identified>,
}

/// Who may see who the US persons are, and which parts name one: the title, each portion, each tear
/// line, the pointer.
#[derive(Debug)]
struct Identified {
    class: usize,
    title: bool,
    portions: Vec<bool>,
    tearlines: Vec<bool>,
    pointer: bool,
}

impl<'a> Heard<'a> {
    /// Reads a report, and those that it may be made from.
    ///
    /// # Panics
    /// If it is not of the format.
    pub fn of(
        report: &Value,
        others: &[Value],
        policies: &'a Policies,
        community: &'a Community,
        recipients: &[&'a Recipient],
    ) -> Self {
        let read = |text: &str| Marking::parse_by(text, &community.register).expect(text).marking;
        let banner = read(string(report, "banner"));
        let marked = |portion: &Value| portion["marking"].as_str().map_or(banner.clone(), read);
        let mut classes = Classes { report, others, community, known: Vec::new() };
        let all: Vec<&str> = sources(report).into_iter().collect();
        let whole = classes.body(Part::Whole, banner.clone(), &all);
        let title = &report["title"];
        let within = |part: &Value| marked(part).within(&banner).exempt_in(&banner);
        let title = classes.body(Part::Portion, within(title), &made_from(report, title));
        let portions = list(report, "portions").iter();
        let portions = portions
            .map(|portion| {
                let from = made_from(report, portion);
                classes.body(Part::Portion, within(portion), &from)
            })
            .collect();
        let tearlines = list(report, "tearlines").iter();
        let tearlines = tearlines
            .map(|line| {
                let marking = marked(line).exempt_in(&banner);
                classes.apart(Part::TearLine, marking, &made_from(report, line))
            })
            .collect();
        let pointer = &report["pointer"];
        let pointer = (!pointer.is_null())
            .then(|| classes.apart(Part::Pointer, marked(pointer), &made_from(report, pointer)));
        let identities = Identified::of(report, &mut classes);
        let known: Vec<&Handling> = classes.known.iter().collect();
        let court = Court::of(policies, community, recipients, &known);
        Self { court, whole, title, portions, tearlines, pointer, identities }
    }

    /// The best permitted form: whole, else permitted portions, else tear lines, else pointer, else
    /// the title alone, else nothing.
    pub fn answer(&self, recipient: usize, terms: Terms<'_>) -> Answer {
        let permits = |class: usize| self.court.verdict(recipient, class, terms).permitted;
        let permitted = |classes: &[usize]| -> Vec<usize> {
            (0..classes.len()).filter(|at| permits(classes[*at])).collect()
        };
        let title = permits(self.title);
        let give = |outcome, positions: Vec<usize>| {
            let named = |known: &&Identified| known.are_in(outcome, &positions, title);
            let identities = match self.identities.as_ref().filter(named) {
                None => "nobody",
                Some(known) if permits(known.class) => "shown",
                Some(_) => "masked",
            };
            Answer { outcome, positions, title, identities }
        };
        let open = permitted(&self.portions);
        if title && open.len() == self.portions.len() && permits(self.whole) {
            return give("release", open);
        }
        if !open.is_empty() {
            return give("redact", open);
        }
        let torn = permitted(&self.tearlines);
        if !torn.is_empty() {
            return give("tearline", torn);
        }
        if self.pointer.is_some_and(permits) {
            return give("pointer", Vec::new());
        }
        give(if title { "redact" } else { "withhold" }, Vec::new())
    }
}

impl Identified {
    fn of(report: &Value, classes: &mut Classes<'_>) -> Option<Self> {
        let people = UsPersons::of(report);
        if people.is_empty() {
            return None;
        }
        let named = |part: &Value| people.are_named_in(string(part, "text"));
        let listed = |at: usize| {
            let here = list(report, "entities").iter().filter(|entity| entity["portion"] == at);
            here.into_iter().any(|entity| people.are_named_in(&entity.to_string()))
        };
        let portions = list(report, "portions").iter().enumerate();
        let originator = AgencyId::new(string(report, "originator")).expect("an agency");
        classes.known.push(Handling::of_identities(originator, None));
        Some(Self {
            class: classes.known.len() - 1,
            title: named(&report["title"]),
            portions: portions.map(|(at, portion)| named(portion) || listed(at)).collect(),
            tearlines: list(report, "tearlines").iter().map(named).collect(),
            pointer: named(&report["pointer"]),
        })
    }

    fn are_in(&self, outcome: &str, positions: &[usize], title: bool) -> bool {
        let any = |of: &[bool]| positions.iter().any(|at| of[*at]);
        let body = match outcome {
            "release" => true,
            "redact" => any(&self.portions),
            "tearline" => any(&self.tearlines),
            "pointer" => self.pointer,
            _ => return false,
        };
        body || (title && self.title)
    }
}

/// The distinct classes of a report.
struct Classes<'r> {
    report: &'r Value,
    others: &'r [Value],
    community: &'r Community,
    known: Vec<Handling>,
}

impl Classes<'_> {
    /// Caveats govern the report and its portions.
    fn body(&mut self, part: Part, marking: Marking, from: &[&str]) -> usize {
        let caveats = strings(self.report, "caveats").map(|id| CaveatId::new(id).expect(id));
        self.class(part, marking, caveats.collect(), from)
    }

    /// Tear lines and pointers were made to travel: their own marking governs them.
    fn apart(&mut self, part: Part, marking: Marking, from: &[&str]) -> usize {
        self.class(part, marking, BTreeSet::new(), from)
    }

    fn class(
        &mut self,
        part: Part,
        marking: Marking,
        caveats: BTreeSet<CaveatId>,
        from: &[&str],
    ) -> usize {
        let class = handling(self.report, self.community, (part, marking), caveats);
        let class = Handling { inherited: self.inherited(part, from), ..class };
        let found = self.known.iter().position(|known| *known == class);
        found.unwrap_or_else(|| {
            self.known.push(class);
            self.known.len() - 1
        })
    }

    /// What the originators of all that it is made from ask, near and far. A pointer is bound by
    /// none, but a report that is not here keeps it back too.
    fn inherited(&self, part: Part, from: &[&str]) -> Inherited {
        let mut inherited = Inherited::default();
        let mut seen = BTreeSet::from([name(self.report)]);
        let mut open: Vec<String> = from.iter().map(|cited| (*cited).to_owned()).collect();
        while let Some(cited) = open.pop() {
            if !seen.insert(cited.clone()) {
                continue;
            }
            let Some(source) = self.others.iter().find(|other| name(other) == cited) else {
                inherited.missing = true;
                continue;
            };
            open.extend(sources(source).into_iter().map(str::to_owned));
            if part != Part::Pointer {
                let read = |text: &str| {
                    Marking::parse_by(text, &self.community.register).expect(text).marking
                };
                let marking = read(string(source, "banner"));
                let caveats = strings(source, "caveats").map(|id| CaveatId::new(id).expect(id));
                let class = handling(source, self.community, (part, marking), caveats.collect());
                inherited.sources.insert(class);
            }
        }
        inherited
    }
}

fn name(report: &Value) -> String {
    format!("{} {}", string(report, "originator"), string(report, "serial"))
}

/// What a part says that it is made from, or what its report says.
fn made_from<'v>(report: &'v Value, part: &'v Value) -> Vec<&'v str> {
    let said = if part["derived_from"].is_array() { part } else { report };
    strings(said, "derived_from").collect()
}

/// Everything that a report or a part of it is made from.
fn sources(report: &Value) -> BTreeSet<&str> {
    let parts = list(report, "portions").iter().chain(list(report, "tearlines"));
    let parts = parts.chain([&report["title"], report]);
    parts.flat_map(|part| strings(part, "derived_from")).collect()
}

fn handling(
    report: &Value,
    community: &Community,
    (part, marking): (Part, Marking),
    mut caveats: BTreeSet<CaveatId>,
) -> Handling {
    let meanings = marking.own_controls().map(|control| community.control_caveats.get(&control));
    caveats.extend(meanings.flatten().cloned());
    let originator = AgencyId::new(string(report, "originator")).expect("an agency");
    let element = community.lineage(&originator).any(|agency| agency.intelligence);
    Handling {
        part,
        marking,
        originator,
        caveats,
        leads_only: report["leads_only"].as_bool().unwrap_or(element),
        distribution: Some(strings(report, "addressees").map(str::to_owned).collect()),
        need_to_know: list(report, "need_to_know").iter().map(need).collect(),
        topics: strings(report, "topics").map(|id| Topic::new(id).expect(id)).collect(),
        named: None,
        accepted: None,
        inherited: Inherited::default(),
    }
}

fn need(need: &Value) -> NeedToKnow {
    let profile = |need: &Value| Profile {
        policy: string(need, "profile").to_owned(),
        values: strings(need, "values").map(str::to_owned).collect(),
    };
    match need["any_of"].as_array() {
        Some(some) => NeedToKnow::AnyOf(some.iter().map(profile).collect()),
        None => NeedToKnow::Profile(profile(need)),
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn strings<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v str> {
    list(value, key).iter().filter_map(Value::as_str)
}

fn string<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}
