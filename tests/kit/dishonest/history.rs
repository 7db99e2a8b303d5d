//! Random histories, and the one dishonest thing that is done in each.

use ledger::Checkpoint;
use model::{AgencyId, LeafKind, Party, RecipientId};

use super::party::{inspect, witness};
use super::{Charge, Happening, Log, Member};
use crate::question::Dice;

/// What the server does to one entry.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Deceit {
    /// Nothing: nobody may be accused of anything.
    None,
    /// The entry is in the log, tagged, and left out of a party's slice.
    Hides,
    /// The entry does not carry the tag of an originator whose material was given, and is not in
    /// its slice.
    MistagsOriginator,
    /// The entry does not carry the tag of the originator who submitted.
    MistagsSubmission,
    /// The entry does not carry the tag of the recipient.
    MistagsRecipient,
    /// A party is shown another log, in which the entry is another one.
    ForksEntry,
    /// A party is shown another log, from which the entry is missing.
    ForksWithout,
    /// Entries that the witness saw are taken back.
    RollsBackSeen,
    /// A submission that only its receipt shows is taken back.
    RollsBackUnseen,
    /// What was given is recorded with an earlier time.
    BackDatesRelease,
    /// A submission is recorded with an earlier time.
    BackDatesSubmission,
    /// Material is given, and nothing is recorded.
    ReleasesUnlogged,
}

impl Deceit {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::None,
        Self::Hides,
        Self::MistagsOriginator,
        Self::MistagsSubmission,
        Self::MistagsRecipient,
        Self::ForksEntry,
        Self::ForksWithout,
        Self::RollsBackSeen,
        Self::RollsBackUnseen,
        Self::BackDatesRelease,
        Self::BackDatesSubmission,
        Self::ReleasesUnlogged,
    ];
}

/// One history, and what everybody found in it.
#[derive(Debug)]
pub struct History {
    /// What was done.
    pub deceit: Deceit,
    /// The party that docs/threat-model.md names for it found these with its own knowledge alone.
    pub named: Vec<Charge>,
    /// What anybody found, with whom.
    pub all: Vec<(String, Charge)>,
    /// What the parties to whom the model gives no chance found without another's slice.
    pub alone: Vec<Charge>,
}

/// A history while it happens.
struct World {
    dice: Dice,
    log: Log,
    /// What one party is shown instead.
    fork: Option<(Party, Log)>,
    originators: Vec<Member>,
    recipients: Vec<Member>,
    /// What the witness saw last, and when it saw what.
    seen: Option<Checkpoint>,
    cosigned: Vec<(i64, u64)>,
    now: i64,
    found: Vec<(String, Charge)>,
}

impl History {
    /// The history of a seed.
    pub fn of(seed: u64, deceit: Deceit) -> Self {
        World::new(seed).run(deceit)
    }
}

impl World {
    fn new(seed: u64) -> Self {
        let mut dice = Dice::of(seed);
        let log = Log::new();
        let agency = |n| Party::Organization(AgencyId::new(&format!("O{n}")).expect("an id"));
        let person = |n| Party::Recipient(RecipientId::new(&format!("r{n}")).expect("an id"));
        let member = |party: Party| {
            let key = log.keys().key(&party);
            Member::new(party, key)
        };
        let originators = (0..2 + dice.below(3)).map(|n| member(agency(n))).collect();
        let recipients = (0..2 + dice.below(3)).map(|n| member(person(n))).collect();
        let (seen, cosigned, found) = Default::default();
        Self { dice, log, fork: None, originators, recipients, seen, cosigned, now: 0, found }
    }

    fn run(mut self, deceit: Deceit) -> History {
        for _ in 0..3 + self.dice.below(12) {
            self.step();
        }
        let victim = self.deceive(deceit);
        for _ in 0..1 + self.dice.below(12) {
            self.step();
        }
        self.visit();
        let alone = self.alone(deceit, &victim);
        self.everybody_looks();
        let named = self.named(deceit, &victim);
        History { deceit, named, all: self.found, alone }
    }

    /// Something honest happens: a submission or an answer; sometimes somebody looks.
    fn step(&mut self) {
        let submits = self.dice.chance(30);
        let what = if submits { self.submission() } else { self.answer() };
        self.record(&what, &what.clone());
        if self.dice.chance(20) {
            self.visit();
        }
        if self.dice.chance(20) {
            let at = self.dice.below(self.originators.len());
            self.look(true, at);
        }
        if self.dice.chance(20) {
            let at = self.dice.below(self.recipients.len());
            self.look(false, at);
        }
    }

    fn submission(&mut self) -> Happening {
        let of = self.dice.below(self.originators.len());
        let originators = vec![self.originators[of].party.clone()];
        Happening { originators, recipient: None, ..self.blank(LeafKind::Accepted) }
    }

    fn answer(&mut self) -> Happening {
        let to = self.dice.below(self.recipients.len());
        let mut originators: Vec<Party> =
            self.originators.iter().map(|member| member.party.clone()).collect();
        let wanted = 1 + self.dice.below(originators.len());
        while originators.len() > wanted {
            let gone = self.dice.below(originators.len());
            originators.remove(gone);
        }
        let recipient = Some(self.recipients[to].party.clone());
        Happening { originators, recipient, ..self.blank(LeafKind::Viewed) }
    }

    fn blank(&mut self, kind: LeafKind) -> Happening {
        self.now += 1 + i64::try_from(self.dice.below(100)).expect("small");
        let (originators, recipient, untagged, hidden_from) = Default::default();
        let content = self.dice.below(1_000) as u64;
        Happening { kind, at: self.now, originators, recipient, untagged, hidden_from, content }
    }

    /// The parties note what is true; the server writes what it likes, if anything.
    fn record(&mut self, truth: &Happening, written: &Happening) {
        self.write(written);
        self.note(truth, true);
    }

    fn write(&mut self, written: &Happening) {
        self.log.push(written);
        if let Some((_, fork)) = &mut self.fork {
            fork.push(written);
        }
    }

    /// `logged`: whether whoever submitted got a receipt for the last entry.
    fn note(&mut self, truth: &Happening, logged: bool) {
        match &truth.recipient {
            Some(recipient) => {
                let to = self.recipients.iter_mut().find(|member| member.party == *recipient);
                let given = (truth.at, truth.originators.clone());
                to.into_iter().for_each(|member| member.given.push(given.clone()));
            }
            None if logged => {
                let Some(of) = truth.originators.first() else { return };
                // In a fork the victim's receipts are those of the log that it is shown.
                let log = match &self.fork {
                    Some((victim, fork)) if victim == of => fork,
                    Some(_) | None => &self.log,
                };
                let Some(header) = log.header(log.size() - 1).cloned() else { return };
                let of = self.originators.iter_mut().find(|member| member.party == *of);
                of.into_iter().for_each(|member| member.receipts.push((truth.at, header.clone())));
            }
            None => {}
        }
    }

    /// Does the one dishonest thing; gives the party whom it concerns.
    fn deceive(&mut self, deceit: Deceit) -> Party {
        match deceit {
            Deceit::None => {
                self.step();
                self.originators[0].party.clone()
            }
            Deceit::Hides => {
                let truth = self.answer();
                let parties: Vec<&Party> =
                    truth.originators.iter().chain(&truth.recipient).collect();
                let victim = parties[self.dice.below(parties.len())].clone();
                let hidden_from = Some(victim.clone());
                self.record(&truth, &Happening { hidden_from, ..truth.clone() });
                victim
            }
            Deceit::MistagsOriginator => {
                let truth = self.answer();
                let victim = truth.originators[self.dice.below(truth.originators.len())].clone();
                self.mistag(&truth, victim)
            }
            Deceit::MistagsSubmission => {
                let truth = self.submission();
                let victim = truth.originators[0].clone();
                self.mistag(&truth, victim)
            }
            Deceit::MistagsRecipient => {
                let truth = self.answer();
                let victim = truth.recipient.clone().expect("an answer");
                self.mistag(&truth, victim)
            }
            Deceit::ForksEntry | Deceit::ForksWithout => self.fork(deceit),
            Deceit::RollsBackSeen | Deceit::RollsBackUnseen => self.roll_back(deceit),
            Deceit::BackDatesRelease => {
                let truth = self.answer();
                let victim = truth.recipient.clone().expect("an answer");
                self.back_date(&truth, victim)
            }
            Deceit::BackDatesSubmission => {
                let truth = self.submission();
                let victim = truth.originators[0].clone();
                self.back_date(&truth, victim)
            }
            Deceit::ReleasesUnlogged => {
                let truth = self.answer();
                self.note(&truth, false);
                truth.recipient.expect("an answer")
            }
        }
    }

    fn mistag(&mut self, truth: &Happening, victim: Party) -> Party {
        let untagged = Some(victim.clone());
        self.record(truth, &Happening { untagged, ..truth.clone() });
        victim
    }

    fn back_date(&mut self, truth: &Happening, victim: Party) -> Party {
        let early = 1 + i64::try_from(self.dice.below(50)).expect("small");
        self.record(truth, &Happening { at: truth.at - early, ..truth.clone() });
        victim
    }

    /// From here on one party is shown a log of its own.
    fn fork(&mut self, deceit: Deceit) -> Party {
        let truth = self.answer();
        let victim = truth.originators[self.dice.below(truth.originators.len())].clone();
        let mut fork = self.log_again(self.log.size());
        if deceit == Deceit::ForksEntry {
            fork.push(&Happening { content: truth.content + 1, ..truth.clone() });
        }
        self.record(&truth, &truth.clone());
        self.fork = Some((victim.clone(), fork));
        victim
    }

    /// The server forgets its last entries, and goes on.
    fn roll_back(&mut self, deceit: Deceit) -> Party {
        let kept = self.log.size();
        let truth = self.submission();
        let victim = truth.originators[0].clone();
        self.record(&truth, &truth.clone());
        if deceit == Deceit::RollsBackSeen {
            self.visit();
        }
        self.log = self.log_again(kept);
        victim
    }

    /// The log's first entries, written anew.
    fn log_again(&self, size: u64) -> Log {
        let mut log = Log::new();
        self.log.written().take(usize::try_from(size).expect("a size")).for_each(|w| log.push(w));
        log
    }

    /// The witness comes by, and cosigns unless something is wrong.
    fn visit(&mut self) {
        if let Some(charge) = self.seen.as_ref().and_then(|seen| witness(&mut self.log, seen)) {
            self.found.push(("witness".to_owned(), charge));
            return;
        }
        let now = self.log.checkpoint();
        self.cosigned.push((self.now, now.size));
        self.seen = Some(now);
    }

    fn look(&mut self, originator: bool, at: usize) {
        let members = if originator { &mut self.originators } else { &mut self.recipients };
        let Some(member) = members.get_mut(at) else { return };
        let log = match &mut self.fork {
            Some((victim, fork)) if *victim == member.party => fork,
            Some(_) | None => &mut self.log,
        };
        let charges = member.look(log, self.seen.as_ref());
        let name = member.party.text();
        self.found.extend(charges.into_iter().map(|charge| (name.clone(), charge)));
    }

    /// Everybody looks by itself, then originators hold their slices against the recipients'.
    fn everybody_looks(&mut self) {
        (0..self.originators.len()).for_each(|at| self.look(true, at));
        (0..self.recipients.len()).for_each(|at| self.look(false, at));
        for originator in &self.originators {
            for recipient in &self.recipients {
                let handed = self.log.slice(&recipient.party, 0);
                let own = match &mut self.fork {
                    Some((victim, fork)) if *victim == originator.party => fork,
                    Some(_) | None => &mut self.log,
                };
                let name = format!(
                    "{} by the slice of {}",
                    originator.party.text(),
                    recipient.party.text()
                );
                let charges = originator.compare(own, &handed);
                self.found.extend(charges.into_iter().map(|charge| (name.clone(), charge)));
            }
        }
        for charge in inspect(&self.log, &self.cosigned) {
            self.found.push(("inspector".to_owned(), charge));
        }
    }

    /// What a party finds by itself where the model says that it takes another's slice.
    fn alone(&mut self, deceit: Deceit, victim: &Party) -> Vec<Charge> {
        if deceit != Deceit::MistagsOriginator {
            return Vec::new();
        }
        let member = self.originators.iter().find(|member| member.party == *victim).cloned();
        member.map(|mut m| m.look(&mut self.log, self.seen.as_ref())).unwrap_or_default()
    }

    /// The charges of the party that docs/threat-model.md names.
    fn named(&self, deceit: Deceit, victim: &Party) -> Vec<Charge> {
        let by = |who: String| {
            let own = self.found.iter().filter(move |(name, _)| *name == who);
            own.map(|(_, charge)| charge.clone()).collect::<Vec<_>>()
        };
        match deceit {
            Deceit::None => Vec::new(),
            Deceit::MistagsOriginator => {
                let with_receipts = format!("{} by the slice of ", victim.text());
                let own = self.found.iter().filter(|(name, _)| name.starts_with(&with_receipts));
                own.map(|(_, charge)| charge.clone()).collect()
            }
            Deceit::RollsBackSeen => by("witness".to_owned()),
            Deceit::Hides
            | Deceit::MistagsSubmission
            | Deceit::MistagsRecipient
            | Deceit::ForksEntry
            | Deceit::ForksWithout
            | Deceit::RollsBackUnseen
            | Deceit::BackDatesRelease
            | Deceit::BackDatesSubmission
            | Deceit::ReleasesUnlogged => by(victim.text()),
        }
    }
}
