//! People decide who is who. A judgement is a report of its author's organisation, made from the reports
//! that it is about: whoever may not have these does not have it either, and it is recalled as any report.

use std::collections::BTreeSet;
use std::sync::Arc;

use fusion::MentionId;
use marking::rollup;
use model::{
    Function, Judged, Kind, LeafKind, Manner, Mention, RecallKind, Recipient, ReportId, Verdict,
};
use serde_json::json;
use store::Recall;

use super::answers::Caller;
use super::fusing::Behind;
use super::{Clearinghouse, answers::unknown};
use crate::entropy::Entropy;
use crate::fused::Fused;
use crate::{Error, Listener, Receipt, Result, Source};

/// What somebody decides about who is who.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewJudgement {
    /// What is decided.
    pub verdict: Verdict,
    /// About which mentions, as they are called to the author: `ORIGINATOR SERIAL#N`.
    pub mentions: Vec<String>,
    /// Why.
    pub because: String,
}

/// A mention that is judged about, as its report writes it.
struct Meant {
    id: MentionId,
    mention: Mention,
}

impl Clearinghouse {
    /// Takes in what somebody decides about who is who, as a report of theirs; `None` where one of the
    /// mentions is hidden from them, or not there. Either is recorded.
    ///
    /// # Errors
    /// When it is not theirs to decide, decides nothing or gives no reason, or it cannot be stored.
    pub fn judge(&self, by: Caller<'_>, new: &NewJudgement) -> Result<Option<Receipt>> {
        self.may_judge(by.recipient)?;
        let because = new.because.trim();
        if because.is_empty() || because.chars().count() > REASON_CHARS_MAX {
            let what = format!("say why, in at most {REASON_CHARS_MAX} characters");
            return Err(Error::Act { what });
        }
        if new.mentions.is_empty() || new.mentions.len() > MENTIONS_MAX {
            let what = format!("name one to {MENTIONS_MAX} mentions");
            return Err(Error::Act { what });
        }
        let Some(line) = self.write_judgement(by, new, because)? else { return Ok(None) };
        let actor = by.by.unwrap_or(by.recipient.id.as_str());
        let own = [by.recipient.duty_organization.clone()];
        let source = [Source::Bytes("judgement".to_owned(), Arc::from(line.into_bytes()))];
        let mut kept = Kept::default();
        crate::ingest(self, &source, actor, Some(&own), &mut kept)?;
        Ok(kept.receipt)
    }

    /// Takes back what the recipient's organisation decided about who is who; whether there was such a
    /// judgement that the recipient may have. Either is recorded.
    ///
    /// # Errors
    /// When it is not theirs to decide, or it cannot be recorded.
    pub fn withdraw_judgement(&self, by: Caller<'_>, cited: &str, because: &str) -> Result<bool> {
        self.may_judge(by.recipient)?;
        if because.trim().is_empty() {
            return Err(Error::Act { what: "say why it is taken back".to_owned() });
        }
        let found = self.with_seen(by, Manner::Display, |fused, _, (serving, visible)| {
            let own = fused.judgement(cited, visible);
            let own = own.filter(|id| id.originator == by.recipient.duty_organization);
            if own.is_none() {
                let log = self.log(serving, LeafKind::Withheld);
                log.without(unknown(cited), vec!["no-such-judgement".to_owned()])?;
            }
            Ok(own.cloned())
        })?;
        let Some(ReportId { version, .. }) = found else { return Ok(false) };
        let recall = Recall {
            report: cited.to_owned(),
            version,
            kind: RecallKind::Recall,
            because: because.trim().to_owned(),
            tell: None,
            replaced_by: None,
            notices: Vec::new(),
        };
        self.put_in_force(by.by.unwrap_or(by.recipient.id.as_str()), recall)?;
        Ok(true)
    }

    fn may_judge(&self, recipient: &Recipient) -> Result<()> {
        let functions = [Function::Analyst, Function::Investigator, Function::Submitter];
        if functions.iter().any(|function| recipient.functions.contains(function)) {
            return Ok(());
        }
        let what = "who is who is decided by an `analyst`, `investigator` or `submitter`";
        Err(Error::Act { what: what.to_owned() })
    }

    /// The judgement as a line of report format 1, marked as what its author has of the reports.
    fn write_judgement(
        &self,
        by: Caller<'_>,
        new: &NewJudgement,
        because: &str,
    ) -> Result<Option<String>> {
        self.with_seen(by, Manner::Display, |fused, seen, (serving, visible)| {
            let mut meant = Vec::new();
            for id in &new.mentions {
                let own = fused.mention(id, visible).filter(|id| seen.entity(id).is_some());
                let Some(own) = own.and_then(|own| Meant::of(fused, own, new.verdict)) else {
                    self.no_entity(serving, id)?;
                    return Ok(None);
                };
                meant.push(own);
            }
            let mentions: Vec<Mention> = meant.iter().map(|of| of.mention.clone()).collect();
            Judged::of(&mentions).map_err(|wrong| Error::Act { what: wrong.to_string() })?;
            let reports: BTreeSet<ReportId> = meant.iter().map(|of| of.id.report.clone()).collect();
            let Some(behind) = self.behind(serving, (fused, visible), reports)? else {
                self.no_entity(serving, new.mentions.first().map_or("", String::as_str))?;
                return Ok(None);
            };
            self.written(by, (new.verdict, because), &meant, (serving, behind)).map(Some)
        })
    }

    fn written(
        &self,
        by: Caller<'_>,
        (verdict, because): (Verdict, &str),
        meant: &[Meant],
        (serving, behind): (crate::release_log::Serving<'_>, Behind),
    ) -> Result<String> {
        let sources = self.release_behind(serving, behind)?;
        let shown = || sources.iter().map(dissemination::Released::rendition);
        let banner = rollup(shown().map(|rendition| &rendition.banner)).banner.banner();
        let is_us_person = |of: &Meant| {
            let own = shown().filter(|rendition| rendition.id == of.id.report);
            let listed: Vec<_> = own.flat_map(|rendition| &rendition.mentions).collect();
            // Who in a report is a US person is not told by its text, which may write a name in another
            // way than the list: whom the list does not have by this name is masked as they are.
            let mut called = listed.iter().filter(|of_it| is_called(of_it, &of.mention.name));
            let is_told = called.clone().next().is_some();
            let is_us = |named: &&&Mention| named.us_person == Some(true);
            if is_told { called.any(|of| is_us(&of)) } else { listed.iter().any(|of| is_us(&of)) }
        };
        let entity = |of: &Meant| {
            let Mention { kind, name, .. } = &of.mention;
            json!({
                "type": kind, "name": name, "role": verdict.name(),
                "ids": [{"scheme": Judged::SCHEME, "value": of.id.report.cited()}],
                "us_person": is_us_person(of).then_some(true),
            })
        };
        let names: Vec<&str> = meant.iter().map(|of| &*of.mention.name).collect();
        let title = match verdict {
            Verdict::Same => format!("The same: {}", names.join("; ")),
            Verdict::Different => format!("Different: {}", names.join("; ")),
            Verdict::Apart => format!("Not of the rest: {}", names.join("; ")),
        };
        let derived: BTreeSet<String> = meant.iter().map(|of| of.id.report.cited()).collect();
        let [a, b, c, d, ..] = Entropy.bytes()?;
        let day = serving.at.day().replace('-', "");
        let line = json!({
            "format": "tearline.report/1",
            "originator": by.recipient.duty_organization.as_str(),
            "serial": format!("{SERIAL}{day}-{a:02X}{b:02X}{c:02X}{d:02X}"),
            "kind": Kind::Judgement.name(),
            "issued": serving.at.rfc3339(),
            "title": {"text": title},
            "banner": banner,
            "portions": [{"text": because}],
            "leads_only": shown().any(|rendition| rendition.leads_only),
            "derived_from": derived,
            "entities": meant.iter().map(entity).collect::<Vec<_>>(),
        });
        Ok(line.to_string())
    }
}

impl Meant {
    fn of(fused: &Fused, id: MentionId, verdict: Verdict) -> Option<Self> {
        let (kind, name) = fused.written(&id)?;
        let mention = Mention {
            kind: kind.name().to_owned(),
            name: name.to_owned(),
            ids: vec![(Judged::SCHEME.to_owned(), id.report.cited())],
            role: Some(verdict.name().to_owned()),
            ..Mention::default()
        };
        Some(Self { id, mention })
    }
}

/// Whether a report lists somebody under a name.
fn is_called(listed: &Mention, name: &str) -> bool {
    listed.name == name || listed.aliases.iter().any(|alias| alias == name)
}

/// Keeps the one receipt.
#[derive(Default)]
struct Kept {
    receipt: Option<Receipt>,
}

impl Listener for Kept {
    fn read(&mut self, _: u64) {}

    fn is_advised(&self) -> bool {
        false
    }

    fn settled(&mut self, receipt: &Receipt) {
        self.receipt = Some(receipt.clone());
    }
}

/// How the serials of judgements begin that are written here.
pub(super) const SERIAL: &str = "WHO-";
const REASON_CHARS_MAX: usize = 4_000;
const MENTIONS_MAX: usize = 50;
