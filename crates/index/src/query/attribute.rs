//! What stands behind `field:`.

use std::ops::Range;

use model::{Kind, Precedence};

use super::ast::{Attribute, Leaf, List, Manner, Node, What};
use super::fault::Fault;
use super::scan::Term;
use super::thesaurus::Thesaurus;
use crate::analysis::words;
use crate::geography::Area;
use crate::period::Period;

/// Reads a term with a field.
pub(super) fn leaf(
    query: &str,
    at: &Range<usize>,
    field: &str,
    term: &Term,
    thesaurus: &Thesaurus,
) -> Result<Node, Fault> {
    let read = Read { query, at, term, field, thesaurus };
    match field {
        "originator" => read.value(Attribute::Originator, |text| Ok(text.to_uppercase())),
        "kind" => read.value(Attribute::Kind, |text| {
            let kind = text.to_lowercase();
            Kind::parse(&kind).map(|_| kind).ok_or_else(|| format!("there are {}", Kind::names()))
        }),
        "precedence" => read.value(Attribute::Precedence, |text| {
            let of = text.to_lowercase();
            let known = Precedence::parse(&of).map(|_| of);
            known.ok_or_else(|| format!("there are {}", Precedence::names()))
        }),
        "topic" => read.value(Attribute::Topic, |text| Ok(text.to_lowercase())),
        "id" => read.value(Attribute::Id, |text| Ok(cited(text))),
        "refers" => read.value(Attribute::Refers, |text| Ok(cited(text))),
        "derived" => read.value(Attribute::Derived, |text| Ok(cited(text))),
        "has" => read.value(Attribute::Has, |text| {
            let what = text.to_lowercase();
            let known = HAS.contains(&what.as_str());
            known.then_some(what).ok_or_else(|| format!("there are {}", HAS.join(", ")))
        }),
        "person" => read.list(List::Person),
        "named" => read.list(List::Named),
        "place" => read.place(),
        "marking" => read.list(List::Marking),
        "issued" => read.period(What::Issued),
        "occurred" => read.period(What::Occurred),
        "near" => read.circle(),
        "box" => read.corners(),
        _ => {
            let message = format!(
                "there is no field `{field}`; there are {FIELDS}; quote a text with a colon"
            );
            Err(Fault::new(query, at.start..at.start + field.len(), message))
        }
    }
}

struct Read<'a> {
    query: &'a str,
    at: &'a Range<usize>,
    term: &'a Term,
    field: &'a str,
    thesaurus: &'a Thesaurus,
}

impl Read<'_> {
    fn fault(&self, message: impl Into<String>) -> Fault {
        let at = match self.term.text.is_empty() {
            true => self.at.clone(),
            false => self.term.text_at.clone(),
        };
        Fault::new(self.query, at, message)
    }

    fn leaf(&self, what: What) -> Node {
        Node::Leaf(Leaf { at: self.at.clone(), what })
    }

    /// The text, without what cannot stand before or behind it.
    fn text(&self, sign: bool) -> Result<&str, Fault> {
        let Term { before, text, tilde, .. } = self.term;
        if text.trim().is_empty() {
            let message =
                format!("a word or a quoted text must stand right behind `{}:`", self.field);
            return Err(self.fault(message));
        }
        if tilde.is_some() || (before.is_some() && !sign) {
            return Err(self.fault(format!("`=` and `~` mean nothing to `{}:`", self.field)));
        }
        Ok(text.trim())
    }

    fn value(
        &self,
        of: Attribute,
        known: impl Fn(&str) -> Result<String, String>,
    ) -> Result<Node, Fault> {
        let text = self.text(false)?;
        let open = matches!(
            of,
            Attribute::Originator
                | Attribute::Topic
                | Attribute::Id
                | Attribute::Refers
                | Attribute::Derived
        );
        let beginning = text.strip_suffix('*').filter(|_| open && !self.term.quoted);
        let value = known(beginning.unwrap_or(text)).map_err(|there_are| {
            self.fault(format!("there is no {} `{text}`; {there_are}", self.field))
        })?;
        if beginning.is_some_and(str::is_empty) {
            return Err(self.fault("something must stand before `*`"));
        }
        Ok(self.leaf(match beginning {
            Some(_) => What::Beginning { of, value },
            None => What::Value { of, value },
        }))
    }

    fn list(&self, list: List) -> Result<Node, Fault> {
        let text = self.text(true)?.to_owned();
        if words(&text).next().is_none() {
            return Err(self.fault("there is no letter and no digit in this"));
        }
        let manner = match (self.term.before, list) {
            (Some('='), _) | (None, List::Marking | List::Place) => Manner::Exact,
            (Some(_), List::Marking) => {
                return Err(self.fault("`~` means nothing to `marking:`"));
            }
            (Some(_) | None, List::Person | List::Named | List::Place) => Manner::Name,
        };
        Ok(self.leaf(What::Named { list, text, manner }))
    }

    /// A place, and what the gazetteer calls it besides.
    fn place(&self) -> Result<Node, Fault> {
        let own = self.list(List::Place)?;
        let others = self.thesaurus.names_of(&self.term.text).map(|name| {
            let text = name.to_owned();
            self.leaf(What::Named { list: List::Place, text, manner: Manner::Exact })
        });
        let mut all: Vec<Node> = vec![own];
        all.extend(others);
        Ok(Node::Any(all))
    }

    fn period(&self, of: impl Fn(Period) -> What) -> Result<Node, Fault> {
        let text = self.text(false)?;
        let one = |text: &str| {
            let message =
                "write a time as 2004, 2004-06 or 2004-06-30, and a span as 2004-01..2004-06";
            Period::parse(text).ok_or_else(|| self.fault(message))
        };
        let period = match text.split_once("..") {
            None => one(text)?,
            Some(("", "")) => return Err(self.fault("one end of the span must be given")),
            Some((from, "")) => Period { last: i64::MAX, ..one(from)? },
            Some(("", to)) => Period { first: i64::MIN, ..one(to)? },
            Some((from, to)) => Period { first: one(from)?.first, last: one(to)?.last },
        };
        if period.first > period.last {
            return Err(self.fault("the span ends before it begins"));
        }
        Ok(self.leaf(of(period)))
    }

    /// `near:14.9,-92.3,50`, or `near:Tapachula,50` by the gazetteer.
    fn circle(&self) -> Result<Node, Fault> {
        let text = self.text(false)?;
        let message = "write near:LATITUDE,LONGITUDE,KILOMETRES or near:PLACE,KILOMETRES";
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let (latitude, longitude, radius_km) = match parts.as_slice() {
            [place, km] => {
                let at = self.thesaurus.position_of(place);
                let unknown = || {
                    self.fault(format!(
                        "the gazetteer has no `{place}`; give its latitude and longitude"
                    ))
                };
                let (latitude, longitude) = at.ok_or_else(unknown)?;
                (Some(latitude), Some(longitude), degrees(km, RADIUS_KM_MAX))
            }
            [latitude, longitude, km] => {
                (degrees(latitude, 90.0), degrees(longitude, 180.0), degrees(km, RADIUS_KM_MAX))
            }
            _ => return Err(self.fault(message)),
        };
        let (Some(latitude), Some(longitude)) = (latitude, longitude) else {
            return Err(self.fault(message));
        };
        let radius_km = radius_km.filter(|km| *km > 0.0).ok_or_else(|| self.fault(message))?;
        Ok(self.within(Area::Circle { latitude, longitude, radius_km }))
    }

    fn corners(&self) -> Result<Node, Fault> {
        let text = self.text(false)?;
        let message = "write box:SOUTH,WEST,NORTH,EAST in degrees, north and east positive";
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let [south, west, north, east] = parts.as_slice() else {
            return Err(self.fault(message));
        };
        let corners = (
            degrees(south, 90.0),
            degrees(west, 180.0),
            degrees(north, 90.0),
            degrees(east, 180.0),
        );
        let (Some(south), Some(west), Some(north), Some(east)) = corners else {
            return Err(self.fault(message));
        };
        if south > north {
            return Err(self.fault("the south of the box lies north of its north"));
        }
        Ok(self.within(Area::Box { south, west, north, east }))
    }

    /// Places whose reports say where they are, and those that the gazetteer knows to be there.
    fn within(&self, area: Area) -> Node {
        let names = self.thesaurus.names_in(&area);
        let known = names.map(|value| self.leaf(What::Value { of: Attribute::Unplaced, value }));
        let known: Vec<Node> = known.collect();
        let placed = self.leaf(What::Within(area));
        if known.is_empty() {
            return placed;
        }
        Node::Any(std::iter::once(placed).chain(known).collect())
    }
}

/// A number between its opposite and a limit.
fn degrees(text: &str, limit: f64) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.abs() <= limit)
}

/// A citation as the index has it: whole with its originator, else the serial alone.
fn cited(text: &str) -> String {
    match text.split_once(' ') {
        Some((originator, serial)) => format!("{} {serial}", originator.to_uppercase()),
        None => crate::document::serial(text),
    }
}

/// What `has:` may name.
pub(crate) const HAS: [&str; 5] = ["tearline", "pointer", "place", "occurred", "person"];

const FIELDS: &str = "originator, kind, topic, marking, person, named, place, id, refers, derived, issued, \
    occurred, has, precedence, near and box";

/// Half the way around the earth.
const RADIUS_KM_MAX: f64 = 20_100.0;
