//! What interfaces carry: the JSON of the API and of the command line.
//!
//! Made from the product's own types by hand, so that a new field breaks the build here and is
//! not sent by accident.

use dissemination::{Form, Obligation as Owed, Reason as Spoken, Rendition};
use marking::Marking;
use model::{Mention, Portion as Marked};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A report as one recipient may have it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Report {
    /// `ORIGINATOR SERIAL`.
    pub id: String,
    /// Whose report.
    pub originator: String,
    /// Its number there.
    pub serial: String,
    /// Its version.
    pub version: u32,
    /// What kind.
    pub kind: String,
    /// How fast it goes.
    pub precedence: String,
    /// When it was issued, as the originator wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    /// `release`, `redact`, `tearline` or `pointer`.
    pub outcome: String,
    /// The banner of what is shown.
    pub banner: String,
    /// The title, if it may be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Portion>,
    /// The portions.
    pub portions: Vec<Portion>,
    /// The tear lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tearlines: Vec<Portion>,
    /// Whom to ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<Portion>,
    /// The originator's caveats.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caveats: Vec<String>,
    /// Whether it gives leads only.
    pub leads_only: bool,
    /// What the recipient owes the originator.
    pub obligations: Vec<Obligation>,
    /// The addressees, with the whole alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<String>,
    /// Who and what is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<serde_json::Value>,
    /// What goes with the whole alone: topics, places, references, dates, authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<serde_json::Value>,
}

/// A marked text.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Portion {
    /// The portion mark, without parentheses.
    pub marking: String,
    /// The text.
    pub text: String,
}

/// What a recipient owes.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Obligation {
    /// Its stable name.
    pub name: String,
    /// In words.
    pub text: String,
}

/// A decision with every rule that spoke.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Decision {
    /// `release`, `redact`, `tearline`, `pointer` or `withhold`.
    pub outcome: String,
    /// Whether the title goes.
    pub title: bool,
    /// Positions of the portions that go.
    pub portions: Vec<usize>,
    /// Positions of the tear lines that go, in the report's stead.
    pub tearlines: Vec<usize>,
    /// Every rule that spoke.
    pub reasons: Vec<Reason>,
    /// What goes along.
    pub obligations: Vec<Obligation>,
    /// When the answer may change by itself.
    pub valid_until: Option<String>,
}

/// One rule that spoke.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Reason {
    /// The rule.
    pub rule: String,
    /// `permit`, `deny` or `oblige`.
    pub verdict: String,
    /// Why.
    pub text: String,
    /// Where the rule stands.
    pub source: String,
}

/// A search's answer.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Search {
    /// How many reports match among those that the viewer may see.
    pub total: u64,
    /// The best of them.
    pub results: Vec<Hit>,
}

/// One hit.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Hit {
    /// `ORIGINATOR SERIAL`.
    pub id: String,
    /// Whose report.
    pub originator: String,
    /// What kind.
    pub kind: String,
    /// When it was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    /// How fast it goes.
    pub precedence: String,
    /// Which form the viewer gets.
    pub outcome: String,
    /// The banner of what the viewer gets.
    pub banner: String,
    /// Whether it gives leads only.
    pub leads_only: bool,
    /// The title, if it may be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Portion>,
    /// Where it matched.
    pub snippets: Vec<Snippet>,
}

/// A piece of a shown portion, with what matched.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Snippet {
    /// The portion mark.
    pub marking: String,
    /// The text.
    pub text: String,
    /// Byte ranges of the text that matched.
    pub highlights: Vec<(usize, usize)>,
}

impl Report {
    /// From what was released.
    pub fn of(rendition: &Rendition) -> Self {
        let Rendition {
            id,
            kind,
            precedence,
            issued,
            banner,
            title,
            portions,
            tearlines,
            pointer,
            caveats,
            leads_only,
            about,
            addressees,
            mentions,
            obligations,
            outcome,
        } = rendition;
        Self {
            id: id.cited(),
            originator: id.originator.to_string(),
            serial: id.serial.to_string(),
            version: id.version,
            kind: kind.name().to_owned(),
            precedence: precedence.name().to_owned(),
            issued: issued.as_ref().map(|issued| issued.written.clone()),
            outcome: (*outcome).to_owned(),
            banner: banner.banner(),
            title: title.as_ref().map(Portion::of),
            portions: portions.iter().map(Portion::of).collect(),
            tearlines: tearlines.iter().map(Portion::of).collect(),
            pointer: pointer.as_ref().map(Portion::of),
            caveats: caveats.iter().map(ToString::to_string).collect(),
            leads_only: *leads_only,
            obligations: obligations.iter().map(Obligation::of).collect(),
            addressees: addressees.clone(),
            entities: mentions.iter().map(entity).collect(),
            about: about.as_ref().map(about_json),
        }
    }
}

impl Portion {
    /// From a portion that was released.
    pub fn of(portion: &Marked) -> Self {
        Self { marking: mark(&portion.marking), text: portion.text.clone() }
    }
}

impl Obligation {
    fn of(owed: &Owed) -> Self {
        let Owed { name, text } = owed;
        Self { name: (*name).to_owned(), text: text.clone() }
    }
}

impl Reason {
    fn of(spoken: &Spoken) -> Self {
        let Spoken { rule, verdict, text, source } = spoken;
        Self {
            rule: (*rule).to_owned(),
            verdict: verdict.name().to_owned(),
            text: text.clone(),
            source: (*source).to_owned(),
        }
    }
}

impl Decision {
    /// From a decision about a report with so many portions.
    pub fn of(decision: &dissemination::Decision) -> Self {
        let dissemination::Decision { form, reasons, obligations, valid_until, portions, .. } =
            decision;
        let (title, portions, tearlines) = match form {
            Some(Form::Whole) => (true, (0..*portions).collect(), Vec::new()),
            Some(Form::Redacted { title, portions }) => (*title, portions.clone(), Vec::new()),
            Some(Form::TearLine { title, tearlines }) => (*title, Vec::new(), tearlines.clone()),
            Some(Form::Pointer { title }) => (*title, Vec::new(), Vec::new()),
            None => (false, Vec::new(), Vec::new()),
        };
        Self {
            outcome: decision.outcome().to_owned(),
            title,
            portions,
            tearlines,
            reasons: reasons.iter().map(Reason::of).collect(),
            obligations: obligations.iter().map(Obligation::of).collect(),
            valid_until: valid_until.map(model::Timestamp::rfc3339),
        }
    }
}

impl Decision {
    /// What the recipient itself may know of it: what it gets and owes, nothing of what it does
    /// not get, and not when that might change.
    #[must_use]
    pub fn for_oneself(self) -> Self {
        let whole = self.outcome == "release";
        let owed: Vec<String> = self.obligations.iter().map(|owed| owed.text.clone()).collect();
        let own = |reason: &Reason| reason.verdict == "oblige" && owed.contains(&reason.text);
        Self {
            portions: (0..self.portions.len()).collect(),
            tearlines: (0..self.tearlines.len()).collect(),
            reasons: self.reasons.into_iter().filter(|r| whole || own(r)).collect(),
            valid_until: None,
            ..self
        }
    }
}

impl Search {
    /// From what a search found, with the query for the snippets.
    pub fn of(found: &crate::Found, query: &str) -> Self {
        let hit = |released: &dissemination::Released| Hit::of(released.rendition(), query);
        Self { total: found.total, results: found.reports.iter().map(hit).collect() }
    }
}

impl Hit {
    fn of(rendition: &Rendition, query: &str) -> Self {
        Self {
            id: rendition.id.cited(),
            originator: rendition.id.originator.to_string(),
            kind: rendition.kind.name().to_owned(),
            issued: rendition.issued.as_ref().map(|issued| issued.written.clone()),
            precedence: rendition.precedence.name().to_owned(),
            outcome: rendition.outcome.to_owned(),
            banner: rendition.banner.banner(),
            leads_only: rendition.leads_only,
            title: rendition.title.as_ref().map(Portion::of),
            snippets: crate::snippet::snippets(rendition, query),
        }
    }
}

fn mark(marking: &Marking) -> String {
    marking.portion()
}

fn entity(mention: &Mention) -> serde_json::Value {
    let Mention { kind, name, aliases, ids, portion, us_person, role } = mention;
    let ids: Vec<_> = ids.iter().map(|(s, v)| json!({ "scheme": s, "value": v })).collect();
    json!({
        "type": kind, "name": name, "aliases": aliases, "ids": ids, "portion": portion,
        "us_person": us_person, "role": role,
    })
}

fn about_json(about: &model::About) -> serde_json::Value {
    let model::About {
        topics,
        occurred,
        places,
        references,
        derived_from,
        authority,
        source_url,
        original_marking,
    } = about;
    let topics: Vec<_> = topics.iter().map(model::Topic::as_str).collect();
    let places: Vec<_> = places
        .iter()
        .map(|place| {
            let (lat, lon) = place.position.unzip();
            json!({ "name": place.name, "country": place.country, "lat": lat, "lon": lon })
        })
        .collect();
    let occurred =
        occurred.as_ref().map(|(from, to)| json!({ "from": from.written, "to": to.written }));
    let classification = authority.as_ref().map(|authority| {
        json!({
            "classified_by": authority.classified_by, "derived_from": authority.derived_from,
            "declassify_on": authority.declassify_on, "reason": authority.reason,
        })
    });
    json!({
        "topics": topics, "occurred": occurred, "places": places, "references": references,
        "derived_from": derived_from, "classification": classification,
        "source_url": source_url, "original_marking": original_marking,
    })
}

/// One line's receipt.
pub fn receipt(receipt: &crate::Receipt) -> serde_json::Value {
    use crate::Fate;
    let crate::Receipt { source, line, report, fate } = receipt;
    let outcome = fate.name();
    let place = json!({ "source": source, "line": line, "report": report, "outcome": outcome });
    let more = match fate {
        Fate::Accepted { receipt, notes } => json!({ "receipt": receipt, "notes": notes }),
        Fate::Repeated { receipt } => json!({ "receipt": receipt }),
        Fate::Quarantined { receipt, reason, text } => {
            json!({ "receipt": receipt, "reason": reason, "text": text })
        }
        Fate::Refused { column, text } => json!({ "column": column, "text": text }),
    };
    let fields = [place, more].into_iter().filter_map(|value| match value {
        serde_json::Value::Object(fields) => Some(fields),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_)
        | serde_json::Value::Array(_) => None,
    });
    serde_json::Value::Object(fields.flatten().collect())
}

/// The closing count of what was taken in.
pub fn summary(summary: &crate::Summary) -> serde_json::Value {
    let crate::Summary { accepted, repeated, quarantined, refused } = summary;
    json!({
        "accepted": accepted, "repeated": repeated, "quarantined": quarantined,
        "refused": refused,
    })
}

/// One event as an originator's auditor sees it.
pub fn audit_event(row: &store::AuditRow) -> serde_json::Value {
    // The number of the entry counts everybody's events, so it stays here.
    let store::AuditRow { seq: _, at, kind, actor, report, recipient, purpose, outcome } = row;
    json!({
        "at": at.rfc3339(), "kind": kind.name(), "actor": actor, "report": report,
        "recipient": recipient, "purpose": purpose, "outcome": outcome,
    })
}
