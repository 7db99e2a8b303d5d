//! Which tokens an attribute may hold, and which codes are withdrawn.

pub(super) mod controls;
pub(crate) mod cui;

use super::RuleSet;
use super::rule::Context;
use crate::Code;

/// Nothing besides the table.
pub(super) fn none(_: &str, _: &Context<'_>) -> bool {
    false
}

/// A code of `CVEnumISMCATRelTo`.
pub(super) fn rel_to(token: &str, _: &Context<'_>) -> bool {
    Code::find(token).is_some()
}

/// A code of `CVEnumISMCATFGIOpen`: every source but the United States.
pub(super) fn fgi_open(token: &str, context: &Context<'_>) -> bool {
    token == "AX1" || token != "USA" && (rel_to(token, context) || nato_part(token))
}

/// A code of `CVEnumISMCATFGIProtected`.
pub(super) fn fgi_protected(token: &str, context: &Context<'_>) -> bool {
    token == "FGI" || token != "USA" && (rel_to(token, context) || nato_part(token))
}

/// A code of `CVEnumISMCATOwnerProducer`.
pub(super) fn owner(token: &str, context: &Context<'_>) -> bool {
    token == "FGI" || rel_to(token, context) || nato_part(token)
}

/// NATO's own name for one of its undertakings, such as `NATO:EAPC`.
pub(super) fn nato_part(token: &str) -> bool {
    token.strip_prefix("NATO:").is_some_and(alphanumeric)
}

/// A compartment that the vocabulary leaves open: its system lets agencies name their own.
pub(super) fn sci_open(token: &str, context: &Context<'_>) -> bool {
    if token == "KDK" || token.starts_with("KDK-") {
        return context.set == RuleSet::Register2012;
    }
    let named = |name: &str| alphanumeric(name) && name.len() <= 6;
    let Some((parent, name)) = token.rsplit_once('-') else { return false };
    let open = match parent.matches('-').count() {
        0 => matches!(parent, "SI" | "RSV" | "KLM"),
        1 => controls::SCI.contains(&parent) || sci_open(parent, context),
        _ => false,
    };
    open && named(name)
}

/// A nickname of the military's alternative compensatory measures, outside what rolls up.
pub(super) fn accm(token: &str, context: &Context<'_>) -> bool {
    token.starts_with("ACCM-") && !context.contributes
}

/// The day on which a code was withdrawn (`CVEnumISMCATTetragraph`, `DeprecationDate`).
pub(super) fn withdrawn(token: &str) -> Option<&'static str> {
    WITHDRAWN.iter().find(|(code, _)| *code == token).map(|(_, day)| *day)
}

fn alphanumeric(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

const WITHDRAWN: &[(&str, &str)] = &[
    ("AOSC", "2005-12-12"),
    ("BHTF", "2015-10-27"),
    ("CFOD", "2016-03-17"),
    ("CFUP", "2016-03-17"),
    ("ECTF", "2016-03-17"),
    ("EFOR", "2016-03-17"),
    ("EUDA", "2016-03-17"),
    ("GCTF", "2016-03-17"),
    ("IESC", "2016-03-17"),
    ("ISAF", "2016-03-17"),
    ("MCFI", "2016-03-17"),
    ("MIFH", "2016-03-17"),
    ("MPFL", "2016-03-17"),
    ("OSAG", "2016-03-17"),
    ("PGMF", "2016-03-17"),
    ("RSMA", "2021-11-03"),
    ("SFOR", "2016-03-17"),
    ("SPAA", "2021-11-03"),
];
