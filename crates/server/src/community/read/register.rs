//! `[register]`: what the community adds to the built-in one.

use std::ops::Range;

use marking::{Control, ControlTerms, Level, RegisterError, Rises};
use model::CaveatId;

use super::{Reader, level};
use crate::community::wire::{self, Text};

impl Reader<'_> {
    /// Reads all of it, names before what is made of them.
    pub(super) fn register(&mut self, register: &wire::Register) {
        register.system.iter().for_each(|system| self.system(system));
        register.program.iter().for_each(|program| self.program(program));
        if register.closed_programs {
            self.community.register.close_programs();
        }
        for country in &register.country {
            let added = self.community.register.add_country(country.code.get_ref());
            self.added(country.code.span(), added);
        }
        for wire::Organization { code, members, decomposes } in &register.organization {
            let register = &mut self.community.register;
            let added = register.add_organization(code.get_ref(), members, *decomposes);
            self.added(code.span(), added);
        }
        let controls: Vec<_> = register.control.iter().map(|wire| self.control(wire)).collect();
        for (banner, fault) in self.community.register.check_controls() {
            let at = register.control.iter().find(|wire| wire.banner.get_ref() == banner);
            self.fault(at.map(|wire| wire.banner.span()).unwrap_or_default(), fault);
        }
        self.controls = controls;
    }

    fn system(&mut self, wire: &wire::System) {
        let name = wire.name.get_ref();
        let lowest = self.lowest(wire.level.as_ref());
        let added = self.community.register.add_system(name, lowest);
        if !self.added(wire.name.span(), added) {
            return;
        }
        for wire::Compartment { name: compartment, subs } in &wire.compartment {
            let register = &mut self.community.register;
            let added = register.add_compartment(name, compartment.get_ref(), subs);
            self.added(compartment.span(), added);
        }
        if wire.closed {
            self.community.register.close_system(name);
        }
    }

    fn program(&mut self, wire: &wire::Program) {
        let name = wire.name.get_ref();
        let nickname = wire.nickname.as_ref().map(|nickname| nickname.get_ref().as_str());
        let added = self.community.register.add_program(name, nickname);
        if !self.added(wire.name.span(), added) {
            return;
        }
        for wire::Compartment { name: compartment, subs } in &wire.compartment {
            let register = &mut self.community.register;
            let added = register.add_program_compartment(name, compartment.get_ref(), subs);
            self.added(compartment.span(), added);
        }
        if wire.closed {
            self.community.register.close_program(name);
        }
    }

    fn control(&mut self, wire: &wire::Control) -> Option<Control> {
        let banner = wire.banner.get_ref();
        let terms = ControlTerms {
            title: wire.title.clone(),
            banner: banner.clone(),
            portion: wire.portion.as_ref().unwrap_or(banner).clone(),
            closes_abroad: wire.closes_abroad,
            level: self.lowest(wire.level.as_ref()),
            requires: wire.requires.iter().cloned().collect(),
            excludes: wire.excludes.iter().cloned().collect(),
            rises: wire.rises.as_ref().and_then(|word| self.one(word, rises)).unwrap_or_default(),
        };
        let added = self.community.register.add_control(terms);
        let control = added.as_ref().ok().copied();
        self.added(wire.banner.span(), added.map(drop));
        control
    }

    /// Connects controls with the caveats that say what they mean, once these are read.
    pub(super) fn control_caveats(&mut self, register: &wire::Register) {
        let controls = std::mem::take(&mut self.controls);
        for (wire, control) in register.control.iter().zip(controls) {
            let Some(text) = &wire.caveat else { continue };
            let id = self.one(text, |text| CaveatId::new(text).map_err(|e| e.to_string()));
            let Some(id) = id else { continue };
            if !self.community.caveats.contains_key(&id) {
                let what = format!("`{id}` is not a caveat of this file; define what it means");
                self.fault(text.span(), what);
            } else if let Some(control) = control {
                self.community.control_caveats.insert(control, id);
            }
        }
    }

    fn lowest(&mut self, text: Option<&Text>) -> Level {
        text.and_then(|text| self.one(text, level)).unwrap_or_default()
    }

    /// Whether something was added; says what is wrong where it was not.
    fn added(&mut self, at: Range<usize>, added: Result<(), RegisterError>) -> bool {
        added.map_err(|error| self.fault(at, error)).is_ok()
    }
}

fn rises(word: &str) -> Result<Rises, String> {
    match word {
        "always" => Ok(Rises::Always),
        "unclassified" => Ok(Rises::Unclassified),
        "never" => Ok(Rises::Never),
        _ => Err(format!("`{word}` is none of always, unclassified, never")),
    }
}
