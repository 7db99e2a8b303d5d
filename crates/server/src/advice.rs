//! What a submitter is told of a report besides what becomes of it: what may be missing, wrong or more
//! sensitive than its mark. It is advice; nothing is decided by it, and nothing of it is kept.

use fusion::{Gazetteer, Named, Proven, Sort, extract, prove};
use ingestion::{Beyond, topics_of};
use model::{Community, Portion, Report, ReportId};

use crate::Duplicate;
use crate::wire::Advice;

/// All that can be said of a draft, but what depends on who asks.
pub(crate) fn advice(report: &Report, gazetteer: &Gazetteer) -> Vec<Advice> {
    let mut all = Vec::new();
    for offer in topics_of(report) {
        let text = format!("looks like {}: it says {}", offer.topic, quoted(&offer.words));
        all.push(Advice::of("topic", "", text));
    }
    for (part, portion) in parts(report) {
        let language = index::language_code(&portion.text);
        if language != "en" {
            all.push(Advice::of("language", &part, format!("is in the language `{language}`")));
        }
        all.extend(mentioned(report, &part, &portion.text, gazetteer));
    }
    all.extend(numbers(report));
    all.extend(places(report, gazetteer));
    all
}

/// What is said of protected words beyond their marks.
pub(crate) fn beyond(found: &Beyond) -> Advice {
    let Beyond { part, mark, word } = found;
    let text = format!(
        "has the word {}, which stands for {}, and is marked ({mark}); mark it higher if that is \
         meant",
        word.word, word.access
    );
    Advice::of("sensitive", part, text)
}

/// What is said of a reference that leads nowhere, as far as whoever is told can know.
pub(crate) fn unknown_reference(cited: &str) -> Advice {
    let text = format!("the reference `{cited}` is not here, or not for you to know of");
    Advice::of("reference", "", text)
}

/// What is said of a report that says nearly the same as one that was submitted, by the submitter's sight.
pub(crate) fn nearly_the_same(known: &Duplicate) -> Advice {
    let ReportId { originator, serial, version } = &known.found.released.rendition().id;
    let text = format!(
        "says nearly what {originator} {serial} v{version} says ({:.0} of 100 runs of words are in \
         both)",
        known.likeness * 100.0
    );
    Advice::of("duplicate", "", text)
}

fn parts(report: &Report) -> impl Iterator<Item = (String, &Portion)> {
    let portions = report.portions.iter().enumerate();
    let title = std::iter::once(("the title".to_owned(), &report.title));
    title.chain(portions.map(|(at, portion)| (format!("portion {at}"), portion)))
}

/// Whoever and whatever a text names that the report does not list.
fn mentioned(report: &Report, part: &str, text: &str, gazetteer: &Gazetteer) -> Vec<Advice> {
    let is_listed = |text: &str, normal: Option<&str>| {
        let same = |known: &str| known.eq_ignore_ascii_case(text) || normal == Some(known);
        report.mentions.iter().any(|of| {
            let names = std::iter::once(&of.name).chain(&of.aliases);
            let ids = of.ids.iter().map(|(_, value)| value);
            names.chain(ids).any(|known| same(known))
        }) || report.about.places.iter().any(|place| same(&place.name))
    };
    let mut told = Vec::new();
    for found in extract(text, gazetteer) {
        let kind = match found.sort {
            Sort::Person => "person",
            Sort::Organization => "organization",
            Sort::Phone => "phone",
            Sort::Mail => "mail",
            Sort::Account => "account",
            Sort::Document => "document",
            Sort::Vehicle => "vehicle",
            Sort::Vessel => "vessel",
            Sort::Aircraft => "aircraft",
            Sort::Place => "place",
            Sort::Coordinates => "position",
            Sort::Address | Sort::Date | Sort::Money | Sort::Route => continue,
        };
        let normal = found.normal.as_deref().filter(|normal| *normal != found.text);
        if found.confidence < SURE_PERCENT || is_listed(&found.text, normal) {
            continue;
        }
        let normal = normal.map(|normal| format!(" ({normal})")).unwrap_or_default();
        let text = format!("names the {kind} `{}`{normal}, which is not listed", found.text);
        let advice = Advice::of("entity", part, text);
        if told.len() < MENTIONS_MAX && !told.contains(&advice) {
            told.push(advice);
        }
    }
    told
}

/// Numbers that are listed, in the one form of their kind, or not sound.
fn numbers(report: &Report) -> Vec<Advice> {
    let listed = report.mentions.iter().flat_map(|of| of.ids.iter().map(move |id| (of, id)));
    let told = listed.filter_map(|(of, (scheme, value))| {
        let text = match prove(scheme, value)? {
            Proven::Sound(normal) if normal == *value => return None,
            Proven::Sound(normal) => format!("the {scheme} `{value}` of {} is {normal}", of.name),
            Proven::Unsound => {
                format!("the {scheme} `{value}` of {} is none: a digit is wrong", of.name)
            }
        };
        Some(Advice::of("number", "", text))
    });
    told.collect()
}

/// Places that are listed without their country or position, and that the gazetteer knows.
fn places(report: &Report, gazetteer: &Gazetteer) -> Vec<Advice> {
    let bare =
        report.about.places.iter().filter(|of| of.country.is_none() || of.position.is_none());
    let told = bare.filter_map(|place| {
        let known = gazetteer.place(&place.name)?;
        let at = known.position.map(|(lat, lon)| format!(" at {lat}, {lon}")).unwrap_or_default();
        let adds = (place.country.is_none(), place.position.is_none() && known.position.is_some());
        if place.country.as_deref().is_some_and(|said| said != known.country)
            || adds == (false, false)
        {
            return None;
        }
        let text = format!("the place `{}` may be that in {}{at}", place.name, known.country);
        Some(Advice::of("place", "", text))
    });
    told.collect()
}

/// The places that everybody knows, and the community's.
pub(crate) fn gazetteer(community: &Community) -> Gazetteer {
    let own = community.search.places.iter().flat_map(|place| {
        let (lat, lon) = place.microdegrees;
        let degrees = |micro: i32| f64::from(micro) / 1e6;
        let position = Some((degrees(lat), degrees(lon)));
        let named = move |name: &String| Named {
            name: name.clone(),
            country: Gazetteer::common()
                .place(name)
                .map(|known| known.country.clone())
                .unwrap_or_default(),
            position,
        };
        place.names.iter().map(named)
    });
    Gazetteer::with(own.filter(|place| !place.country.is_empty()))
}

fn quoted(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// How sure a mention must be to be offered.
const SURE_PERCENT: u8 = 80;
/// Mentions that are offered of one part.
const MENTIONS_MAX: usize = 50;
