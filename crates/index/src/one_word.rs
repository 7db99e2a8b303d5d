//! Documents with one word: whole blocks are left unread when none of them can be among the hits.

use crate::Result;
use crate::found::{Found, Searched};
use crate::plan::Word;
use crate::postings::{WordPostings, each_seen};

/// Finds them in a segment.
pub(crate) fn find(word: &Word, searched: &Searched<'_>, found: &mut Found<'_>) -> Result<()> {
    let Some(mut postings) = WordPostings::open(word, searched.segment, searched.notes)? else {
        return Ok(());
    };
    let (word, lengths) = postings.scorer();
    let (mut stretches, mut from) = (searched.visible.stretches(), 0);
    while let Some(run) = stretches.seek(from) {
        if !postings.look(run.start) {
            break;
        }
        let first = postings.first();
        if first >= run.end {
            from = first;
            continue;
        }
        let may_rank = found.may_rank(postings.best());
        if may_rank || found.counts() {
            let (docs, freqs) = postings.read(run.start);
            each_seen(docs, &mut stretches, |at| {
                let (Some(doc), Some(freq)) = (docs.get(at), freqs.get(at)) else { return };
                if found.is_gone(*doc) {
                    return;
                }
                found.count(*doc);
                if may_rank {
                    found.rank(*doc, word.bm25.score(lengths.fieldnorm_id(*doc), *freq));
                }
            });
        }
        from = postings.last().saturating_add(1);
    }
    Ok(())
}
