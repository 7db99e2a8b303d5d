//! Finding in text who and what is mentioned: by form, by cues, by gazetteers. All of it is data.

pub(crate) mod cues;
pub(crate) mod gazetteer;
mod names;
mod patterns;
mod routes;

use std::ops::Range;

pub use gazetteer::Gazetteer;

/// What sort of thing a piece of text mentions.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Sort {
    /// A human being.
    Person,
    /// A firm, an agency, a group.
    Organization,
    /// A telephone number.
    Phone,
    /// A mail address.
    Mail,
    /// A bank account.
    Account,
    /// A passport, visa, identity card or licence.
    Document,
    /// A road vehicle.
    Vehicle,
    /// A ship or boat.
    Vessel,
    /// An aircraft or a flight.
    Aircraft,
    /// A postal address.
    Address,
    /// A position on the earth.
    Coordinates,
    /// A place by its name.
    Place,
    /// A day, a month or a time.
    Date,
    /// A sum of money.
    Money,
    /// Places in the order of a journey.
    Route,
}

/// A piece of text that mentions something.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Found {
    /// What sort of thing.
    pub sort: Sort,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// As it is written.
    pub text: String,
    /// For numbers, in which scheme: `passport`, `imo`, `iban`; else what it was found by.
    pub scheme: &'static str,
    /// What it is compared by, where that is not the text: E.164, ISO 8601, a country, decimal degrees.
    pub normal: Option<String>,
    /// How sure it is, in percent.
    pub confidence: u8,
}

/// All that a text mentions, in order; nothing overlaps but routes and the places in them.
pub fn extract(text: &str, gazetteer: &Gazetteer) -> Vec<Found> {
    let mut found = patterns::find(text);
    names::find(text, gazetteer, &mut found);
    gazetteer.find(text, &mut found);
    let mut kept = apart(found);
    let routes = routes::find(text, &kept);
    kept.extend(routes);
    kept.sort_by(|one, other| {
        (one.span.start, other.span.end).cmp(&(other.span.start, one.span.end))
    });
    kept
}

/// Of what overlaps, the surest; of equals the longest, then the first.
fn apart(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|found| {
        (std::cmp::Reverse(found.confidence), std::cmp::Reverse(found.span.len()), found.span.start)
    });
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        let overlaps =
            |other: &Found| one.span.start < other.span.end && other.span.start < one.span.end;
        if !kept.iter().any(overlaps) {
            kept.push(one);
        }
    }
    kept
}
