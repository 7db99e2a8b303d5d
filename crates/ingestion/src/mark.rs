//! From a draft to a marked report, or a reason to set it aside.

use std::collections::HashMap;
use std::sync::Arc;

use marking::{Marking, Scheme};
use model::{
    About, AgencyId, Authority, CaveatId, Community, Dated, Judged, MadeFrom, Mention, NeedToKnow,
    Place, Portion, Profile, Report, ReportId, Timestamp,
};

use crate::foreign::note_unseen;
use crate::format::{
    DraftAuthority, DraftEntity, DraftNeed, DraftPeriod, DraftPlace, DraftPortion, DraftProfile,
};
use crate::place::Where;
use crate::reading::Reading;
use crate::{Draft, Quarantine};

/// A report that may be accepted, with what its originator should know.
#[derive(Debug)]
pub struct Marked {
    /// The report.
    pub report: Report,
    /// Notes for the originator: a stricter banner, a marking that was put right.
    pub notes: Vec<String>,
}

/// Marks drafts for one community. Keeps the markings it has read, since there are few.
#[derive(Debug)]
pub struct Marker<'c> {
    community: &'c Community,
    /// The scheme of the report that is being marked.
    scheme: Option<&'c Scheme>,
    /// By the scheme's name; the register has none.
    known: HashMap<&'c str, HashMap<String, Arc<Reading<'c>>>>,
}

impl<'c> Marker<'c> {
    /// For the originators and caveats of a community.
    pub fn new(community: &'c Community) -> Self {
        Self { community, scheme: None, known: HashMap::new() }
    }

    /// Marks every part of a draft and checks the banner against them.
    ///
    /// # Errors
    /// The reason for which the report must be set aside: nothing about its marking is guessed.
    pub fn mark(&mut self, draft: Draft) -> Result<Marked, Quarantine> {
        let mut notes = draft.notes;
        let originator = self.originator(&draft.originator)?;
        self.scheme = self.community.scheme_of(&originator);
        let caveats = self.caveats(&draft.caveats)?;
        let written = draft.banner.filter(|text| !text.trim().is_empty());
        let banner_written = written.ok_or(Quarantine::NoBanner)?;
        let banner = self.read(Where::The("banner"), &banner_written, &mut notes)?;
        let banner = match self.scheme {
            Some(scheme) => {
                let parts = (&draft.title, draft.portions.as_slice());
                self.local_banner(scheme, &banner_written, parts, &mut notes)?
            }
            None => banner,
        };
        let made_from = made_from(&draft.title, &draft.portions, &draft.tearlines);
        let title = self.portion(Where::The("title"), draft.title, &banner, &mut notes)?;
        let portions = self.portions("portion", draft.portions, &banner, &mut notes)?;
        let tearlines = self.marked("tear line", draft.tearlines, &mut notes)?;
        let pointer = draft.pointer.map(|p| self.own(Where::The("pointer"), p, &mut notes));
        let pointer = pointer.transpose()?;
        let leads_only =
            draft.leads_only.unwrap_or_else(|| self.community.is_intelligence(&originator));
        let report = Report {
            id: ReportId { originator, serial: draft.serial, version: draft.version },
            kind: draft.kind,
            precedence: draft.precedence,
            issued: draft.issued.map(dated),
            title,
            banner,
            banner_written,
            portions,
            caveats,
            addressees: draft.addressees,
            need_to_know: draft.need_to_know.into_iter().map(need).collect(),
            leads_only,
            tearlines,
            pointer,
            about: About {
                topics: draft.topics,
                occurred: draft.occurred.and_then(period),
                places: draft.places.into_iter().map(place).collect(),
                references: draft.references,
                derived_from: draft.derived_from,
                made_from,
                authority: draft.classification.map(authority),
                source_url: draft.source_url,
                original_marking: draft.original_marking,
            },
            mentions: draft.entities.into_iter().map(mention).collect(),
        };
        check_mentions(&report)?;
        Judged::check(&report).map_err(Quarantine::Judgement)?;
        check_banner(&report, &mut notes)?;
        Ok(Marked { report, notes })
    }

    fn originator(&self, text: &str) -> Result<AgencyId, Quarantine> {
        AgencyId::new(text)
            .ok()
            .filter(|id| self.community.agencies.contains_key(id))
            .ok_or_else(|| Quarantine::UnknownOriginator(text.to_owned()))
    }

    fn caveats(&self, texts: &[String]) -> Result<Vec<CaveatId>, Quarantine> {
        let defined = |text: &String| {
            CaveatId::new(text)
                .ok()
                .filter(|id| self.community.caveats.contains_key(id))
                .ok_or_else(|| Quarantine::UnknownCaveat(text.clone()))
        };
        texts.iter().map(defined).collect()
    }

    fn portions(
        &mut self,
        what: &str,
        drafts: Vec<DraftPortion>,
        banner: &Arc<Marking>,
        notes: &mut Vec<String>,
    ) -> Result<Vec<Portion>, Quarantine> {
        let numbered = drafts.into_iter().enumerate();
        numbered.map(|(at, d)| self.portion(Where::Nth(what, at), d, banner, notes)).collect()
    }

    /// A portion without a mark counts as the banner.
    fn portion(
        &mut self,
        place: Where<'_>,
        draft: DraftPortion,
        banner: &Arc<Marking>,
        notes: &mut Vec<String>,
    ) -> Result<Portion, Quarantine> {
        match draft.marking {
            Some(_) => {
                let portion = self.part(place, draft, notes)?;
                let whole = portion.marking.in_banner(banner);
                if whole.needs_banner() { Err(no_list(place, portion)) } else { Ok(portion) }
            }
            None => {
                note_unseen(&draft.text, place, notes);
                Ok(Portion { marking: Arc::clone(banner), written: None, text: draft.text })
            }
        }
    }

    fn marked(
        &mut self,
        what: &str,
        drafts: Vec<DraftPortion>,
        notes: &mut Vec<String>,
    ) -> Result<Vec<Portion>, Quarantine> {
        let numbered = drafts.into_iter().enumerate();
        numbered.map(|(at, d)| self.own(Where::Nth(what, at), d, notes)).collect()
    }

    /// A part that must have a mark of its own.
    fn own(
        &mut self,
        place: Where<'_>,
        draft: DraftPortion,
        notes: &mut Vec<String>,
    ) -> Result<Portion, Quarantine> {
        let part = self.part(place, draft, notes)?;
        // It travels without its banner.
        if part.marking.needs_banner() { Err(no_list(place, part)) } else { Ok(part) }
    }

    fn part(
        &mut self,
        place: Where<'_>,
        draft: DraftPortion,
        notes: &mut Vec<String>,
    ) -> Result<Portion, Quarantine> {
        let written = draft.marking.ok_or_else(|| Quarantine::NoMark(place.to_string()))?;
        let marking = self.read(place, &written, notes)?;
        note_unseen(&draft.text, place, notes);
        Ok(Portion { marking, written: Some(written), text: draft.text })
    }

    fn read(
        &mut self,
        place: Where<'_>,
        text: &str,
        notes: &mut Vec<String>,
    ) -> Result<Arc<Marking>, Quarantine> {
        let read = self.once(place, text)?;
        if let Some(problem) = read.unfit() {
            return Err(Quarantine::Rule {
                what: place.to_string(),
                text: text.to_owned(),
                problem: Box::new(problem.clone()),
            });
        }
        notes.extend(read.problems.iter().map(|p| format!("{place}: {} ({})", p.message, p.rule)));
        Ok(Arc::clone(&read.marking))
    }

    fn once(&mut self, place: Where<'_>, text: &str) -> Result<Arc<Reading<'c>>, Quarantine> {
        let scheme = self.scheme;
        let known = self.known.entry(scheme.map_or("", Scheme::name)).or_default();
        if let Some(read) = known.get(text) {
            return Ok(Arc::clone(read));
        }
        let register = &self.community.register;
        let read = match scheme {
            Some(scheme) => Reading::by_scheme(scheme, register, place, text),
            None => Reading::by_register(register, place, text),
        };
        let read = Arc::new(read?);
        if known.len() == MARKINGS_KEPT_MAX {
            known.clear();
        }
        known.insert(text.to_owned(), Arc::clone(&read));
        Ok(read)
    }

    /// Checks a scheme's banner against its portions in the scheme's own terms, and gives the
    /// register's banner that protects as much as all of them. The register rolls up in its own
    /// way, so what equals the written banner may be less than it asks for.
    fn local_banner(
        &mut self,
        scheme: &'c Scheme,
        written: &str,
        (title, portions): (&DraftPortion, &[DraftPortion]),
        notes: &mut Vec<String>,
    ) -> Result<Arc<Marking>, Quarantine> {
        let banner = self.once(Where::The("banner"), written)?;
        let mut parts = vec![Arc::clone(&banner)];
        if let Some(mark) = &title.marking {
            parts.push(self.once(Where::The("title"), mark)?);
        }
        for (at, portion) in portions.iter().enumerate() {
            if let Some(mark) = &portion.marking {
                parts.push(self.once(Where::Nth("portion", at), mark)?);
            }
        }
        let locals = parts.iter().skip(1).filter_map(|part| part.local.as_ref());
        if let Some((declared, required)) = banner.local.as_ref().zip(scheme.rollup(locals)) {
            let lacking = declared.lacks(&required);
            if !lacking.is_empty() {
                let (declared, required) = (declared.banner(), required.banner());
                return Err(Quarantine::WeakBanner { declared, required, lacking });
            }
        }
        let all = marking::rollup(parts.iter().map(|part| &*part.marking)).banner;
        notes.push(format!("the banner {written} counts as {} in the register", all.banner()));
        Ok(Arc::new(all))
    }
}

fn no_list(place: Where<'_>, part: Portion) -> Quarantine {
    let text = part.written.unwrap_or_else(|| part.marking.portion());
    Quarantine::NoList { what: place.to_string(), text }
}

fn check_banner(report: &Report, notes: &mut Vec<String>) -> Result<(), Quarantine> {
    let required = report.required_banner().banner;
    let lacking = report.banner.lacks(&required);
    if !lacking.is_empty() {
        return Err(Quarantine::WeakBanner {
            declared: report.banner.banner(),
            required: required.banner(),
            lacking,
        });
    }
    if *report.banner != required {
        let (declared, required) = (report.banner.banner(), required.banner());
        notes.push(format!("the banner {declared} is stricter than the portions need: {required}"));
    }
    Ok(())
}

fn check_mentions(report: &Report) -> Result<(), Quarantine> {
    let count = report.portions.len();
    let beyond = report.mentions.iter().find_map(|m| m.portion.filter(|at| *at >= count));
    beyond.map_or(Ok(()), |portion| Err(Quarantine::NoSuchPortion { portion, count }))
}

/// Positions that do not say what they are made from are left out at the end.
fn made_from(
    title: &DraftPortion,
    portions: &[DraftPortion],
    tearlines: &[DraftPortion],
) -> MadeFrom {
    let of = |parts: &[DraftPortion]| {
        let said = parts.iter().rposition(|part| part.derived_from.is_some());
        let parts = parts.iter().take(said.map_or(0, |last| last + 1));
        parts.map(|part| part.derived_from.clone()).collect()
    };
    MadeFrom { title: title.derived_from.clone(), portions: of(portions), tearlines: of(tearlines) }
}

fn dated((at, written): (Timestamp, String)) -> Dated {
    Dated { at, written }
}

fn need(draft: DraftNeed) -> NeedToKnow {
    let profile = |DraftProfile { profile, values }| Profile { policy: profile, values };
    match draft {
        DraftNeed::Profile(one) => NeedToKnow::Profile(profile(one)),
        DraftNeed::AnyOf(some) => NeedToKnow::AnyOf(some.into_iter().map(profile).collect()),
    }
}

fn period(draft: DraftPeriod) -> Option<(Dated, Dated)> {
    let DraftPeriod { from, to } = draft;
    let from = dated(from?);
    Some((from.clone(), to.map_or(from, dated)))
}

fn place(draft: DraftPlace) -> Place {
    let DraftPlace { name, country, lat, lon } = draft;
    Place { name, country, position: lat.zip(lon) }
}

fn mention(draft: DraftEntity) -> Mention {
    let DraftEntity { kind, name, aliases, ids, portion, us_person, role } = draft;
    let ids = ids.into_iter().map(|number| (number.scheme, number.value)).collect();
    Mention { kind, name, aliases, ids, portion, us_person, role }
}

fn authority(draft: DraftAuthority) -> Authority {
    let DraftAuthority { classified_by, derived_from, declassify_on, reason } = draft;
    Authority { classified_by, derived_from, declassify_on, reason }
}

const MARKINGS_KEPT_MAX: usize = 10_000;
