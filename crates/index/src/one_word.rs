//! Documents with one word: whole blocks are left unread when none of them can be among the hits.

use crate::Result;
use crate::found::{Found, Searched};
use crate::plan::Word;
use crate::postings::WordPostings;

/// Finds them in a segment.
pub(crate) fn find(word: &Word, searched: &Searched<'_>, found: &mut Found<'_>) -> Result<()> {
    let Some(mut postings) = WordPostings::open(word, searched.segment, searched.notes)? else {
        return Ok(());
    };
    let (word, lengths) = postings.scorer();
    for run in &searched.visible.runs {
        let mut from = run.start;
        while from < run.end && postings.look(from) {
            let last = postings.last();
            if postings.first() >= run.end {
                break;
            }
            let may_rank = found.may_rank(postings.best());
            if may_rank || found.counts() {
                let (docs, freqs) = postings.read(from, run.end);
                for (doc, freq) in docs.iter().zip(freqs) {
                    if found.is_gone(*doc) {
                        continue;
                    }
                    found.count(*doc);
                    if may_rank {
                        found.rank(*doc, word.bm25.score(lengths.fieldnorm_id(*doc), *freq));
                    }
                }
            }
            from = last.saturating_add(1);
        }
    }
    Ok(())
}
