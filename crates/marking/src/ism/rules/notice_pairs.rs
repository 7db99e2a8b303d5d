//! Markings that bring a warning notice, and notices that must have something to warn of.

use crate::ism::Attribute::{
    self, AtomicEnergyMarkings, CuiBasic, CuiSpecified, DisseminationControls, NonIcMarkings,
    NoticeType, SciControls,
};
use crate::ism::rule::{DocumentRule, DocumentTest, Hit, Parts, Scope, Tokens};

type Names = &'static [&'static str];

const fn data(id: &'static str, of: Attribute, token: Names, notices: Names) -> DocumentRule {
    DocumentRule::new(id, of, DocumentTest::NeedsNotice(Tokens::Is(token), notices))
}

const fn notice(
    id: &'static str,
    kind: &'static str,
    data: &'static [(Attribute, Tokens)],
) -> DocumentRule {
    DocumentRule::new(id, NoticeType, DocumentTest::NoticeNeeds(kind, data))
}

const fn broken(
    id: &'static str,
    of: Attribute,
    broken: fn(&Parts<'_>) -> bool,
    message: &'static str,
) -> DocumentRule {
    DocumentRule::new(id, of, DocumentTest::Broken(broken, message))
}

pub(super) const RULES: &[DocumentRule] = &[
    data("ISM-ID-00127", AtomicEnergyMarkings, &["RD"], &["RD"]),
    broken("ISM-ID-00128", AtomicEnergyMarkings, frd_unwarned, FRD_UNWARNED),
    data("ISM-ID-00129", DisseminationControls, &["IMC"], &["IMC", "IMCON_RSEN"]),
    data("ISM-ID-00130", DisseminationControls, &["FISA"], &["FISA"]),
    data("ISM-ID-00134", NonIcMarkings, &["DS"], &["DS"]),
    notice("ISM-ID-00135", "RD", &[(AtomicEnergyMarkings, Tokens::Is(&["RD"]))]),
    notice("ISM-ID-00136", "FRD", &[(AtomicEnergyMarkings, Tokens::Is(&["FRD"]))]),
    broken("ISM-ID-00138", NoticeType, limdis_about_nothing, LIMDIS_ABOUT_NOTHING),
    notice(
        "ISM-ID-00139",
        "FISA",
        &[(DisseminationControls, Tokens::Is(&["FISA"])), (CuiSpecified, Tokens::Is(&["FISA"]))],
    ),
    broken("ISM-ID-00150", NonIcMarkings, les_unwarned, LES_UNWARNED).scope(Scope::UsGovOrCuiOnly),
    notice("ISM-ID-00151", "LES", LES).scope(Scope::UsGovOrCuiOnly).warning(),
    data("ISM-ID-00152", NonIcMarkings, &["LES-NF"], &["LES-NF"]),
    notice("ISM-ID-00153", "LES-NF", &[(NonIcMarkings, Tokens::Is(&["LES-NF"]))]),
    data("ISM-ID-00244", AtomicEnergyMarkings, &["RD-CNWDI"], &["CNWDI"]),
    notice("ISM-ID-00245", "CNWDI", &[(AtomicEnergyMarkings, Tokens::Is(&["RD-CNWDI"]))]),
    DocumentRule::new("ISM-ID-00250", NoticeType, DocumentTest::Special(untyped)),
    data("ISM-ID-00356", NonIcMarkings, &["SSI"], &["SSI"]),
    // SSI is a category of CUI as well: ISM-ID-00492 has the rule for such documents.
    broken("ISM-ID-00357", NoticeType, ssi_about_nothing, SSI_ABOUT_NOTHING),
    data("ISM-ID-00384", DisseminationControls, &["RS"], &["RSEN", "IMCON_RSEN"]),
    DocumentRule::new("ISM-ID-00386", SciControls, DocumentTest::NeedsNotice(TK, &["GEOCAP"])),
    notice("ISM-ID-00387", "GEOCAP", &[(SciControls, TK)]),
    data("ISM-ID-00391", DisseminationControls, &["RAWFISA"], &["RAWFISA"]),
    notice("ISM-ID-00392", "RAWFISA", &[(DisseminationControls, Tokens::Is(&["RAWFISA"]))]),
    notice("ISM-ID-00441", "RSEN", &[(DisseminationControls, Tokens::Is(&["RS"]))]),
    notice("ISM-ID-00442", "IMCON_RSEN", &[(DisseminationControls, Tokens::Is(&["RS"]))]),
    notice("ISM-ID-00443", "IMCON_RSEN", &[(DisseminationControls, Tokens::Is(&["IMC"]))]),
    notice("ISM-ID-00444", "IMC", &[(DisseminationControls, Tokens::Is(&["IMC"]))]),
    data("ISM-ID-00487", CuiSpecified, &["FISA"], &["FISA"]).scope(Scope::Cui),
    notice("ISM-ID-00488", "FISA", &[(CuiSpecified, Tokens::Is(&["FISA"]))]).scope(Scope::CuiOnly),
    data("ISM-ID-00491", CuiSpecified, &["SSI"], &["SSI"]).scope(Scope::Cui),
    notice("ISM-ID-00492", "SSI", &[(CuiSpecified, Tokens::Is(&["SSI"]))]).scope(Scope::Cui),
];

const TK: Tokens = Tokens::Starts("TK-");
const LES: &[(Attribute, Tokens)] =
    &[(NonIcMarkings, Tokens::Is(&["LES"])), (CuiBasic, Tokens::Is(&["LEI"]))];

const FRD_UNWARNED: &str = "FRD needs a notice of type FRD: add one";
const LES_UNWARNED: &str = "LES needs a notice of type LES: add one";
const LIMDIS_ABOUT_NOTHING: &str =
    "there is a notice of type DS and no LIMDIS: take the notice out or mark the text";
const SSI_ABOUT_NOTHING: &str =
    "there is a notice of type SSI and no SSI: take the notice out or mark the text";

/// RD in the banner covers FRD.
fn frd_unwarned(parts: &Parts<'_>) -> bool {
    parts.any(AtomicEnergyMarkings, Tokens::Is(&["FRD"]))
        && !parts.resource.has(AtomicEnergyMarkings, "RD")
        && !parts.notice(&["FRD"])
}

/// A classified banner drops LIMDIS and keeps its notice.
fn limdis_about_nothing(parts: &Parts<'_>) -> bool {
    parts.resource.text(Attribute::Classification) == Some("U")
        && parts.notice(&["DS"])
        && !parts.anywhere(NonIcMarkings, Tokens::Is(&["DS"]))
}

/// An external notice serves here too.
fn les_unwarned(parts: &Parts<'_>) -> bool {
    let marked = LES.iter().any(|(of, tokens)| parts.any(*of, *tokens));
    marked && !parts.any(NoticeType, Tokens::Is(&["LES"]))
}

fn ssi_about_nothing(parts: &Parts<'_>) -> bool {
    parts.notice(&["SSI"])
        && !parts.any(NonIcMarkings, Tokens::Is(&["SSI"]))
        && !parts.context.is_in(Scope::Cui)
}

fn untyped(parts: &Parts<'_>) -> Vec<Hit> {
    let typed = [NoticeType, Attribute::UnregisteredNoticeType];
    let bare = parts.document.notices.iter().enumerate();
    let bare = bare.filter(|(_, notice)| typed.iter().all(|of| notice.text(*of).is_none()));
    let hit = |(at, _)| {
        let number = at + 1;
        Hit::new(format!("notice {number} has no type: write noticeType or unregisteredNoticeType"))
    };
    bare.map(hit).collect()
}
