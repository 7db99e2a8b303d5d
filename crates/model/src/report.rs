//! A report, marked and complete.

use std::collections::BTreeSet;
use std::sync::Arc;

use marking::{Marking, rollup};

use crate::{AgencyId, CaveatId, Kind, Precedence, ReportId, Timestamp, Topic};

/// One item from an originator, every part of it marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Whose, which, and which version.
    pub id: ReportId,
    /// What kind of report.
    pub kind: Kind,
    /// How fast it must go.
    pub precedence: Precedence,
    /// When the originator issued it.
    pub issued: Option<Dated>,
    /// The title.
    pub title: Portion,
    /// The banner: equal to what the portions require, or stricter.
    pub banner: Arc<Marking>,
    /// The banner as the originator wrote it.
    pub banner_written: String,
    /// The portions, at least one.
    pub portions: Vec<Portion>,
    /// The originator's caveats.
    pub caveats: Vec<CaveatId>,
    /// The distribution list of ORCON, EXDIS and NODIS: agencies or recipients.
    pub addressees: Vec<String>,
    /// Need-to-know profiles.
    pub need_to_know: Vec<NeedToKnow>,
    /// Whether it gives leads only, not evidence (charter, function 1, note).
    pub leads_only: bool,
    /// Sanitised versions with markings of their own.
    pub tearlines: Vec<Portion>,
    /// Whom to ask, for those who may know only that.
    pub pointer: Option<Portion>,
    /// What the report as a whole says about itself; it goes with the whole alone.
    pub about: About,
    /// Who and what is named.
    pub mentions: Vec<Mention>,
}

/// A paragraph, title or tear line with its marking.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Portion {
    /// The marking: its own, or the banner when it has none. Few markings serve many portions, so
    /// they are shared.
    pub marking: Arc<Marking>,
    /// The mark as the originator wrote it; `None` when it inherits the banner.
    pub written: Option<String>,
    /// The text.
    pub text: String,
}

/// A point in time, and how the originator wrote it (often only a month).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Dated {
    /// The point in time.
    pub at: Timestamp,
    /// As written.
    pub written: String,
}

/// What has no mark of its own and therefore counts as the banner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// Subjects.
    pub topics: Vec<Topic>,
    /// When what is reported happened: first and last day.
    pub occurred: Option<(Dated, Dated)>,
    /// Where.
    pub places: Vec<Place>,
    /// Reports it refers to.
    pub references: Vec<String>,
    /// Reports it is made from, as `ORIGINATOR SERIAL`.
    pub derived_from: Vec<String>,
    /// Which of them each part is made from, where it says so.
    pub made_from: MadeFrom,
    /// The classification authority block.
    pub authority: Option<Authority>,
    /// Where it is published.
    pub source_url: Option<String>,
    /// The marking as printed on the original, where that differs from the banner.
    pub original_marking: Option<String>,
}

/// Which reports each part of a derived product is made from. A part that does not say is made from
/// all that the product names; one that names none is the product's own.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct MadeFrom {
    /// The title.
    pub title: Option<Vec<String>>,
    /// The portions, by position; a position beyond the end does not say.
    pub portions: Vec<Option<Vec<String>>>,
    /// The tear lines, likewise.
    pub tearlines: Vec<Option<Vec<String>>>,
}

/// A place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Its country's trigraph.
    pub country: Option<String>,
    /// Latitude and longitude in degrees.
    pub position: Option<(f64, f64)>,
}

/// Somebody or something that the report names.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Mention {
    /// Person, organization, vessel and so on.
    pub kind: String,
    /// The name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Identity numbers: scheme and value.
    pub ids: Vec<(String, String)>,
    /// The portion that names it; `None` counts as the banner.
    pub portion: Option<usize>,
    /// Whether it is a US person, where the originator said.
    pub us_person: Option<bool>,
    /// What part it plays.
    pub role: Option<String>,
}

/// What a recipient must need to know: all that a report asks must hold (`ISM.ACES`, NTK
/// `RequiresAllOf`).
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum NeedToKnow {
    /// One profile must hold.
    Profile(Profile),
    /// One of these must hold (`RequiresAnyOf`).
    AnyOf(Vec<Profile>),
}

/// A need-to-know profile of `ISM.ACES`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Profile {
    /// The policy: `oc`, `xd`, `nd`, `propin`, `ico`, `license`, `mn`, `permissive`, `restrictive`,
    /// `rac`, `ent-role`; any other withholds.
    pub policy: String,
    /// Its values.
    pub values: Vec<String>,
}

impl NeedToKnow {
    /// The profiles in it.
    pub fn profiles(&self) -> &[Profile] {
        match self {
            Self::Profile(profile) => std::slice::from_ref(profile),
            Self::AnyOf(profiles) => profiles,
        }
    }
}

impl About {
    /// Every report that the product or a part of it is made from, each once.
    pub fn sources(&self) -> BTreeSet<&str> {
        let MadeFrom { title, portions, tearlines } = &self.made_from;
        let parts = title.iter().chain(portions.iter().flatten()).chain(tearlines.iter().flatten());
        parts.flatten().chain(&self.derived_from).map(String::as_str).collect()
    }

    /// What the title is made from.
    pub fn sources_of_title(&self) -> &[String] {
        self.made_from.title.as_ref().unwrap_or(&self.derived_from)
    }

    /// What a portion is made from.
    pub fn sources_of_portion(&self, at: usize) -> &[String] {
        self.said(&self.made_from.portions, at)
    }

    /// What a tear line is made from.
    pub fn sources_of_tearline(&self, at: usize) -> &[String] {
        self.said(&self.made_from.tearlines, at)
    }

    fn said<'a>(&'a self, of: &'a [Option<Vec<String>>], at: usize) -> &'a [String] {
        of.get(at).and_then(Option::as_ref).unwrap_or(&self.derived_from)
    }
}

/// The classification authority block (register E).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Authority {
    /// Who classified.
    pub classified_by: Option<String>,
    /// From what.
    pub derived_from: Option<String>,
    /// Until when.
    pub declassify_on: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

impl Report {
    /// The banner that title and portions require. Lists that a portion takes from the banner are
    /// written out; an unclassified portion with a control but no disclosure marking is handled as
    /// the banner says (register B.3, table 2).
    pub fn required_banner(&self) -> marking::Rollup {
        let handled = |portion: &Portion| match portion.marking.is_caveated() {
            true => portion.marking.within(&self.banner),
            false => portion.marking.in_banner(&self.banner),
        };
        let parts: Vec<_> =
            std::iter::once(&self.title).chain(&self.portions).map(handled).collect();
        rollup(parts.iter())
    }

    /// The agency whose report it is.
    pub fn originator(&self) -> &AgencyId {
        &self.id.originator
    }
}
