//! One view of a report as the engine takes it.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use dissemination::{IndexedView, ViewId};
use model::{Dated, Mention, Timestamp};
use tantivy::TantivyDocument;

use crate::analysis::Concordances;
use crate::fields::Fields;
use crate::period::Period;
use crate::query::spaced;

/// The search document of a view, and the bytes of its text. Every field has what a rendition of the view
/// shows, and no more.
pub(crate) fn document(
    fields: &Fields,
    (seq, view, cited): (u64, ViewId, &str),
    from: &IndexedView<'_>,
    concordances: &mut Concordances,
) -> (TantivyDocument, usize) {
    // No phrase crosses from one portion into the next.
    let text = concordances.of(from.texts());
    let text_bytes = text.len();
    let mut document = TantivyDocument::with_capacity(text_bytes + OTHER_FIELDS_BYTES);
    document.add_u64(fields.seq, seq);
    document.add_u64(fields.view, u64::from(view.0));
    document.add_u64(fields.tie, tie(cited));
    document.add_text(fields.id, cited);
    document.add_text(fields.id, serial(from.id().serial.as_str()));
    document.add_text(fields.originator, from.id().originator.as_str());
    document.add_text(fields.kind, from.kind().name());
    document.add_text(fields.marking, from.banner().banner());
    document.add_u64(fields.precedence, from.precedence() as u64);
    if let Some(issued) = from.issued() {
        document.add_i64(fields.issued, seconds(issued.at));
        month(issued).into_iter().for_each(|month| document.add_text(fields.month, month));
    }
    document.add_text(fields.text, text);
    name_everybody(&mut document, fields, from.mentions());
    say_what_about(&mut document, fields, from);
    (document, text_bytes)
}

/// How a serial stands among the ids for those who do not type whose it is.
pub(crate) fn serial(serial: &str) -> String {
    format!("#{}", serial.to_lowercase())
}

/// Orders hits that are equal otherwise, as nothing in the system does: made from the report's name.
fn tie(cited: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    cited.hash(&mut hasher);
    hasher.finish()
}

/// Seconds since the epoch.
pub(crate) fn seconds(at: Timestamp) -> i64 {
    at.micros().div_euclid(1_000_000)
}

/// The month of a date that says it.
fn month(dated: &Dated) -> Option<String> {
    let says_month = dated.written.len() >= MONTH_BYTES;
    says_month.then(|| dated.at.rfc3339().chars().take(MONTH_BYTES).collect())
}

fn name_everybody(document: &mut TantivyDocument, fields: &Fields, mentions: &[Mention]) {
    let mut known = BTreeSet::new();
    for mention in mentions {
        let is_person = mention.kind == "person";
        let field = if is_person { fields.person } else { fields.named };
        for name in std::iter::once(&mention.name).chain(&mention.aliases) {
            if known.insert((is_person, name)) {
                document.add_text(field, name);
            }
        }
    }
}

fn say_what_about(document: &mut TantivyDocument, fields: &Fields, from: &IndexedView<'_>) {
    let about = from.about();
    let topics = about.into_iter().flat_map(|about| &about.topics);
    topics.for_each(|topic| document.add_text(fields.topic, topic.as_str()));
    for (field, cited) in [
        (fields.refers, about.map(|about| &about.references)),
        (fields.derived, about.map(|about| &about.derived_from)),
    ] {
        for cited in cited.into_iter().flatten() {
            document.add_text(field, cited);
            if let Some((_, of)) = cited.split_once(' ') {
                document.add_text(field, serial(of));
            }
        }
    }
    let mut places = BTreeSet::new();
    for place in about.into_iter().flat_map(|about| &about.places) {
        if places.insert(&place.name) {
            document.add_text(fields.place, &place.name);
        }
        if let Some((latitude, longitude)) = place.position {
            document.add_f64(fields.latitude, latitude);
            document.add_f64(fields.longitude, longitude);
        } else {
            document.add_text(fields.unplaced, spaced(&place.name));
        }
    }
    let occurred = about.and_then(|about| about.occurred.as_ref());
    if let Some((first, last)) = occurred {
        let last = Period::parse(&last.written).map_or(seconds(last.at), |period| period.last);
        document.add_i64(fields.occurred_from, seconds(first.at));
        document.add_i64(fields.occurred_to, last);
    }
    let is_pointer = from.outcome() == "pointer";
    let has = [
        ("tearline", from.has_tearline()),
        ("pointer", is_pointer),
        ("place", !places.is_empty()),
        ("occurred", occurred.is_some()),
        ("person", from.mentions().iter().any(|mention| mention.kind == "person")),
    ];
    has.into_iter().filter(|(_, has)| *has).for_each(|(what, _)| {
        document.add_text(fields.has, what);
    });
}

const MONTH_BYTES: usize = "2004-06".len();

/// What a document takes beside its texts, about.
const OTHER_FIELDS_BYTES: usize = 512;
