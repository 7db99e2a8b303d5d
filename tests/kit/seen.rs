//! What one viewer sees of a set of reports, and the reports of a second system that holds that alone.
//!
//! What is hidden of a report that is seen in part becomes a filler of the same marking: a part that
//! nobody may have must be there, or the report would be whole. A report of which nothing is seen is
//! left out, unless something that is seen is made from it: then it is there and says nothing.

use std::collections::{BTreeMap, BTreeSet};

use dissemination::{Ask, Form, Rendition};
use model::{Clock as _, Manner, Purpose};
use serde_json::{Value, json};
use server::wire::Report as Shown;
use server::{Caller, Clearinghouse, SystemClock};

/// What stands where something is hidden.
pub const FILLER: &str = "xqfillerxq";

/// Who looks, and what for.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Viewer {
    /// The recipient.
    pub recipient: String,
    /// The purpose.
    pub purpose: Purpose,
}

/// What a viewer sees of each report, in whatever way they ask for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sight {
    reports: BTreeMap<String, Seen>,
    /// Which versions there are of each.
    versions: Versions,
    /// Versions before the newest, by name and number, that may be had whole beside it.
    earlier: BTreeMap<(String, u64), Seen>,
    /// Whether grants hang on topics for them.
    is_foreign: bool,
}

/// What is seen of one report.
#[derive(Clone, Debug, Default, PartialEq)]
struct Seen {
    title: Option<String>,
    portions: BTreeMap<usize, String>,
    tearlines: BTreeMap<usize, String>,
    pointer: Option<String>,
    /// What goes with the whole.
    whole: Option<Value>,
    entities: Vec<Value>,
}

impl Sight {
    /// Of a viewer, by asking for each report in every manner.
    ///
    /// # Panics
    /// If the clearinghouse fails.
    pub fn of(house: &Clearinghouse, viewer: &Viewer, reports: &[Value]) -> Self {
        let recipient = house.recipient(&viewer.recipient).unwrap();
        let us = marking::Code::USA;
        let mut sight = Self { is_foreign: !recipient.countries.contains(&us), ..Self::default() };
        let by = Caller { recipient, purpose: viewer.purpose, matter: None, by: None };
        let versions = versions(reports);
        sight.versions.clone_from(&versions);
        for report in reports {
            let cited = cited(report);
            let mut seen = Seen::default();
            if let Some(later) = later(&versions, report) {
                if may_have_whole(house, by, report, newest(&versions, report)) {
                    let later = u32::try_from(later).unwrap();
                    let two = house.two_versions(by, &cited, Some(later)).unwrap().unwrap();
                    seen.add(report, &Form::Whole, two.earlier.rendition());
                    sight.earlier.insert((cited, version(report)), seen);
                }
                continue;
            }
            for manner in Manner::ALL {
                let decision = house.decide(by, &cited, *manner, None).unwrap();
                let Some(form) = decision.and_then(|decision| decision.form) else { continue };
                let shown = house.show(by, &cited, *manner).unwrap().unwrap();
                seen.add(report, &form, shown.rendition());
            }
            if seen != Seen::default() {
                sight.reports.insert(cited, seen);
            }
        }
        sight
    }

    /// How many reports are seen in some form.
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Whether nothing is seen.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// The reports of the second system, in the order of the first.
    pub fn reports(&self, all: &[Value]) -> Vec<Value> {
        let by_name: BTreeMap<String, &Value> = all.iter().map(|of| (cited(of), of)).collect();
        let mut needed = BTreeSet::new();
        let mut open: Vec<String> = self.reports.keys().cloned().collect();
        while let Some(name) = open.pop() {
            if let Some(report) = by_name.get(&name)
                && needed.insert(name)
            {
                open.extend(sources(report));
            }
        }
        let none = Seen::default();
        let kept = all.iter().filter(|report| needed.contains(&cited(report)));
        let made = kept.filter_map(|report| {
            let name = cited(report);
            let seen = match later(&self.versions, report) {
                Some(_) => self.earlier.get(&(name, version(report)))?,
                None => self.reports.get(&name).unwrap_or(&none),
            };
            Some(seen.report(report, self.is_foreign))
        });
        made.collect()
    }
}

impl Seen {
    fn add(&mut self, report: &Value, form: &Form, rendition: &Rendition) {
        let text = |portion: &model::Portion| portion.text.clone();
        self.title = self.title.take().or_else(|| rendition.title.as_ref().map(text));
        let entities = || {
            let shown = serde_json::to_value(Shown::of(rendition)).unwrap();
            shown["entities"].as_array().unwrap().clone()
        };
        let shown = rendition.portions.iter().map(text);
        match form {
            Form::Whole => {
                self.portions = shown.enumerate().collect();
                let beside = rendition.tearlines.iter().map(text);
                for line in beside {
                    let at = self.place_of(report, &line, rendition.tearlines.len());
                    self.tearlines.insert(at, line);
                }
                self.whole = Some(serde_json::to_value(Shown::of(rendition)).unwrap());
                self.entities = entities();
            }
            Form::Redacted { portions, .. } => {
                self.portions.extend(portions.iter().copied().zip(shown));
                if self.whole.is_none() {
                    self.entities = entities();
                    for entity in &mut self.entities {
                        let at = usize::try_from(entity["portion"].as_u64().unwrap()).unwrap();
                        entity["portion"] = json!(portions[at]);
                    }
                }
            }
            Form::TearLine { tearlines, .. } => {
                let shown = rendition.tearlines.iter().map(text);
                self.tearlines.extend(tearlines.iter().copied().zip(shown));
            }
            Form::Pointer { .. } => self.pointer = rendition.pointer.as_ref().map(text),
        }
    }

    /// Which tear line of the report it is.
    fn place_of(&self, report: &Value, line: &str, shown: usize) -> usize {
        let all = report["tearlines"].as_array().unwrap();
        let same = all.iter().position(|of| of["text"] == line);
        let next = (0..all.len()).find(|at| !self.tearlines.contains_key(at));
        assert!(same.is_some() || shown == all.len(), "{} cannot be told", cited(report));
        same.or(next).unwrap()
    }

    fn report(&self, report: &Value, is_foreign: bool) -> Value {
        let mut made = report.clone();
        let put = |part: &mut Value, text: Option<&String>| {
            part["text"] = json!(text.map_or(FILLER, String::as_str));
        };
        put(&mut made["title"], self.title.as_ref());
        for (at, portion) in items(&mut made, "portions").enumerate() {
            put(portion, self.portions.get(&at));
        }
        if let Some(tearlines) = made.get_mut("tearlines").and_then(Value::as_array_mut) {
            let mut at = 0;
            tearlines.retain_mut(|line| {
                put(line, self.tearlines.get(&at));
                at += 1;
                self.tearlines.contains_key(&(at - 1))
            });
        }
        let object = made.as_object_mut().unwrap();
        match &self.pointer {
            Some(text) => object["pointer"]["text"] = json!(text),
            None => drop(object.remove("pointer")),
        }
        object.insert("entities".to_owned(), json!(self.entities));
        match &self.whole {
            Some(whole) => {
                for key in ["places", "references", "topics"] {
                    object.insert(key.to_owned(), whole[key].clone());
                }
                for place in object["places"].as_array_mut().unwrap() {
                    place.as_object_mut().unwrap().retain(|_, value| !value.is_null());
                }
            }
            None => {
                for key in ["places", "references", "occurred", "source_url", "classification"] {
                    object.remove(key);
                }
                if !is_foreign {
                    object.remove("topics");
                }
            }
        }
        for entity in object["entities"].as_array_mut().unwrap() {
            entity.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        }
        made
    }
}

fn items<'v>(of: &'v mut Value, list: &str) -> impl Iterator<Item = &'v mut Value> {
    of.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten()
}

/// Which versions there are of each report.
type Versions = BTreeMap<String, BTreeSet<u64>>;

fn versions(reports: &[Value]) -> Versions {
    let mut versions = Versions::new();
    for report in reports {
        versions.entry(cited(report)).or_default().insert(version(report));
    }
    versions
}

fn version(report: &Value) -> u64 {
    report["version"].as_u64().unwrap_or(1)
}

/// The version that took the place of this one, if any did.
fn later(versions: &Versions, report: &Value) -> Option<u64> {
    versions[&cited(report)].range(version(report) + 1..).next().copied()
}

fn newest(versions: &Versions, report: &Value) -> u64 {
    *versions[&cited(report)].last().unwrap()
}

/// Whether the release engine, asked alone, gives both this version and the newest whole.
fn may_have_whole(house: &Clearinghouse, by: Caller<'_>, report: &Value, newest: u64) -> bool {
    let community = house.store().in_force();
    let Caller { recipient, purpose, matter, by: _ } = by;
    let (manner, at) = (Manner::Display, SystemClock.now());
    let ask = Ask { recipient, purpose, matter, manner, at, community: &community };
    [version(report), newest].into_iter().all(|number| {
        let number = u32::try_from(number).unwrap();
        let found = house.store().report_version(&cited(report), number).unwrap();
        found.is_some_and(|found| found.ponder(ask).form == Some(Form::Whole))
    })
}

/// `ORIGINATOR SERIAL` of a report in format 1.
///
/// # Panics
/// If it is none.
pub fn cited(report: &Value) -> String {
    format!("{} {}", report["originator"].as_str().unwrap(), report["serial"].as_str().unwrap())
}

/// What a report or a part of it is made from, without versions.
fn sources(report: &Value) -> Vec<String> {
    let parts = ["portions", "tearlines"].into_iter().filter_map(|key| report[key].as_array());
    let parts = parts.flatten().chain([report, &report["title"], &report["pointer"]]);
    let named = parts.filter_map(|part| part["derived_from"].as_array()).flatten();
    named
        .map(|name| {
            let name = name.as_str().unwrap();
            name.rsplit_once(" v").map_or(name, |(report, _)| report).to_owned()
        })
        .collect()
}
