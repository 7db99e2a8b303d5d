//! The fewest of some remedies that free a product.

use super::Remedy;
use super::blocked::{Blocked, Piece};

/// A part over sets of remedies as bits.
struct Bits {
    needs: u32,
    cuts: u32,
    beyond_consent: bool,
}

pub(super) fn of(blocked: Blocked) -> Vec<Remedy> {
    let Blocked { remedies, pieces } = blocked;
    if remedies.len() > CHOICES_MAX {
        return every(remedies, &pieces);
    }
    let bits = |at: &std::collections::BTreeSet<usize>| at.iter().fold(0, |all, at| all | 1 << at);
    let pieces: Vec<Bits> = pieces
        .iter()
        .map(|piece| Bits {
            needs: bits(&piece.needs),
            cuts: bits(&piece.cuts),
            beyond_consent: piece.beyond_consent,
        })
        .collect();
    let consents = remedies.iter().filter(|remedy| is_consent(remedy)).count();
    let of_cuts = u32::MAX << consents;
    let cost = |set: u32| (set.count_ones(), (set & of_cuts).count_ones(), set);
    let sets = (1..1_u32 << remedies.len()).filter(|set| frees(*set, &pieces));
    let Some(chosen) = sets.min_by_key(|set| cost(*set)) else { return Vec::new() };
    let numbered = remedies.into_iter().enumerate();
    numbered.filter(|(at, _)| chosen & (1 << at) != 0).map(|(_, remedy)| remedy).collect()
}

fn frees(set: u32, pieces: &[Bits]) -> bool {
    let is_cut = |piece: &&Bits| set & piece.cuts != 0;
    let is_free = |piece: &Bits| !piece.beyond_consent && piece.needs & !set == 0;
    pieces.iter().all(|piece| is_cut(&piece) || is_free(piece))
        && pieces.iter().any(|piece| !is_cut(&piece))
}

/// All consents, and a cut for each part that they do not free.
fn every(remedies: Vec<Remedy>, pieces: &[Piece]) -> Vec<Remedy> {
    let beyond = pieces.iter().filter(|piece| piece.beyond_consent);
    let cuts: Vec<usize> = beyond.filter_map(|piece| piece.cuts.first().copied()).collect();
    let left = pieces.iter().any(|piece| piece.cuts.iter().all(|cut| !cuts.contains(cut)));
    if !left {
        return Vec::new();
    }
    let numbered = remedies.into_iter().enumerate();
    let chosen = numbered.filter(|(at, remedy)| is_consent(remedy) || cuts.contains(at));
    chosen.map(|(_, remedy)| remedy).collect()
}

fn is_consent(remedy: &Remedy) -> bool {
    match remedy {
        Remedy::Consent { .. } => true,
        Remedy::Cut { .. } => false,
    }
}

const CHOICES_MAX: usize = 16;
