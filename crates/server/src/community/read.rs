//! Reads the community's file whole, or says everything that is wrong with it, with lines.

mod exceptions;
mod register;
mod scheme;
mod search;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use marking::{Code, Control, Level, Register};
use model::{
    Act, Agency, AgencyId, Caveat, CaveatId, Community, EntityType, Function, Memberships, Purpose,
    Recipient, RecipientId, RecipientKind, Timestamp,
};
use serde_spanned::Spanned;

use super::wire;
use crate::{Error, Result};

/// Reads a file's text. The path is for messages.
///
/// # Errors
/// Every fault of the file with its line.
pub fn read(text: &str, path: &Path) -> Result<Community> {
    let shown = path.display().to_string();
    let mut reader = Reader {
        text,
        shown,
        faults: Vec::new(),
        controls: Vec::new(),
        community: Community::default(),
    };
    match toml::from_str::<wire::File>(text) {
        Ok(file) => reader.file(file),
        Err(error) => reader.fault(error.span().unwrap_or_default(), error.message()),
    }
    if reader.faults.is_empty() {
        return Ok(reader.community);
    }
    Err(Error::Community { file: path.to_owned(), faults: reader.faults })
}

/// Reads a file of acts, in a community: what is decided, and why.
///
/// # Errors
/// Every fault of the file with its line.
pub fn read_acts(text: &str, path: &Path, community: &Community) -> Result<(Vec<Act>, String)> {
    let mut known = community.clone();
    known.procedures.clear();
    known.grants.clear();
    known.authorizations.clear();
    known.embargoes.clear();
    let shown = path.display().to_string();
    let (faults, controls) = (Vec::new(), Vec::new());
    let mut reader = Reader { text, shown, faults, controls, community: known };
    let mut reason = String::new();
    match toml::from_str::<wire::Acts>(text) {
        Ok(file) => {
            reader.acts(&file);
            reason = file.reason;
        }
        Err(error) => reader.fault(error.span().unwrap_or_default(), error.message()),
    }
    if !reader.faults.is_empty() {
        return Err(Error::Acts { file: path.to_owned(), faults: reader.faults });
    }
    let Community { procedures, grants, authorizations, embargoes, .. } = reader.community;
    let acts = procedures.into_iter().map(Act::Procedure);
    let acts = acts.chain(grants.into_iter().map(Act::Grant));
    let acts = acts.chain(authorizations.into_iter().map(Act::Authorization));
    Ok((acts.chain(embargoes.into_iter().map(Act::Embargo)).collect(), reason))
}

struct Reader<'t> {
    text: &'t str,
    shown: String,
    faults: Vec<String>,
    /// The controls of the register, in the file's order, until their caveats are read.
    controls: Vec<Option<Control>>,
    community: Community,
}

impl Reader<'_> {
    fn fault(&mut self, at: Range<usize>, what: impl std::fmt::Display) {
        let before = self.text.get(..at.start).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        self.faults.push(format!("{}:{line}: {what}", self.shown));
    }

    fn file(&mut self, file: wire::File) {
        if file.format.get_ref() != FORMAT {
            self.fault(file.format.span(), format_args!("the format must be \"{FORMAT}\""));
        }
        self.community.name = file.name;
        self.community.leads_only_open = self.all(&file.leads_only.open, purpose);
        self.register(&file.register);
        file.scheme.iter().for_each(|scheme| self.scheme(scheme));
        for agency in &file.agency {
            self.agency(agency);
        }
        self.check_parents(&file.agency);
        file.recipient.iter().for_each(|recipient| self.recipient(recipient));
        file.caveat.iter().for_each(|caveat| self.caveat(caveat));
        self.control_caveats(&file.register);
        file.procedure.iter().for_each(|procedure| self.procedure(procedure));
        file.grant.iter().for_each(|grant| self.grant(grant));
        file.authorization.iter().for_each(|given| self.authorization(given));
        file.embargo.iter().for_each(|embargo| self.embargo(embargo));
        self.search(&file.search);
    }

    /// Acts in a file of their own, which are read as those of a community's file are.
    fn acts(&mut self, file: &wire::Acts) {
        if file.format.get_ref() != ACTS_FORMAT {
            self.fault(file.format.span(), format_args!("the format must be \"{ACTS_FORMAT}\""));
        }
        file.procedure.iter().for_each(|procedure| self.procedure(procedure));
        file.grant.iter().for_each(|grant| self.grant(grant));
        file.authorization.iter().for_each(|given| self.authorization(given));
        file.embargo.iter().for_each(|embargo| self.embargo(embargo));
    }

    fn agency(&mut self, wire: &wire::Agency) {
        let id = self.one(&wire.id, agency_id);
        let nation = self.country(&wire.nation);
        let parent = wire.parent.as_ref().and_then(|parent| self.one(parent, agency_id));
        if let Some(scheme) = &wire.scheme
            && !self.community.schemes.contains_key(scheme.get_ref())
        {
            let what = format!("`{}` is not a scheme of this file", scheme.get_ref());
            self.fault(scheme.span(), what);
        }
        let (Some(id), Some(nation)) = (id, nation) else { return };
        let wire::Agency { name, intelligence, state_local, scheme, .. } = wire;
        let agency = Agency {
            id: id.clone(),
            name: name.clone(),
            nation,
            parent,
            intelligence: *intelligence,
            state_local: *state_local,
            scheme: scheme.as_ref().map(|scheme| scheme.get_ref().clone()),
        };
        if self.community.agencies.insert(id, agency).is_some() {
            self.fault(wire.id.span(), "this agency stands in the file twice");
        }
    }

    fn check_parents(&mut self, agencies: &[wire::Agency]) {
        let parents: BTreeMap<&str, &str> = agencies
            .iter()
            .filter_map(|a| Some((a.id.get_ref().as_str(), a.parent.as_ref()?.get_ref().as_str())))
            .collect();
        for agency in agencies {
            let Some(parent) = &agency.parent else { continue };
            self.known(parent);
            let upwards = |at: &&str| parents.get(*at).copied();
            let start = Some(agency.id.get_ref().as_str());
            if std::iter::successors(start, upwards).nth(parents.len() + 1).is_some() {
                self.fault(parent.span(), "the parents go round in a circle");
            }
        }
    }

    fn recipient(&mut self, wire: &wire::Recipient) {
        let id = self.one(&wire.id, |text| RecipientId::new(text).map_err(|e| e.to_string()));
        let kind = self.one(&wire.kind, |t| word(t, RecipientKind::parse, RecipientKind::names));
        let clearance = self.one(&wire.clearance, level);
        let register = self.community.register.clone();
        let accesses = self.all(&wire.accesses, |text| access(text, &register));
        let countries = self.countries(&wire.countries);
        let admin = self.known(&wire.admin_organization);
        let duty = self.known(&wire.duty_organization);
        let entity = self.one(&wire.entity_type, |t| word(t, EntityType::parse, EntityType::names));
        let functions = self.all(&wire.functions, |t| word(t, Function::parse, Function::names));
        let (Some(id), Some(kind), Some(clearance)) = (id, kind, clearance) else { return };
        let (Some(admin), Some(duty), Some(entity_type)) = (admin, duty, entity) else { return };
        let recipient = Recipient {
            id: id.clone(),
            name: wire.name.clone(),
            kind,
            clearance,
            accesses,
            countries,
            admin_organization: admin,
            duty_organization: duty,
            entity_type,
            functions,
            memberships: Memberships {
                groups: wire.groups.clone(),
                licenses: wire.licenses.clone(),
                issues: wire.issues.clone(),
                regions: wire.regions.clone(),
                authorities: wire.authorities.clone(),
                roles: wire.roles.clone(),
            },
            handling_controls: self.all(&wire.handling_controls, handling_control),
        };
        if self.community.recipients.insert(id, recipient).is_some() {
            self.fault(wire.id.span(), "this recipient stands in the file twice");
        }
    }

    fn caveat(&mut self, wire: &wire::Caveat) {
        let id = self.one(&wire.id, |text| CaveatId::new(text).map_err(|e| e.to_string()));
        let agencies = wire.agencies.as_ref().map(|list| self.all_known(list));
        let countries = wire.countries.as_ref().map(|list| self.countries(list));
        let entity_types = wire
            .entity_types
            .as_ref()
            .map(|list| self.all(list, |t| word(t, EntityType::parse, EntityType::names)));
        let functions = wire
            .functions
            .as_ref()
            .map(|list| self.all(list, |t| word(t, Function::parse, Function::names)));
        let closed_purposes = self.all(&wire.closed_purposes, purpose);
        let Some(id) = id else { return };
        let owner = AgencyId::new(id.agency());
        if !owner.is_ok_and(|owner| self.community.agencies.contains_key(&owner)) {
            let what = format!("`{}` is not an agency of this file", id.agency());
            self.fault(wire.id.span(), what);
        }
        let caveat = Caveat {
            id: id.clone(),
            meaning: wire.meaning.clone(),
            agencies,
            addressees: wire.addressees,
            countries,
            entity_types,
            functions,
            closed_purposes,
            persons: wire.persons.as_ref().map(|list| self.persons(list)),
            no_field: wire.no_field,
            no_contractors: wire.no_contractors,
            not_abroad: wire.not_abroad,
            background_only: wire.background_only,
            acknowledge: wire.acknowledge,
            declare_use: wire.declare_use,
            until: wire.until.as_ref().and_then(|until| self.one(until, time)),
        };
        if self.community.caveats.insert(id, caveat).is_some() {
            self.fault(wire.id.span(), "this caveat stands in the file twice");
        }
    }

    /// A country of the register.
    fn country(&mut self, text: &Spanned<String>) -> Option<Code> {
        let found = self.community.register.code(text.get_ref());
        let country = found.filter(|code| code.is_country());
        if country.is_none() {
            let what = format!("`{}` is not the trigraph of a country", text.get_ref());
            self.fault(text.span(), what);
        }
        country
    }

    fn countries(&mut self, texts: &[Spanned<String>]) -> BTreeSet<Code> {
        texts.iter().filter_map(|text| self.country(text)).collect()
    }

    /// An agency that the file has.
    fn known(&mut self, text: &Spanned<String>) -> Option<AgencyId> {
        let id = self.one(text, agency_id)?;
        if self.community.agencies.contains_key(&id) {
            return Some(id);
        }
        self.fault(text.span(), format_args!("`{id}` is not an agency of this file"));
        None
    }

    fn all_known(&mut self, texts: &[Spanned<String>]) -> BTreeSet<AgencyId> {
        texts.iter().filter_map(|text| self.known(text)).collect()
    }

    fn one<T>(
        &mut self,
        text: &Spanned<String>,
        read: impl Fn(&str) -> std::result::Result<T, String>,
    ) -> Option<T> {
        match read(text.get_ref()) {
            Ok(value) => Some(value),
            Err(what) => {
                self.fault(text.span(), what);
                None
            }
        }
    }

    fn all<T: Ord>(
        &mut self,
        texts: &[Spanned<String>],
        read: impl Fn(&str) -> std::result::Result<T, String>,
    ) -> BTreeSet<T> {
        texts.iter().filter_map(|text| self.one(text, &read)).collect()
    }
}

fn word<T>(
    text: &str,
    parse: fn(&str) -> Option<T>,
    names: fn() -> String,
) -> std::result::Result<T, String> {
    parse(text).ok_or_else(|| format!("`{text}` is none of {}", names()))
}

fn purpose(text: &str) -> std::result::Result<Purpose, String> {
    word(text, Purpose::parse, Purpose::names)
}

fn agency_id(text: &str) -> std::result::Result<AgencyId, String> {
    AgencyId::new(text).map_err(|error| error.to_string())
}

fn level(text: &str) -> std::result::Result<Level, String> {
    Level::find(text).ok_or_else(|| {
        format!("`{text}` is none of UNCLASSIFIED, CONFIDENTIAL, SECRET, TOP SECRET")
    })
}

/// A control that a system may be accredited to handle (`UIAS` `handlingControls`).
fn handling_control(text: &str) -> std::result::Result<String, String> {
    let known = || HANDLING_CONTROLS.iter().copied();
    if known().any(|control| control == text) {
        return Ok(text.to_owned());
    }
    Err(format!("`{text}` is none of {}", HANDLING_CONTROLS.join(", ")))
}

const HANDLING_CONTROLS: [&str; 27] = [
    "DCNI",
    "DISPLAYONLY",
    "DS",
    "DSEN",
    "FISA",
    "FOUO",
    "IMC",
    "LES",
    "LES-NF",
    "ND",
    "NF",
    "NNPI",
    "OC",
    "PR",
    "RAWFISA",
    "REL",
    "REL_ACGU",
    "REL_FVEY",
    "REL_TEYE",
    "RELIDO",
    "RS",
    "SBU",
    "SBU-NF",
    "SSI",
    "UCNI",
    "USONLY",
    "XD",
];

fn time(text: &str) -> std::result::Result<Timestamp, String> {
    Timestamp::parse(text).map_err(|error| error.to_string())
}

/// A read-in, as the register has it.
fn access(text: &str, register: &Register) -> std::result::Result<String, String> {
    register.check_access(text).map_err(|error| error.to_string())?;
    Ok(text.to_owned())
}

const FORMAT: &str = "tearline.community/1";
const ACTS_FORMAT: &str = "tearline.acts/1";
