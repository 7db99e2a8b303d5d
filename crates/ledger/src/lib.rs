//! The ledger: a Merkle tree over the journal's leaves, signed checkpoints, proofs, and
//! verification by anybody who holds a public key and needs nothing else of ours.
//!
//! The tree is RFC 6962's, checkpoints are C2SP `tlog-checkpoint` in `signed-note` form, tiles are
//! `tlog-tiles`, cosignatures `tlog-cosignature`. Only [`Folder`] and exports touch files; all else
//! is pure.
//!
//! ```
//! use ledger::{Checkpoint, Hash, SigningKey, Tree};
//!
//! let key = SigningKey::from_seed("hstc.example/ledger", &[7; 32])?;
//! let mut tree = Tree::new();
//! let leaves = [Hash::of_leaf(b"first"), Hash::of_leaf(b"second")];
//! leaves.iter().for_each(|leaf| tree.push(*leaf));
//! let text = Checkpoint::of("hstc.example/ledger", &tree).sign(&key)?;
//!
//! // Elsewhere, with the text, a proof and the public key alone:
//! let checkpoint = Checkpoint::open(&text, &key.verifying_key())?;
//! let proof = tree.prove_inclusion(1, checkpoint.size)?;
//! proof.check(leaves[1], checkpoint.root)?;
//! # Ok::<(), ledger::Error>(())
//! ```
#![doc(test(attr(deny(warnings))))]

mod checkpoint;
mod cosignature;
mod entry_proof;
mod error;
mod export;
mod feed_head;
mod finding;
mod folder;
mod frontier;
mod hash;
mod key;
mod lines;
mod many_proof;
mod numbers;
mod offer;
mod order;
mod proof;
mod slice;
mod slice_map;
mod slices;
mod tile;
mod tree;
mod verify;

pub use checkpoint::{CHECKPOINT_BYTES_MAX, Checkpoint};
pub use cosignature::{Cosignature, CosignatureKey, cosign};
pub use entry_proof::EntryProof;
pub use error::{Error, Result};
pub use export::{
    CHECKPOINT_NAME, Demand, Examined, ExportSource, ExportWriter, Flaw, Verdict, examine,
};
pub use feed_head::FeedHead;
pub use finding::{FINDINGS_MAX, Finding, Misread};
pub use folder::{Folder, Kept, KeptFile};
pub use hash::Hash;
pub use key::{SigningKey, VerifyingKey};
pub use offer::Offer;
pub use proof::{ConsistencyProof, InclusionProof};
pub use slice::{Difference, Scan, Slice, SliceEntry, SliceFlaw, SliceState, compare};
pub use slice_map::MapProof;
pub use slices::{SliceFrame, Slices};
pub use tile::{TILE_WIDTH, Tile, TileKind, bundle, unbundle};
pub use tree::Tree;
pub use verify::{KeptLeaves, LeafHashes, Verification, Verified, verify};
