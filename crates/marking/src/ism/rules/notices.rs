//! Notices by themselves.

use super::Names;
use crate::ism::Attribute::{NoticeDate, NoticeReason, NoticeType, UnregisteredNoticeType};
use crate::ism::Attributes;
use crate::ism::rule::{Context, Hit, Rule, Scope, Test, Tokens};

pub(super) const RULES: &[Rule] = &[
    Rule::new("ISM-ID-00157", NoticeType, Test::Carries(LIMITED_FOR_REASON, &[NoticeReason]))
        .scope(Scope::UsDod),
    Rule::new("ISM-ID-00226", NoticeType, Test::Absent(unregistered, UNREGISTERED)),
    Rule::new("ISM-ID-00227", NoticeType, Test::Special(of_the_banner)).scope(Scope::UsDod),
    Rule::new("ISM-ID-00237", NoticeType, Test::Carries(Tokens::Is(LIMITED), &[NoticeDate]))
        .scope(Scope::UsDod),
    Rule::new("ISM-ID-00251", NoticeType, Test::Special(comsec)).scope(Scope::UsIc),
];

/// Distribution statements of the Department of Defense that limit who may have the text.
pub(super) const LIMITED: Names =
    &["DoD-Dist-B", "DoD-Dist-C", "DoD-Dist-D", "DoD-Dist-E", "DoD-Dist-F"];

const LIMITED_FOR_REASON: Tokens =
    Tokens::Is(&["DoD-Dist-B", "DoD-Dist-C", "DoD-Dist-D", "DoD-Dist-E"]);

const UNREGISTERED: &str = "a notice is of a registered type or of an unregistered one: take out \
                            noticeType or unregisteredNoticeType";

fn unregistered(element: &Attributes) -> bool {
    element.text(UnregisteredNoticeType).is_some()
}

fn of_the_banner(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let allowed = |token: &&str| token.starts_with("DoD-Dist-") || *token == "ITAR-EAR";
    let others = element.tokens(NoticeType).filter(|token| !allowed(token));
    let others = others.filter(|_| context.is_resource);
    let hit = |token: &str| {
        let message =
            format!("a banner has notices of distribution alone: move {token} to a notice");
        Hit::of(token, message)
    };
    others.map(hit).collect()
}

fn comsec(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let message = format!(
        "COMSEC notices are not for the intelligence community: take it out of {}",
        NoticeType.name(),
    );
    let broken = element.has(NoticeType, "COMSEC");
    broken.then(|| Hit::of("COMSEC", message)).into_iter().collect()
}
