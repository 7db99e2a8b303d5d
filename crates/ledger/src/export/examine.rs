//! Verifying an export with a public key, and with whatever checkpoints somebody kept.
//!
//! One pass in bounded memory: each bundle against its tile, each tile against the level above,
//! all of it against the signed root. Where they differ, what agrees with the level above is
//! right, and what does not is named.

use crate::export::CHECKPOINT_NAME;
use crate::export::block::Walk;
use crate::export::flaw::{Flaw, Verdict};
use crate::export::source::ExportSource;
use crate::finding::FINDINGS_MAX;
use crate::tile::{Tile, TileKind};
use crate::{Checkpoint, CosignatureKey, Hash, Result, VerifyingKey};

/// What an export is held against.
#[derive(Clone, Copy, Debug)]
pub struct Demand<'d> {
    /// The log's key.
    pub key: &'d VerifyingKey,
    /// Checkpoints that were kept, with the names by which they are spoken of.
    pub checkpoints: &'d [(String, String)],
    /// Witnesses who must have cosigned: the export's checkpoint, or one that was kept.
    pub witnesses: &'d [CosignatureKey],
}

/// What an export amounts to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Examined {
    /// In a word.
    pub verdict: Verdict,
    /// Everything that is wrong with it, in order.
    pub flaws: Vec<Flaw>,
    /// Entries that its checkpoint covers.
    pub size: u64,
    /// The signed root.
    pub root: Hash,
    /// Who cosigned which checkpoint, and when in seconds of Unix time.
    pub cosigned: Vec<(String, String, u64)>,
}

/// Flaws, as many as anybody would read.
#[derive(Debug, Default)]
pub(super) struct Flaws {
    list: Vec<Flaw>,
    more: u64,
    /// The worst of those that are not listed.
    worst_more: Option<Verdict>,
    /// The first entry of the last tile that is there at all.
    pub(super) last_file: u64,
    /// Behind the last entry that can be read.
    pub(super) end: u64,
}

impl Flaws {
    pub(super) fn push(&mut self, flaw: Flaw) {
        if self.list.len() < FINDINGS_MAX {
            self.list.push(flaw);
        } else {
            self.more += 1;
            self.worst_more = self.worst_more.max(Some(flaw.verdict(0)));
        }
    }

    /// Whether nothing is left to be read from an entry on, and more is wrong than is listed.
    pub(super) fn is_hopeless(&self, from: u64) -> bool {
        self.more > 0 && from > self.last_file
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    fn examined(
        mut self,
        checkpoint: &Checkpoint,
        cosigned: Vec<(String, String, u64)>,
    ) -> Examined {
        let verdicts = self.list.iter().map(|flaw| flaw.verdict(self.end));
        let verdict = verdicts.max().max(self.worst_more).unwrap_or(Verdict::Complete);
        if self.more > 0 {
            self.list.push(Flaw::More { count: self.more });
        }
        let (size, root) = (checkpoint.size, checkpoint.root);
        Examined { verdict, flaws: self.list, size, root, cosigned }
    }
}

/// Verifies an export.
///
/// # Errors
/// The system's. What is wrong with the export is an answer, not an error.
pub fn examine(source: &ExportSource, demand: Demand<'_>) -> Result<Examined> {
    let mut flaws = Flaws::default();
    if let Some(why) = source.damage() {
        flaws.push(Flaw::Archive { why: why.to_owned() });
    }
    let text = source.read(CHECKPOINT_NAME)?;
    let text = text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let opened = text.as_deref().map(|text| Checkpoint::open(text, demand.key));
    let checkpoint = match opened {
        Some(Ok(checkpoint)) => checkpoint,
        Some(Err(error)) => return Ok(untrusted(flaws, error.to_string())),
        None => {
            return Ok(untrusted(flaws, "it is missing, so nothing can be compared".to_owned()));
        }
    };
    let kept = kept(&checkpoint, demand, &mut flaws);
    let mut cosignable = vec![(CHECKPOINT_NAME, text.as_deref().unwrap_or_default())];
    cosignable.extend(demand.checkpoints.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let cosigned = cosigned(&cosignable, demand.witnesses, &mut flaws);
    for file in source.repeated() {
        flaws.push(Flaw::Stray { file: file.clone() });
    }
    for file in source.names()? {
        // Headers name everybody, so that no export has them.
        let belongs = |tile: &Tile| tile.is_of(checkpoint.size) && tile.kind != TileKind::Headers;
        match Tile::parse(&file).filter(belongs) {
            Some(tile) => flaws.last_file = flaws.last_file.max(tile.first()),
            None if file == CHECKPOINT_NAME => {}
            None => flaws.push(Flaw::Stray { file }),
        }
    }
    Walk::new(source, &checkpoint, kept, &mut flaws).run()?;
    Ok(flaws.examined(&checkpoint, cosigned))
}

fn untrusted(mut flaws: Flaws, why: String) -> Examined {
    flaws.push(Flaw::Untrusted { file: CHECKPOINT_NAME.to_owned(), why });
    let nothing = Checkpoint { origin: String::new(), size: 0, root: Hash::EMPTY, map: None };
    flaws.examined(&nothing, Vec::new())
}

/// The kept checkpoints that can be compared, by size.
fn kept(own: &Checkpoint, demand: Demand<'_>, flaws: &mut Flaws) -> Vec<(String, Checkpoint)> {
    let mut kept = Vec::new();
    for (file, text) in demand.checkpoints {
        let file = file.clone();
        match Checkpoint::open(text, demand.key) {
            Ok(other) if other.size > own.size => {
                flaws.push(Flaw::Behind { file, size: other.size, entries: own.size });
            }
            Ok(other) => kept.push((file, other)),
            Err(error) => flaws.push(Flaw::Untrusted { file, why: error.to_string() }),
        }
    }
    kept.sort_by_key(|(_, checkpoint)| checkpoint.size);
    kept
}

/// Who cosigned what. Each witness must have cosigned one of the checkpoints.
fn cosigned(
    checkpoints: &[(&str, &str)],
    witnesses: &[CosignatureKey],
    flaws: &mut Flaws,
) -> Vec<(String, String, u64)> {
    let mut cosigned = Vec::new();
    for witness in witnesses {
        let mut refused = None;
        let before = cosigned.len();
        for (file, text) in checkpoints {
            match witness.cosignature(text) {
                Ok(found) => {
                    cosigned.push((witness.name().to_owned(), (*file).to_owned(), found.at));
                }
                Err(error) => {
                    let why = error.to_string();
                    refused.get_or_insert(Flaw::Uncosigned { file: (*file).to_owned(), why });
                }
            }
        }
        if cosigned.len() == before {
            refused.into_iter().for_each(|flaw| flaws.push(flaw));
        }
    }
    cosigned
}
