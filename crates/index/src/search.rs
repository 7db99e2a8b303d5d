//! The best hits of a query among what a viewer may see. Nothing else is read, scored or counted.

use tantivy::Searcher;
use tantivy::query::Query;

use crate::found::{Found, Searched};
use crate::plan::{Plan, Planner};
use crate::statistics::ViewerStatistics;
use crate::tally::{SegmentTally, Tally};
use crate::top::Top;
use crate::viewers::Viewers;
use crate::wanted::{Answer, Wanted};
use crate::{Result, Visible, all_words, any_words, one_word, probe};

/// Carries a query out for a viewer.
pub(crate) fn search(
    query: &dyn Query,
    searcher: &Searcher,
    viewers: &Viewers,
    visible: &Visible,
    wanted: &Wanted<'_>,
) -> Result<Answer> {
    let notes = viewers.notes(searcher)?;
    let seen = viewers.seen(&notes, visible);
    let frozen = wanted.after.as_ref().map(|cursor| &cursor.statistics);
    let statistics = ViewerStatistics::new(searcher, &seen, frozen);
    let mut answer = Answer::default();
    let mut tally = Tally::new(wanted);
    let mut top = Top::new(wanted);
    if !statistics.is_empty() {
        let planner = Planner { statistics: &statistics, searcher, is_scored: top.is_scored() };
        let plan = planner.plan(query)?;
        let known = known_total(&plan, &statistics, wanted)?;
        let counts_all = known.is_none() && wanted.counts();
        let segments = searcher.segment_readers().iter().zip(&notes.segments);
        for ((segment, notes), visible) in segments.zip(&seen.segments) {
            if visible.docs == 0 {
                continue;
            }
            let mut counts = match counts_all {
                true => Some(tally.segment(segment, notes, &viewers.names)?),
                false => None,
            };
            let searched = Searched { segment, notes, visible };
            find(&plan, &searched, &mut top, counts.as_mut())?;
            counts.into_iter().for_each(|counts| tally.add(counts));
        }
        tally.know(known);
    }
    tally.into_answer(&viewers.names, &mut answer);
    answer.best = top.into_hits();
    answer.statistics = statistics.used();
    Ok(answer)
}

fn find(
    plan: &Plan,
    searched: &Searched<'_>,
    top: &mut Top,
    tally: Option<&mut SegmentTally>,
) -> Result<()> {
    let found =
        &mut Found { top, columns: &searched.notes.columns, tally, segment: searched.segment };
    match plan {
        Plan::Nothing => Ok(()),
        Plan::Word(word) => one_word::find(word, searched, found),
        Plan::Combined(combined) => {
            if let Some(words) = combined.all_words() {
                all_words::find(&words, searched, found)
            } else if let Some(words) = combined.any_words() {
                any_words::find(&words, searched, found)
            } else {
                probe::find(plan, searched, found)
            }
        }
        Plan::Leaf(_) => probe::find(plan, searched, found),
    }
}

/// How many match, where that is known without looking: of one word, it was counted for its score.
fn known_total(
    plan: &Plan,
    statistics: &ViewerStatistics<'_>,
    wanted: &Wanted<'_>,
) -> Result<Option<u64>> {
    let more = !wanted.facets.is_empty() || wanted.months;
    Ok(match plan {
        Plan::Nothing => Some(0),
        Plan::Word(word) if !more => Some(statistics.frequency(&word.term)?),
        Plan::Word(_) | Plan::Leaf(_) | Plan::Combined(_) => None,
    })
}

#[cfg(test)]
pub(crate) mod tests;
