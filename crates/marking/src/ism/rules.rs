//! The tables of rules, by subject.

mod aea;
mod authority;
mod banner;
mod banner_controls;
mod banner_declassification;
mod banner_disclosure;
mod cui;
mod cui_document;
mod disclosure;
mod dissemination;
mod fgi;
mod forms;
mod general;
mod need_to_know;
mod non_ic;
mod notice_pairs;
mod notices;
mod sar;
mod sci;
mod values;

use super::Attribute;
use super::rule::{DocumentRule, Rule, Test, Tokens};

/// Every rule about one element.
pub(super) const ELEMENT: &[&[Rule]] = &[
    aea::RULES,
    authority::RULES,
    cui::RULES,
    disclosure::RULES,
    dissemination::RULES,
    fgi::RULES,
    forms::RULES,
    general::RULES,
    non_ic::RULES,
    notices::RULES,
    sar::RULES,
    sci::RULES,
    values::RULES,
];

/// Every rule about a whole document.
pub(super) const DOCUMENT: &[&[DocumentRule]] = &[
    banner::RULES,
    banner_controls::RULES,
    banner_declassification::RULES,
    banner_disclosure::RULES,
    cui_document::RULES,
    need_to_know::RULES,
    notice_pairs::RULES,
];

/// Tokens, by name.
type Names = &'static [&'static str];

const CLASSIFIED: Names = &["C", "S", "TS"];
const SECRET_UP: Names = &["S", "TS"];
const TOP_SECRET: Names = &["TS"];
const UNCLASSIFIED: Names = &["U"];

/// The markings that say who abroad may have the text.
const DISCLOSURE: Names = &["DISPLAYONLY", "REL", "RELIDO", "EYES", "NF"];

/// These tokens need one of those.
const fn needs(
    id: &'static str,
    attribute: Attribute,
    when: Names,
    of: Attribute,
    any_of: Names,
) -> Rule {
    Rule::new(id, attribute, Test::Needs(Tokens::Is(when), of, any_of))
}

/// These tokens stand at these levels alone.
const fn levels(id: &'static str, attribute: Attribute, when: Names, at: Names) -> Rule {
    Rule::new(id, attribute, Test::Levels(Tokens::Is(when), at))
}

/// These tokens bar those.
const fn bars(
    id: &'static str,
    attribute: Attribute,
    when: Names,
    of: Attribute,
    barred: Names,
) -> Rule {
    Rule::new(id, attribute, Test::Bars(Tokens::Is(when), of, Tokens::Is(barred)))
}

/// At most one of these tokens stands.
const fn exclusive(id: &'static str, attribute: Attribute, tokens: Names) -> Rule {
    Rule::new(id, attribute, Test::Exclusive(tokens))
}
