//! All that a report mentions: what its originator lists and what its text says, each with the classes of
//! the parts that it was made from.

use std::collections::BTreeMap;

use dissemination::{Classes, HandlingId};
use model::{Mention, Report, Timestamp};

use crate::check::compact;
use crate::{
    Found, Gazetteer, Identifier, Kind, MentionId, Place, PlacePart, Record, Sighting, Sort,
    extract,
};

/// The mentions of a report, ready for [`crate::Fusion::add`].
///
/// What the originator lists comes first, in its order; then what stands in the title, each portion and
/// each tear line. A
/// mention has the class of its portion, or that of the whole where it names none; whoever is a US person
/// has the class of the identities besides. Nothing goes from one portion into a mention of another.
pub fn mentions(
    report: &Report,
    classes: &Classes<HandlingId>,
    gazetteer: &Gazetteer,
) -> Vec<Sighting> {
    let mut made = Making { report, classes, sightings: Vec::new() };
    for mention in &report.mentions {
        made.listed(mention);
    }
    made.text(
        &report.title.text,
        None,
        classes.title,
        gazetteer,
        identities(classes, |of| of.title),
    );
    for (at, portion) in report.portions.iter().enumerate() {
        let Some(class) = classes.portions.get(at) else { continue };
        let naming = identities(classes, |of| of.portions.get(at).copied().unwrap_or(true));
        made.text(&portion.text, Some(at), *class, gazetteer, naming);
    }
    for (at, tearline) in report.tearlines.iter().enumerate() {
        let Some(class) = classes.tearlines.get(at) else { continue };
        let naming = identities(classes, |of| of.tearlines.get(at).copied().unwrap_or(true));
        made.text(&tearline.text, None, *class, gazetteer, naming);
    }
    made.sightings
}

/// The class of identities, where a part names US persons.
fn identities(
    classes: &Classes<HandlingId>,
    names: impl Fn(&dissemination::Identities<HandlingId>) -> bool,
) -> Option<HandlingId> {
    classes.identities.as_ref().filter(|of| names(of)).map(|of| of.class)
}

struct Making<'r> {
    report: &'r Report,
    classes: &'r Classes<HandlingId>,
    sightings: Vec<Sighting>,
}

impl Making<'_> {
    /// What the originator lists.
    fn listed(&mut self, mention: &Mention) {
        let portion = mention.portion.filter(|at| *at < self.classes.portions.len());
        let class = portion.and_then(|at| self.classes.portions.get(at).copied());
        let mut needs = vec![class.unwrap_or(self.classes.whole)];
        if mention.us_person == Some(true) {
            needs.extend(self.classes.identities.as_ref().map(|of| of.class));
        }
        self.push(listed(mention), &mention.name, mention.role.clone(), portion, needs);
    }

    /// What a part's text says.
    fn text(
        &mut self,
        text: &str,
        portion: Option<usize>,
        class: HandlingId,
        gazetteer: &Gazetteer,
        naming: Option<HandlingId>,
    ) {
        for (sort, record, written) in said(text, gazetteer) {
            // Who in a part is a US person is not told by its text, so nobody in it is shown to those who
            // may not know who they are.
            let needs = [Some(class), naming.filter(|_| sort == Sort::Person)];
            self.push(record, &written, None, portion, needs.into_iter().flatten().collect());
        }
    }

    fn push(
        &mut self,
        record: Record,
        written: &str,
        role: Option<String>,
        portion: Option<usize>,
        needs: Vec<HandlingId>,
    ) {
        let number = u32::try_from(self.sightings.len()).unwrap_or(u32::MAX);
        let id = MentionId { report: self.report.id.clone(), number };
        let (written, at) = (written.to_owned(), self.when(&needs));
        self.sightings.push(Sighting { id, record, written, role, portion, at, needs });
    }

    /// When it happened. That is told with the whole alone, so that only mentions which need the whole
    /// have it; the others have the day of issue.
    fn when(&self, needs: &[HandlingId]) -> Option<Timestamp> {
        let whole = needs.contains(&self.classes.whole);
        let occurred = self.report.about.occurred.as_ref().filter(|_| whole);
        let occurred = occurred.map(|(from, _)| from.at);
        occurred.or_else(|| self.report.issued.as_ref().map(|issued| issued.at))
    }
}

/// What an originator says of whom it lists.
pub(crate) fn listed(mention: &Mention) -> Record {
    let mut record = Record::new(Kind::of(&mention.kind)).named(&mention.name);
    for alias in &mention.aliases {
        record = record.named(alias);
    }
    let identifiers =
        mention.ids.iter().filter_map(|(scheme, value)| Identifier::read(scheme, value));
    for identifier in identifiers {
        record = record.identified(identifier);
    }
    match &mention.role {
        Some(role) => record.role(role),
        None => record,
    }
}

/// Whom and what a text mentions, in order, each as it is written.
pub(crate) fn said(text: &str, gazetteer: &Gazetteer) -> Vec<(Sort, Record, String)> {
    let found = extract(text, gazetteer);
    // What a document's number belongs to is the person who is named last before it.
    let mut numbers: BTreeMap<usize, Vec<&Found>> = BTreeMap::new();
    let mut last = None;
    for (at, one) in found.iter().enumerate() {
        match one.sort {
            Sort::Person => last = Some(at),
            Sort::Document => {
                if let Some(holder) = last.filter(|holder| is_near(text, &found, *holder, one)) {
                    numbers.entry(holder).or_default().push(one);
                }
            }
            Sort::Organization
            | Sort::Phone
            | Sort::Mail
            | Sort::Account
            | Sort::Vehicle
            | Sort::Vessel
            | Sort::Aircraft
            | Sort::Address
            | Sort::Coordinates
            | Sort::Place
            | Sort::Date
            | Sort::Money
            | Sort::Route => {}
        }
    }
    let mut said = Vec::with_capacity(found.len());
    for (at, one) in found.iter().enumerate() {
        let Some(mut record) = record(one, gazetteer) else { continue };
        for number in numbers.get(&at).into_iter().flatten() {
            if let Some(identifier) = identifier(number) {
                record = record.identified(identifier);
            }
        }
        said.push((one.sort, record, one.text.clone()));
    }
    said
}

/// Whether a number stands in the sentence of its holder.
fn is_near(text: &str, found: &[Found], holder: usize, number: &Found) -> bool {
    let end = found.get(holder).map_or(0, |holder| holder.span.end);
    text.get(end..number.span.start).is_some_and(|between| !between.contains(['.', ';']))
}

/// What a piece of text says of what it mentions; nothing for dates, sums and routes, which are of no one.
fn record(found: &Found, gazetteer: &Gazetteer) -> Option<Record> {
    let thing = Record::new(Kind::Thing);
    match found.sort {
        Sort::Person => Some(Record::new(Kind::Person).named(&found.text)),
        Sort::Organization => Some(Record::new(Kind::Organization).named(&found.text)),
        Sort::Vessel => Some(named_or_numbered(Record::new(Kind::Vessel), found)),
        Sort::Aircraft => {
            identifier(found).map(|number| Record::new(Kind::Aircraft).identified(number))
        }
        Sort::Vehicle => {
            identifier(found).map(|number| Record::new(Kind::Vehicle).identified(number))
        }
        Sort::Phone | Sort::Mail | Sort::Account | Sort::Document => {
            identifier(found).map(|number| thing.identified(number))
        }
        Sort::Address => {
            let place = Place::read(PlacePart::Street, &found.text)?;
            let number = Identifier::read("address", &found.text)?;
            Some(thing.at(place).identified(number))
        }
        Sort::Place => {
            let place = Place::read(PlacePart::Locality, &found.text)?;
            let country = gazetteer.place(&found.text).map(|place| place.country.clone());
            let code = country.unwrap_or_default();
            let number = Identifier::read("place", &format!("{} {code}", found.text))?;
            Some(thing.at(place).identified(number))
        }
        Sort::Coordinates | Sort::Date | Sort::Money | Sort::Route => None,
    }
}

fn named_or_numbered(record: Record, found: &Found) -> Record {
    match found.scheme {
        "name" => record.named(&found.text),
        _ => identifier(found).map_or(record.clone(), |number| record.identified(number)),
    }
}

fn identifier(found: &Found) -> Option<Identifier> {
    let value = found.normal.clone().unwrap_or_else(|| match found.sort {
        Sort::Mail => found.text.clone(),
        Sort::Person
        | Sort::Organization
        | Sort::Phone
        | Sort::Account
        | Sort::Document
        | Sort::Vehicle
        | Sort::Vessel
        | Sort::Aircraft
        | Sort::Address
        | Sort::Coordinates
        | Sort::Place
        | Sort::Date
        | Sort::Money
        | Sort::Route => compact(&found.text),
    });
    Identifier::read(found.scheme, &value)
}
