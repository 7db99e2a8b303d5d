//! What a server makes of what happened, honestly or not.

use std::collections::BTreeSet;

use ledger::{Checkpoint, Hash, SigningKey, Slice, SliceEntry, Slices, Tree};
use model::{
    BlindedLeaf, Commitment, Leaf, LeafKind, Party, Roster, SliceKeys, TagSet, Timestamp, open,
};

/// Something that happened, and what the server writes of it.
#[derive(Clone, Debug)]
pub struct Happening {
    /// What.
    pub kind: LeafKind,
    /// When the server says that it was.
    pub at: i64,
    /// Whose material.
    pub originators: Vec<Party>,
    /// Who was given it.
    pub recipient: Option<Party>,
    /// Whose tag the server leaves out.
    pub untagged: Option<Party>,
    /// From whose slice the server leaves it out.
    pub hidden_from: Option<Party>,
    /// What was in the answer, so that another one is another entry.
    pub content: u64,
}

/// The log that a server shows.
#[derive(Debug)]
pub struct Log {
    keys: SliceKeys,
    signing: SigningKey,
    tree: Tree,
    slices: Slices,
    entries: Vec<Shown>,
    written: Vec<Happening>,
}

#[derive(Clone, Debug)]
struct Shown {
    header: Leaf,
    leaf: Vec<u8>,
    tags: TagSet,
    salt: [u8; 32],
    parts: Vec<Vec<u8>>,
    parties: Vec<Party>,
}

impl Log {
    /// A log without entries.
    pub fn new() -> Self {
        let signing = SigningKey::from_seed("log.example", &[1; 32]).expect("a name");
        let (tree, slices, entries, written) = Default::default();
        Self { keys: SliceKeys::of([2; 32]), signing, tree, slices, entries, written }
    }

    /// Writes an entry, as the server sees fit.
    pub fn push(&mut self, what: &Happening) {
        let seq = self.tree.size();
        let mut parts = vec![said(what.recipient.as_ref(), what.content)];
        parts.extend(what.originators.iter().map(|of| said(Some(of), what.content)));
        let slices: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        let mut salt = [3; 32];
        salt[..8].copy_from_slice(&seq.to_le_bytes());
        let header = Leaf {
            seq,
            at: Timestamp::from_micros(what.at),
            kind: what.kind,
            actor: "server".to_owned(),
            subject: String::new(),
            commitment: Commitment::of_parts(&salt, &slices),
        };
        let parties: Vec<Party> = what.originators.iter().chain(&what.recipient).cloned().collect();
        let untagged = |party: &Party| Some(party) != what.untagged.as_ref();
        let tagged: BTreeSet<Party> = parties.iter().filter(|p| untagged(p)).cloned().collect();
        let roster = Roster::of(tagged, &self.keys);
        let tags = roster.tags(seq);
        let leaf = BlindedLeaf::of(&header, tags.digest()).to_bytes();
        let hash = Hash::of_leaf(&leaf);
        self.tree.push(hash);
        for party in roster.parties().filter(|party| Some(*party) != what.hidden_from.as_ref()) {
            self.slices.push(party, seq, hash, || self.keys.key(party));
        }
        self.written.push(what.clone());
        self.entries.push(Shown { header, leaf, tags, salt, parts, parties });
    }

    /// What was written, in order.
    pub fn written(&self) -> impl Iterator<Item = &Happening> {
        self.written.iter()
    }

    /// Entries.
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// The header of an entry: the receipt of whoever caused it.
    pub fn header(&self, seq: u64) -> Option<&Leaf> {
        self.entries.get(usize::try_from(seq).ok()?).map(|shown| &shown.header)
    }

    /// The headers of all entries, for an inspector.
    pub fn headers(&self) -> impl Iterator<Item = &Leaf> {
        self.entries.iter().map(|shown| &shown.header)
    }

    /// The checkpoint of the log as it is.
    pub fn checkpoint(&mut self) -> Checkpoint {
        let map = self.slices.map_root();
        Checkpoint::of("log.example", &self.tree).with_map(map)
    }

    /// Its consistency proof from an earlier size, if there is one.
    pub fn since(&self, old: u64) -> Option<(u64, Vec<Hash>)> {
        let proof = self.tree.prove_consistency(old, self.size()).ok()?;
        Some((old, proof.hashes))
    }

    /// A party's slice, with what shows that it continues a checkpoint of an earlier size.
    pub fn slice(&mut self, party: &Party, old: u64) -> Slice {
        let checkpoint = self.checkpoint();
        let frame = self.slices.frame(party, &self.keys.key(party), 0, &self.tree);
        let entry = |seq: &u64| {
            let shown = &self.entries[usize::try_from(*seq).expect("a size")];
            let parts: Vec<&[u8]> = shown.parts.iter().map(Vec::as_slice).collect();
            let own = shown.parties.iter().position(|of| of == party);
            // A recipient sees what it was given, an originator its own part.
            let seen = (0..parts.len()).filter(|at| match party {
                Party::Recipient(_) => true,
                Party::Organization(_) => *at == 0 || own == Some(at - 1),
            });
            let opened = seen.filter_map(|at| open(&shown.salt, &parts, u32::try_from(at).ok()?));
            let parts = opened.collect();
            SliceEntry { header: shown.header.to_bytes(), tags: shown.tags.clone(), parts }
        };
        Slice {
            party: party.clone(),
            from: frame.from,
            frontier: frame.frontier,
            entries: frame.numbers.iter().map(entry).collect(),
            map: frame.map,
            log: self.tree.prove_many(&frame.numbers, checkpoint.size).expect("its own entries"),
            since: self.since(old),
            checkpoint: checkpoint.sign(&self.signing).expect("its own key"),
        }
    }

    /// The blinded log: of each entry its leaf and its tags.
    pub fn blinded(&self) -> impl Iterator<Item = (&[u8], Vec<u8>)> {
        self.entries.iter().map(|shown| (shown.leaf.as_slice(), shown.tags.to_bytes()))
    }

    /// The slice keys, of which each party gets its own.
    pub fn keys(&self) -> &SliceKeys {
        &self.keys
    }
}

impl Default for Log {
    fn default() -> Self {
        Self::new()
    }
}

/// A part that names a party.
fn said(party: Option<&Party>, content: u64) -> Vec<u8> {
    format!("{}\n{content}", party.map(Party::text).unwrap_or_default()).into_bytes()
}
