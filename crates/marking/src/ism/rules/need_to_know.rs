//! Markings that bring a need-to-know list, and lists that bring a marking.

use crate::ism::Attribute::{self, CuiBasic, CuiSpecified, DisseminationControls, NonIcMarkings};
use crate::ism::rule::{DocumentRule, DocumentTest, Scope, Tokens};

const fn needs(
    id: &'static str,
    attribute: Attribute,
    token: &'static [&'static str],
    policy: &'static str,
) -> DocumentRule {
    DocumentRule::new(id, attribute, DocumentTest::NeedsPolicy(Tokens::Is(token), policy))
}

const fn serves(
    id: &'static str,
    attribute: Attribute,
    token: &'static [&'static str],
    policy: &'static str,
) -> DocumentRule {
    DocumentRule::new(id, attribute, DocumentTest::PolicyNeeds(policy, Tokens::Is(token)))
}

pub(super) const RULES: &[DocumentRule] = &[
    needs("ISM-ID-00326", DisseminationControls, &["OC"], "oc"),
    needs("ISM-ID-00349", DisseminationControls, &["PR"], "propin"),
    needs("ISM-ID-00350", NonIcMarkings, &["XD"], "xd"),
    needs("ISM-ID-00351", NonIcMarkings, &["ND"], "nd"),
    // PROPIN is a category of CUI as well, and that brings the same list.
    DocumentRule::new(
        "ISM-ID-00352",
        DisseminationControls,
        DocumentTest::Broken(
            |parts| {
                let category = Tokens::Is(&["PROPIN"]);
                let marked = parts.anywhere(DisseminationControls, Tokens::Is(&["PR"]))
                    || parts.anywhere(CuiBasic, category)
                    || parts.anywhere(CuiSpecified, category);
                parts.policy("propin") && !marked
            },
            "there is a need-to-know list (propin) without PROPIN: add PROPIN or take the list out",
        ),
    ),
    serves("ISM-ID-00353", DisseminationControls, &["OC"], "oc"),
    serves("ISM-ID-00354", NonIcMarkings, &["XD"], "xd"),
    serves("ISM-ID-00355", NonIcMarkings, &["ND"], "nd"),
    needs("ISM-ID-00493", DisseminationControls, &["DL_ONLY"], "grp-ind").scope(Scope::Any),
    DocumentRule::new(
        "ISM-ID-00494",
        CuiBasic,
        DocumentTest::Broken(
            |parts| {
                let category = Tokens::Is(&["PROPIN"]);
                let marked =
                    parts.anywhere(CuiBasic, category) || parts.anywhere(CuiSpecified, category);
                marked && !parts.policy("propin")
            },
            "the category PROPIN needs its need-to-know list (propin): add it",
        ),
    )
    .scope(Scope::Cui),
];
