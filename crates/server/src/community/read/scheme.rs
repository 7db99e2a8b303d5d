//! `[[scheme]]`: local schemes.

use std::ops::Range;

use marking::Scheme;
use marking::scheme::{
    LevelTerms, ReleaseCode, ReleaseTerms, SchemePart, SchemeTerms, SetTerms, TokenTerms,
};

use super::Reader;
use crate::community::wire;

impl Reader<'_> {
    /// Reads one scheme, by the register that was read before.
    pub(super) fn scheme(&mut self, wire: &wire::Scheme) {
        match Scheme::new(terms(wire), &self.community.register) {
            Ok(scheme) => {
                let name = scheme.name().to_owned();
                if self.community.schemes.insert(name, scheme).is_some() {
                    self.fault(wire.name.span(), "this scheme stands in the file twice");
                }
            }
            Err(faults) => {
                for fault in faults {
                    self.fault(place(wire, fault.part).unwrap_or_default(), &fault);
                }
            }
        }
    }
}

fn terms(wire: &wire::Scheme) -> SchemeTerms {
    SchemeTerms {
        name: wire.name.get_ref().clone(),
        levels: wire.level.iter().map(level).collect(),
        sets: wire.set.iter().map(set).collect(),
        release: wire.release.as_ref().map(release),
    }
}

fn level(wire: &wire::Level) -> LevelTerms {
    let title = wire.title.get_ref();
    let portion = wire.portion.as_ref().unwrap_or(title).clone();
    LevelTerms { title: title.clone(), portion, equals: wire.equals.clone() }
}

fn set(wire: &wire::Set) -> SetTerms {
    SetTerms {
        name: wire.name.get_ref().clone(),
        indicator: wire.indicator.clone(),
        hierarchical: wire.hierarchical,
        exclusive: wire.exclusive,
        required: wire.required,
        level: wire.level.clone(),
        tokens: wire.token.iter().map(token).collect(),
    }
}

fn token(wire: &wire::Token) -> TokenTerms {
    let name = wire.name.get_ref();
    TokenTerms {
        name: name.clone(),
        portion: wire.portion.as_ref().unwrap_or(name).clone(),
        level: wire.level.clone(),
        equals: wire.equals.clone(),
    }
}

fn release(wire: &wire::Release) -> ReleaseTerms {
    let code = |code: &wire::Code| ReleaseCode {
        name: code.name.get_ref().clone(),
        equals: code.equals.clone(),
    };
    ReleaseTerms {
        indicator: wire.indicator.get_ref().clone(),
        always: wire.always.clone(),
        codes: wire.code.iter().map(code).collect(),
    }
}

/// Where a part of a scheme stands in the file.
fn place(wire: &wire::Scheme, part: SchemePart) -> Option<Range<usize>> {
    Some(match part {
        SchemePart::Scheme => wire.name.span(),
        SchemePart::Level(at) => wire.level.get(at)?.title.span(),
        SchemePart::Set(at) => wire.set.get(at)?.name.span(),
        SchemePart::Token(set, at) => wire.set.get(set)?.token.get(at)?.name.span(),
        SchemePart::Release => wire.release.as_ref()?.indicator.span(),
        SchemePart::Code(at) => wire.release.as_ref()?.code.get(at)?.name.span(),
    })
}
