//! Masks who US persons are: `[US PERSON 1]` in the stead of names, aliases and numbers.
//!
//! Whatever is listed as a US person is masked everywhere in the report, in whatever part it was
//! listed. Numbers count the US persons whom the form shows, in the order in which the report lists
//! them: those of the whole count all, and no number says that a withheld part names somebody.

mod find;
mod fold;
mod left_out;
mod names;

use model::{About, Authority, MadeFrom, Mention, Place, Portion, Report};

use crate::indexed_view::parts;
use crate::mask::find::{Found, find};
use crate::mask::names::Names;
use crate::{Form, Rendition};

/// What is masked in a report.
#[derive(Debug)]
pub(crate) struct Masker {
    names: Names,
}

/// What is masked in one form of a report, with the number of each US person.
#[derive(Debug)]
pub(crate) struct FormMasker {
    masker: Masker,
    numbers: Vec<Option<usize>>,
}

impl Masker {
    /// Of a report; `None` where it lists no US person.
    pub(crate) fn of(report: &Report) -> Option<Self> {
        let listed = report.mentions.iter().any(|mention| mention.us_person == Some(true));
        listed.then(|| Self { names: Names::of(&report.mentions) })
    }

    /// Whether a text names a US person.
    pub(crate) fn names_somebody(&self, text: &str) -> bool {
        !find(&self.names, text).is_empty()
    }

    /// Whether an entity is a US person, or says who one is.
    pub(crate) fn masks(&self, mention: &Mention) -> bool {
        self.names.person(mention).is_some()
            || said_of(mention).iter().any(|text| self.names_somebody(text))
    }

    /// Numbers the US persons of a form.
    pub(crate) fn of_form(self, report: &Report, form: &Form) -> FormMasker {
        let mut shown = vec![false; self.names.count()];
        let mut show = |person: usize| {
            if let Some(shown) = shown.get_mut(person) {
                *shown = true;
            }
        };
        for part in parts(report, form) {
            find(&self.names, &part.text).iter().for_each(|found| show(found.person()));
        }
        for mention in report.mentions.iter().filter(|mention| is_listed(mention, form)) {
            let person = self.names.person(mention);
            person.into_iter().for_each(&mut show);
            // Of a person itself the role alone is said in words.
            let said = if person.is_none() { said_of(mention) } else { said_of_role(mention) };
            said.iter()
                .for_each(|text| find(&self.names, text).iter().for_each(|f| show(f.person())));
        }
        let mut next = 0;
        let numbers = shown.into_iter().map(|shown| {
            next += usize::from(shown);
            shown.then_some(next)
        });
        FormMasker { numbers: numbers.collect(), masker: self }
    }
}

/// Whether an entity goes with a form.
fn is_listed(mention: &Mention, form: &Form) -> bool {
    match form {
        Form::Whole => true,
        Form::Redacted { portions, .. } => mention.portion.is_some_and(|at| portions.contains(&at)),
        Form::TearLine { .. } | Form::Pointer { .. } => false,
    }
}

/// What an entity that is no US person says.
fn said_of(mention: &Mention) -> Vec<&str> {
    let Mention { kind: _, name, aliases, ids, portion: _, us_person: _, role: _ } = mention;
    let said = std::iter::once(name).chain(aliases).chain(ids.iter().map(|(_, value)| value));
    said.map(String::as_str).chain(said_of_role(mention)).collect()
}

fn said_of_role(mention: &Mention) -> Vec<&str> {
    mention.role.iter().map(String::as_str).collect()
}

impl FormMasker {
    /// A text, masked.
    pub(crate) fn text(&self, text: &str) -> String {
        self.replaced(text, find(&self.masker.names, text))
    }

    /// The name of something else, masked where somebody's whole name stands in it.
    fn whole_names(&self, text: &str) -> String {
        let found = find(&self.masker.names, text).into_iter().filter(|found| found.whole);
        self.replaced(text, found.collect())
    }

    fn replaced(&self, text: &str, all: Vec<Found>) -> String {
        let mut masked = String::with_capacity(text.len());
        let mut at = 0;
        for found in all {
            masked.push_str(text.get(at..found.bytes.start).unwrap_or_default());
            masked.push_str(&self.mask(found.person()));
            at = found.bytes.end;
        }
        masked.push_str(text.get(at..).unwrap_or_default());
        masked
    }

    /// A rendition, masked in everything that is text.
    pub(crate) fn rendition(&self, rendition: Rendition) -> Rendition {
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
        let all = |of: Vec<Portion>| of.into_iter().map(|part| self.portion(part)).collect();
        Rendition {
            title: title.map(|title| self.portion(title)),
            portions: all(portions),
            tearlines: all(tearlines),
            pointer: pointer.map(|pointer| self.portion(pointer)),
            about: about.map(|about| self.about(about)),
            addressees: self.texts(addressees),
            mentions: mentions.into_iter().map(|mention| self.mention(mention)).collect(),
            id,
            kind,
            precedence,
            issued,
            banner,
            caveats,
            leads_only,
            obligations,
            outcome,
        }
    }

    fn mask(&self, person: usize) -> String {
        // Whoever is found was numbered, or stands beside the form's own text alone.
        let number = self.numbers.get(person).copied().flatten();
        let number = number.unwrap_or_else(|| self.numbers.iter().flatten().count() + 1);
        format!("[US PERSON {number}]")
    }

    fn texts(&self, texts: Vec<String>) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    fn portion(&self, portion: Portion) -> Portion {
        Portion { text: self.text(&portion.text), ..portion }
    }

    /// An entity, masked.
    pub(crate) fn mention(&self, mention: Mention) -> Mention {
        let person = self.masker.names.person(&mention);
        let Mention { kind, name, aliases, ids, portion, us_person, role } = mention;
        let role = role.map(|role| self.text(&role));
        match person {
            Some(person) => Mention {
                kind,
                name: self.mask(person),
                aliases: Vec::new(),
                ids: Vec::new(),
                portion,
                us_person: Some(true),
                role,
            },
            None => Mention {
                kind,
                name: self.text(&name),
                aliases: self.texts(aliases),
                ids: ids.into_iter().map(|(scheme, value)| (scheme, self.text(&value))).collect(),
                portion,
                us_person,
                role,
            },
        }
    }

    /// What the whole says about itself, masked.
    pub(crate) fn about(&self, about: About) -> About {
        let About {
            topics,
            occurred,
            places,
            references,
            derived_from,
            made_from,
            authority,
            source_url,
            original_marking,
        } = about;
        About {
            // Topics are the community's words. A place may well be called as somebody is.
            topics: topics.into_iter().filter(|topic| !self.is_named_in(topic.as_str())).collect(),
            places: places.into_iter().map(|place| self.place(place)).collect(),
            references: self.texts(references),
            derived_from: self.texts(derived_from),
            made_from: self.made_from(made_from),
            authority: authority.map(|authority| self.authority(authority)),
            source_url: source_url.map(|url| self.text(&url)),
            original_marking,
            occurred,
        }
    }

    fn made_from(&self, made_from: MadeFrom) -> MadeFrom {
        let all = |of: Option<Vec<String>>| of.map(|of| self.texts(of));
        MadeFrom {
            title: all(made_from.title),
            portions: made_from.portions.into_iter().map(all).collect(),
            tearlines: made_from.tearlines.into_iter().map(all).collect(),
        }
    }

    /// Whether somebody's whole name stands in a text.
    fn is_named_in(&self, text: &str) -> bool {
        find(&self.masker.names, text).iter().any(|found| found.whole)
    }

    fn place(&self, place: Place) -> Place {
        Place { name: self.whole_names(&place.name), ..place }
    }

    fn authority(&self, authority: Authority) -> Authority {
        let Authority { classified_by, derived_from, declassify_on, reason } = authority;
        let text = |text: Option<String>| text.map(|text| self.text(&text));
        Authority {
            classified_by: text(classified_by),
            derived_from: text(derived_from),
            declassify_on,
            reason: text(reason),
        }
    }
}

#[cfg(test)]
mod tests;
