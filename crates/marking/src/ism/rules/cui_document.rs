//! Categories of controlled unclassified information between the banner and its portions.

use crate::ism::Attribute::{
    self, CompliesWith, CuiBasic, CuiControlledBy, CuiDecontrolDate, CuiDecontrolEvent,
    CuiSpecified,
};
use crate::ism::rule::{DocumentRule, DocumentTest, Parts, Scope, Tokens};

const fn rises(id: &'static str, attribute: Attribute) -> DocumentRule {
    DocumentRule::new(id, attribute, DocumentTest::Rises(Tokens::Any, |_| false)).scope(Scope::Cui)
}

const fn grounded(id: &'static str, attribute: Attribute) -> DocumentRule {
    DocumentRule::new(id, attribute, DocumentTest::Grounded(Tokens::Any)).scope(Scope::Cui)
}

const fn broken(
    id: &'static str,
    attribute: Attribute,
    broken: fn(&Parts<'_>) -> bool,
    message: &'static str,
) -> DocumentRule {
    DocumentRule::new(id, attribute, DocumentTest::Broken(broken, message)).scope(Scope::Any)
}

pub(super) const RULES: &[DocumentRule] = &[
    grounded("ISM-ID-00475", CuiSpecified),
    broken("ISM-ID-00497", CuiControlledBy, |p| categorized(p) && !controlled(p), NO_CONTROLLER),
    broken("ISM-ID-00498", CuiControlledBy, |p| controlled(p) && !categorized(p), NO_CATEGORY),
    broken("ISM-ID-00499", CuiControlledBy, |p| claims(p) && !controlled(p), NO_CONTROLLER),
    broken("ISM-ID-00500", CompliesWith, |p| controlled(p) && !claims(p), NO_CLAIM),
    broken("ISM-ID-00501", CompliesWith, |p| decontrolled(p) && !claims(p), NO_CLAIM),
    rises("ISM-ID-00502", CuiBasic),
    rises("ISM-ID-00503", CuiSpecified),
    grounded("ISM-ID-00504", CuiBasic),
];

const NO_CONTROLLER: &str = "a document with CUI says who controls it: write cuiControlledBy";
const NO_CATEGORY: &str = "cuiControlledBy stands with a category of CUI: write the category, or \
                           take it out";
const NO_CLAIM: &str =
    "a document with CUI claims USA-CUI or USA-CUI-ONLY: add one to compliesWith";

fn present(parts: &Parts<'_>, of: &[Attribute]) -> bool {
    let everywhere = parts.parts.iter().copied().chain([parts.resource]);
    everywhere.into_iter().any(|part| of.iter().any(|attribute| part.text(*attribute).is_some()))
}

fn categorized(parts: &Parts<'_>) -> bool {
    present(parts, &[CuiBasic, CuiSpecified])
}

fn controlled(parts: &Parts<'_>) -> bool {
    present(parts, &[CuiControlledBy])
}

fn decontrolled(parts: &Parts<'_>) -> bool {
    present(parts, &[CuiDecontrolDate, CuiDecontrolEvent])
}

fn claims(parts: &Parts<'_>) -> bool {
    parts.context.is_in(Scope::Cui)
}
