//! What every format asks of a release.

use dissemination::{Naming, Released, Rendition};
use marking::{Marking, Scheme, TlpParsed, rollup};
use model::{Agency, Community, Mention, Portion};
use uuid::Uuid;

use crate::ids::{self, WHOLE};
use crate::tlp;

/// What is shown of one report, and the community in whose words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<'a> {
    /// What is shown.
    pub(crate) rendition: &'a Rendition,
    /// Whether US persons are named in it.
    pub(crate) naming: Naming,
    /// Whose agencies and schemes are meant.
    pub(crate) community: &'a Community,
}

impl<'a> Shown<'a> {
    pub(crate) fn new(released: &'a Released, community: &'a Community) -> Self {
        Self { rendition: released.rendition(), naming: released.naming(), community }
    }

    /// The form by which ids are told apart: a whole whose US persons are masked is not the whole.
    pub(crate) fn form_of(outcome: &'static str, naming: Naming) -> &'static str {
        match naming {
            Naming::Masked if outcome == WHOLE => "masked",
            Naming::Masked | Naming::Nobody | Naming::Shown => outcome,
        }
    }

    pub(crate) fn form(&self) -> &'static str {
        Self::form_of(self.rendition.outcome, self.naming)
    }

    pub(crate) fn uuid(&self) -> Uuid {
        ids::of_form(self.form(), self.rendition)
    }

    /// The permitted title, or what people cite.
    pub(crate) fn name(&self) -> String {
        let title = self.rendition.title.as_ref().filter(|title| !title.text.trim().is_empty());
        title.map_or_else(|| self.rendition.id.cited(), |title| title.text.clone())
    }

    /// The texts below the title, in the order in which they are printed.
    pub(crate) fn body(&self) -> impl Iterator<Item = &'a Portion> + use<'a> {
        let Rendition { portions, tearlines, pointer, .. } = self.rendition;
        portions.iter().chain(tearlines).chain(pointer)
    }

    /// The body as one text, each part behind its mark.
    pub(crate) fn text(&self) -> String {
        let marked: Vec<String> = self.body().map(marked).collect();
        marked.join("\n\n")
    }

    pub(crate) fn agency(&self) -> Option<&'a Agency> {
        self.community.agencies.get(&self.rendition.id.originator)
    }

    pub(crate) fn originator_name(&self) -> &'a str {
        let known =
            self.agency().map(|agency| agency.name.as_str()).filter(|name| !name.is_empty());
        known.unwrap_or_else(|| self.rendition.id.originator.as_str())
    }

    pub(crate) fn scheme(&self) -> Option<&'a Scheme> {
        self.community.scheme_of(&self.rendition.id.originator)
    }

    /// The label of the Traffic Light Protocol, where the originator marks by it.
    pub(crate) fn tlp(&self) -> Option<TlpParsed> {
        tlp::label(self.rendition, self.scheme())
    }

    /// The marking of a part, with the lists that it takes from the banner.
    pub(crate) fn marking_of(&self, portion: &Portion) -> Marking {
        portion.marking.in_banner(&self.rendition.banner)
    }

    /// The marking of an entity: that of the portion that names it, or the banner.
    pub(crate) fn marking_of_mention(&self, mention: &Mention) -> Marking {
        let portion = mention.portion.and_then(|at| self.rendition.portions.get(at));
        portion.map_or_else(|| self.rendition.banner.clone(), |portion| self.marking_of(portion))
    }

    /// What goes along: caveats, that it gives leads only, what the recipient owes.
    pub(crate) fn handling(&self) -> Vec<String> {
        let Rendition { caveats, leads_only, obligations, .. } = self.rendition;
        let said = obligations.iter().any(|owed| owed.name == "leads-only");
        let leads = (*leads_only && !said).then(|| LEADS_ONLY.to_owned());
        let caveats = caveats.iter().map(|caveat| format!("Caveat {caveat}"));
        let owed = obligations.iter().map(|owed| owed.text.clone());
        caveats.chain(leads).chain(owed).collect()
    }
}

/// A text behind its mark.
pub(crate) fn marked(portion: &Portion) -> String {
    format!("({}) {}", portion.marking.portion(), portion.text)
}

/// The tear lines that go beside a whole, as a rendition of their own that shows nothing else.
pub(crate) fn beside(rendition: &Rendition) -> Option<Rendition> {
    if rendition.outcome != WHOLE || rendition.tearlines.is_empty() {
        return None;
    }
    let marks = rendition.tearlines.iter().map(|tearline| &*tearline.marking);
    Some(Rendition {
        banner: rollup(marks).banner,
        title: None,
        portions: Vec::new(),
        pointer: None,
        caveats: Vec::new(),
        about: None,
        addressees: Vec::new(),
        mentions: Vec::new(),
        outcome: "tearline",
        ..rendition.clone()
    })
}

const LEADS_ONLY: &str = "Leads only, not evidence.";
