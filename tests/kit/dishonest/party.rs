//! What a party knows, and what it finds wrong by that alone.

use ledger::{
    Checkpoint, ConsistencyProof, Difference, Hash, Scan, SigningKey, Slice, SliceFlaw, SliceState,
    Tree, compare,
};
use model::{Leaf, LeafKind, Opening, Party, SliceKey};

use super::Log;

/// An originator or a recipient with its notes.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who it is.
    pub party: Party,
    /// Its slice key.
    pub key: SliceKey,
    /// What it submitted: when, and the header that it got as its receipt.
    pub receipts: Vec<(i64, Leaf)>,
    /// What it was given: when, and of whom.
    pub given: Vec<(i64, Vec<Party>)>,
    /// What it last found right.
    pub kept: Option<SliceState>,
}

/// What a party holds against the server.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Charge {
    /// Its slice is not right, or not all of it.
    Slice(SliceFlaw),
    /// Another's slice contradicts its own.
    Other(Difference),
    /// It has a receipt for what the slice does not have.
    Receipt(u64),
    /// It was given material at a time of which the slice has no entry.
    Unlogged(i64),
    /// An entry of its slice says another time than its notes.
    BackDated(u64),
    /// The log does not continue what the witness cosigned.
    Witness(u64),
}

impl Member {
    /// A party that has noted nothing yet.
    pub fn new(party: Party, key: SliceKey) -> Self {
        let (receipts, given, kept) = Default::default();
        Self { party, key, receipts, given, kept }
    }

    /// Looks at what the server shows it; keeps it if all is right.
    pub fn look(&mut self, shown: &mut Log, cosigned: Option<&Checkpoint>) -> Vec<Charge> {
        let old = self.kept.as_ref().map_or(0, |kept| kept.checkpoint.size);
        let slice = shown.slice(&self.party, old);
        let log = SigningKey::from_seed("log.example", &[1; 32]).expect("a name").verifying_key();
        // What travels is the text.
        let slice = Slice::parse(&slice.text()).expect("a slice");
        let state = match slice.check(&log, &self.key) {
            Ok(state) => state,
            Err(flaws) => return flaws.into_iter().map(Charge::Slice).collect(),
        };
        let mut charges = Vec::new();
        if let Some(kept) = &self.kept {
            let flaws = slice.check_since(&state, kept).err().unwrap_or_default();
            charges.extend(flaws.into_iter().map(Charge::Slice));
        }
        let (mut scan, mut tree) = (Scan::new(&self.key), Tree::new());
        for (leaf, tags) in shown.blinded() {
            scan.entry(leaf, &tags);
            tree.push(Hash::of_leaf(leaf));
        }
        charges.extend(scan.compare(&state).into_iter().map(Charge::Slice));
        charges.extend(cosigned.and_then(|cosigned| against(&tree, &state, cosigned)));
        charges.extend(self.by_notes(&slice));
        if charges.is_empty() {
            self.kept = Some(state);
        }
        charges
    }

    /// Holds its slice against one that another handed it.
    pub fn compare(&self, shown: &mut Log, others: &Slice) -> Vec<Charge> {
        let own = shown.slice(&self.party, 0);
        let log = SigningKey::from_seed("log.example", &[1; 32]).expect("a name").verifying_key();
        let opened = |slice: &Slice| Checkpoint::open(&slice.checkpoint, &log).expect("signed");
        let (mine, theirs) = (opened(&own), opened(others));
        let found = compare((&own, &mine), (others, &theirs), concerns);
        found.into_iter().map(Charge::Other).collect()
    }

    fn by_notes(&self, slice: &Slice) -> Vec<Charge> {
        let headers: Vec<Leaf> = slice.entries.iter().filter_map(|e| e.read().ok()).collect();
        let mut charges = Vec::new();
        for (at, receipt) in &self.receipts {
            let found = headers.iter().find(|header| header.seq == receipt.seq);
            if found != Some(receipt) {
                charges.push(Charge::Receipt(receipt.seq));
            }
            if receipt.at.micros() != *at {
                charges.push(Charge::BackDated(receipt.seq));
            }
        }
        let served = |header: &&Leaf| header.kind == LeafKind::Viewed;
        if let Party::Recipient(_) = self.party {
            for (at, _) in &self.given {
                if !headers.iter().filter(served).any(|header| header.at.micros() == *at) {
                    charges.push(Charge::Unlogged(*at));
                }
            }
            for header in headers.iter().filter(served) {
                if !self.given.iter().any(|(at, _)| *at == header.at.micros()) {
                    charges.push(Charge::BackDated(header.seq));
                }
            }
        }
        charges
    }
}

/// Whether the log that is shown is another than the one that the witness saw.
fn against(tree: &Tree, state: &SliceState, cosigned: &Checkpoint) -> Option<Charge> {
    let shown = tree.root_at(cosigned.size).ok();
    let same = shown == Some(cosigned.root);
    let map = state.checkpoint.size != cosigned.size || state.checkpoint.map == cosigned.map;
    (!same || !map).then_some(Charge::Witness(cosigned.size))
}

fn concerns(_: &Leaf, part: &Opening, party: &Party) -> bool {
    part.content.split(|byte| *byte == b'\n').next() == Some(party.text().as_bytes())
}

/// What an inspector, who has every header, finds by that and by the times of cosignatures.
pub(super) fn inspect(shown: &Log, cosigned: &[(i64, u64)]) -> Vec<Charge> {
    let mut charges = Vec::new();
    let mut last = i64::MIN;
    for header in shown.headers() {
        let at = header.at.micros();
        // An entry behind what was cosigned at a time cannot be older than that.
        let bound =
            cosigned.iter().filter(|(_, size)| *size <= header.seq).map(|(at, _)| *at).max();
        if at < last || bound.is_some_and(|bound| at < bound) {
            charges.push(Charge::BackDated(header.seq));
        }
        last = last.max(at);
    }
    charges
}

/// What a witness finds that last saw a checkpoint.
pub(super) fn witness(shown: &mut Log, seen: &Checkpoint) -> Option<Charge> {
    let now = shown.checkpoint();
    let proof = shown.since(seen.size).map(|(from_size, hashes)| {
        let size = now.size;
        ConsistencyProof { from_size, size, hashes }
    });
    let continues = proof.is_some_and(|proof| proof.check(seen.root, now.root).is_ok());
    let maps = now.size != seen.size || now.map == seen.map;
    (!continues || !maps).then_some(Charge::Witness(seen.size))
}
