//! Which markings somebody may receive: each asked of the release engine as a report that has it and
//! nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;

use marking::Marking;
use model::{
    About, AgencyId, Kind, Manner, Portion, Precedence, Recipient, Report, ReportId, Serial,
};

use super::Clearinghouse;
use super::answers::{Caller, refusals};
use crate::{Error, Result};

/// A marking, and what somebody may have of a report that has it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Receivable {
    /// The banner.
    pub banner: String,
    /// Whether the whole of such a report may be had.
    pub may: bool,
    /// The rules that refuse.
    pub refused_by: Vec<String>,
}

impl Clearinghouse {
    /// Which of the usual markings a caller may receive, of an originator's material; of material that is
    /// no intelligence and nobody's own, if no originator is said. Of compartments, only those are asked
    /// that anybody may know of, and the caller's own.
    ///
    /// It says nothing of what is stored, and is asked of the recipient alone.
    ///
    /// # Errors
    /// When the originator is none of the community.
    pub fn receivable(
        &self,
        by: Caller<'_>,
        manner: Manner,
        originator: Option<&str>,
    ) -> Result<Vec<Receivable>> {
        let originator = match originator {
            None => AgencyId::new(NOBODY).map_err(|error| unknown(&error.to_string()))?,
            Some(text) => AgencyId::new(text)
                .ok()
                .filter(|id| self.community.agencies.contains_key(id))
                .ok_or_else(|| unknown(text))?,
        };
        let serial = Serial::new(SERIAL).map_err(|error| unknown(&error.to_string()))?;
        let id = ReportId { originator, serial, version: 1 };
        let in_force = self.store.in_force();
        let mut all = Vec::new();
        for banner in banners(by.recipient) {
            let Ok(parsed) = Marking::parse_by(&banner, &in_force.register) else { continue };
            let report = marked(&id, &banner, parsed.marking);
            let decision = self.ponder(by, &report, manner, None)?;
            let may = decision.form == Some(dissemination::Form::Whole);
            let refused_by = if may { Vec::new() } else { refusals(&decision) };
            all.push(Receivable { banner, may, refused_by });
        }
        Ok(all)
    }
}

/// The banners that are asked about: every level alone, with each usual control, and with each compartment.
fn banners(recipient: &Recipient) -> Vec<String> {
    let mut all: Vec<String> = UNCLASSIFIED.map(str::to_owned).to_vec();
    let countries: BTreeSet<&str> =
        recipient.countries.iter().map(|code| code.as_str()).filter(|code| *code != USA).collect();
    for level in ["CONFIDENTIAL", "SECRET", "TOP SECRET"] {
        all.push(level.to_owned());
        all.extend(CONTROLS.map(|control| format!("{level}//{control}")));
        all.extend(countries.iter().map(|code| format!("{level}//REL TO USA, {code}")));
    }
    let compartments = recipient.accesses.iter().map(String::as_str).chain(KNOWN_SYSTEMS);
    for compartment in compartments.collect::<BTreeSet<_>>() {
        all.extend(["SECRET", "TOP SECRET"].map(|level| format!("{level}//{compartment}//NOFORN")));
    }
    all
}

/// A report that has a marking and nothing else.
fn marked(id: &ReportId, banner: &str, marking: Marking) -> Report {
    let marking = Arc::new(marking);
    let portion = || Portion { marking: Arc::clone(&marking), written: None, text: "-".to_owned() };
    Report {
        id: id.clone(),
        kind: Kind::Report,
        precedence: Precedence::Routine,
        issued: None,
        title: portion(),
        banner: Arc::clone(&marking),
        banner_written: banner.to_owned(),
        portions: vec![portion()],
        caveats: Vec::new(),
        addressees: Vec::new(),
        need_to_know: Vec::new(),
        leads_only: false,
        tearlines: Vec::new(),
        pointer: None,
        about: About::default(),
        mentions: Vec::new(),
    }
}

fn unknown(originator: &str) -> Error {
    let shown: String = originator.chars().take(80).collect();
    Error::Act { what: format!("`{shown}` is no agency of the community") }
}

/// An originator whose material is no intelligence and nobody's own.
const NOBODY: &str = "NOBODY";
const SERIAL: &str = "MARKING";
const USA: &str = "USA";
const UNCLASSIFIED: [&str; 7] = [
    "UNCLASSIFIED",
    "UNCLASSIFIED//FOUO",
    "UNCLASSIFIED//LES",
    "UNCLASSIFIED//SBU",
    "UNCLASSIFIED//LIMDIS",
    "UNCLASSIFIED//DSEN",
    "CUI",
];
const CONTROLS: [&str; 8] = [
    "NOFORN",
    "REL TO USA, FVEY",
    "DISPLAY ONLY GBR",
    "ORCON/NOFORN",
    "IMCON/NOFORN",
    "PROPIN/NOFORN",
    "FISA/NOFORN",
    "RELIDO",
];
/// The control systems that the register publishes.
const KNOWN_SYSTEMS: [&str; 4] = ["HCS", "RSV", "SI", "TK"];
