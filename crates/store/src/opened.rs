//! Which parts of an entry a party of it may see.

use model::{Leaf, LeafKind, Opening, PartTree, Party};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::Record;

/// Which parts are opened.
enum Seen {
    All,
    /// All but what is its originators' alone.
    Went,
    /// What all parties see.
    First,
    /// That, and what says that it is of an originator.
    Own,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    originator: String,
    /// Whose it is alone.
    grounds_of: String,
    recipient: String,
    reports: Vec<IgnoredAny>,
    report: Option<IgnoredAny>,
    asked: Option<Asked>,
}

#[derive(Deserialize)]
struct Asked {
    originator: String,
    recipient: String,
}

impl Record {
    /// The parts of the content that a party may see, opened; none if the content was erased.
    ///
    /// Reports themselves are not among them: whoever wants to read one is decided about.
    pub fn opened_for(&self, party: &Party) -> Vec<Opening> {
        let parts = self.content_parts();
        let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let tree = PartTree::of(&self.salt, &parts);
        let all = (0..count).filter_map(|index| tree.open(index));
        match (seen(self.leaf.kind, party), party) {
            (Seen::All, _) => all.collect(),
            (Seen::Went, _) => all.filter(|part| read(part).grounds_of.is_empty()).collect(),
            (Seen::First, _) | (Seen::Own, Party::Recipient(_)) => all.take(1).collect(),
            (Seen::Own, Party::Organization(own)) => {
                let own = |part: &Opening| {
                    let Named { originator, grounds_of, .. } = read(part);
                    originator == own.as_str() || grounds_of == own.as_str()
                };
                all.filter(|part| part.index == 0 || own(part)).collect()
            }
        }
    }
}

fn seen(kind: LeafKind, party: &Party) -> Seen {
    let is_recipient = matches!(party, Party::Recipient(_));
    match kind {
        LeafKind::Accepted | LeafKind::Corrected | LeafKind::Kept | LeafKind::Quarantined => {
            Seen::First
        }
        // What was given is the recipient's to see; what was left out of it and why is not.
        LeafKind::Acknowledged
        | LeafKind::Alerted
        | LeafKind::Examined
        | LeafKind::Exported
        | LeafKind::Received
        | LeafKind::Released
        | LeafKind::Searched
        | LeafKind::Viewed => {
            if is_recipient {
                Seen::Went
            } else {
                Seen::Own
            }
        }
        LeafKind::Decided
        | LeafKind::Delivered
        | LeafKind::Purged
        | LeafKind::Recalled
        | LeafKind::Withheld => Seen::Own,
        LeafKind::Authorized | LeafKind::Embargoed | LeafKind::Granted | LeafKind::Procedure => {
            if is_recipient {
                Seen::First
            } else {
                Seen::All
            }
        }
        LeafKind::Administered
        | LeafKind::Approved
        | LeafKind::Contracted
        | LeafKind::Ended
        | LeafKind::Rejected
        | LeafKind::Requested
        | LeafKind::Resubmitted
        | LeafKind::Saved
        | LeafKind::SignedIn => Seen::All,
    }
}

/// Whether an entry, by a part of it that is opened, is about an originator's material or was for a
/// recipient, so that it must be in that party's slice too.
pub fn names(header: &Leaf, part: &Opening, party: &Party) -> bool {
    let Named { originator, recipient, reports, report, asked, grounds_of: _ } = read(part);
    match party {
        Party::Organization(id) => {
            let names_some = !reports.is_empty() || report.is_some();
            let own = originator == id.as_str() && names_some;
            own || asked.is_some_and(|asked| asked.originator == id.as_str())
        }
        // A decision that somebody asked about is not for whom it would be, and what lies ready in a
        // feed is not given.
        Party::Recipient(id) => {
            let only_for = matches!(header.kind, LeafKind::Decided | LeafKind::Delivered);
            let given = recipient == id.as_str() && !only_for;
            given || asked.is_some_and(|asked| asked.recipient == id.as_str())
        }
    }
}

/// Parts that name nobody, or are no JSON object, name nobody here.
fn read(part: &Opening) -> Named {
    serde_json::from_slice(&part.content).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use model::{AgencyId, Commitment, Leaf, RecipientId, TagDigest, Timestamp};

    use super::*;
    use crate::{
        Acknowledgement, Event, KnownRecall, Notice, Recall, ServedReport, Withdrawing, event,
    };

    /// All that a party reads of an entry.
    fn read_by(kind: LeafKind, event: &Event, party: &Party) -> String {
        let written = event.written().unwrap();
        let (actor, subject) = ("operator".to_owned(), String::new());
        let commitment = Commitment::of_parts(&[7; 32], &[]);
        let at = Timestamp::default();
        let leaf = Leaf { seq: 1, at, kind, actor, subject, commitment };
        let tags = TagDigest { count: 0, hash: [0; 32] };
        let (parties, parts, salt) = (Vec::new(), written.parts, [7; 32]);
        let content = Some(written.content);
        let record = Record { leaf, tags, parties, parts, salt, content };
        let read =
            Event::from_bytes(kind, 1, record.content.as_deref().unwrap(), &Default::default());
        assert_eq!(read.unwrap().as_ref(), Some(event));
        let opened = record.opened_for(party).into_iter();
        opened.map(|part| String::from_utf8(part.content).unwrap()).collect()
    }

    fn agency(id: &str) -> Party {
        Party::Organization(AgencyId::new(id).unwrap())
    }

    fn somebody() -> Party {
        Party::Recipient(RecipientId::new("alvarez").unwrap())
    }

    #[track_caller]
    fn check(text: &str, has: &[&str], lacks: &[&str]) {
        assert!(has.iter().all(|word| text.contains(word)), "{text}");
        assert!(!lacks.iter().any(|word| text.contains(word)), "{text}");
    }

    #[test]
    fn whose_product_somebody_had_and_which_source_was_recalled_are_each_its_own_originators() {
        let known = |originator: &str, id: &str| KnownRecall {
            id: id.to_owned(),
            originator: originator.to_owned(),
        };
        let said = Event::Withdrawing(Withdrawing::Acknowledged(Acknowledgement {
            recalls: vec![known("CIA", "id-of-cia"), known("NSA", "id-of-nsa")],
            report: "HSTC P-1".to_owned(),
            recipient: "alvarez".to_owned(),
            onward: Some("read".to_owned()),
        }));
        let read = |party: &Party| read_by(LeafKind::Acknowledged, &said, party);
        check(&read(&agency("CIA")), &["alvarez", "id-of-cia"], &["HSTC", "NSA", "id-of-nsa"]);
        check(&read(&agency("HSTC")), &["alvarez", "HSTC P-1"], &["CIA", "NSA", "id-of"]);
        check(&read(&somebody()), &["alvarez", "HSTC P-1"], &["CIA", "NSA", "id-of"]);
    }

    #[test]
    fn a_recall_tells_its_originator_nothing_of_products_of_others() {
        let notice = |report: &str, recipient: &str| Notice {
            report: report.to_owned(),
            version: 1,
            recipients: vec![recipient.to_owned()],
        };
        let recall = Event::Withdrawing(Withdrawing::Recalled(Recall {
            report: "CIA R-1".to_owned(),
            version: 1,
            kind: model::RecallKind::Recall,
            because: "it was false".to_owned(),
            tell: None,
            replaced_by: None,
            notices: vec![notice("CIA R-1", "alvarez"), notice("HSTC P-1", "hollis")],
        }));
        let read = read_by(LeafKind::Recalled, &recall, &agency("CIA"));
        check(&read, &["CIA R-1", "it was false", "alvarez"], &["HSTC", "hollis"]);
    }

    #[test]
    fn whoever_was_answered_reads_what_went_and_not_what_was_left_out_or_why() {
        let answer = Event::Served(event::Served {
            recipient: "alvarez".to_owned(),
            purpose: "analysis".to_owned(),
            reports: vec![ServedReport {
                originator: "CIA".to_owned(),
                serial: "R-1".to_owned(),
                version: 1,
                outcome: "redact".to_owned(),
                parts: vec![4321],
                rules: vec!["orcon".to_owned()],
                acts: vec!["act-1".to_owned()],
                ..ServedReport::withheld()
            }],
            ..Default::default()
        });
        let read = |party: &Party| read_by(LeafKind::Viewed, &answer, party);
        check(&read(&somebody()), &["R-1", "redact"], &["4321", "orcon", "act-1"]);
        check(&read(&agency("CIA")), &["R-1", "redact", "4321", "orcon", "act-1"], &[]);
        check(&read(&agency("NSA")), &["alvarez"], &["CIA", "R-1", "redact", "4321", "orcon"]);
    }
}
