//! All that one view of a report mentions: what those who have that view may know of, and no more.

use std::borrow::Cow;

use dissemination::{HandlingId, IndexedView, ViewId};
use model::Mention;

use crate::mentions::{listed, said};
use crate::{Gazetteer, Kind, MentionId, Record, Sighting};

/// The mentions of one view of a report, ready for [`crate::Fusion::add`].
///
/// Whoever has the view has all of them, and nobody else has any. They are numbered as the view shows them,
/// from the beginning of the view's own numbers, so that no number says what is left out. What is masked in
/// the view is no mention.
pub fn view_mentions(
    view: &IndexedView<'_>,
    (place, id): (usize, ViewId),
    gazetteer: &Gazetteer,
) -> Vec<Sighting> {
    let shown = shown(view.mentions());
    // What the originator lists is of the portion that it says, behind the title.
    let text = |portion: usize| portion + usize::from(view.has_title());
    let listed = shown.map(|mention| {
        let portion = mention.portion.map(text);
        (listed(mention), mention.name.clone(), mention.role.clone(), portion)
    });
    let mut found: Vec<(Record, String, Option<String>, Option<usize>)> = listed.collect();
    for (nth, text) in view.texts().enumerate() {
        let said = said(&unmasked(text), gazetteer).into_iter();
        found.extend(said.map(|(_, record, written)| (record, written, None, Some(nth))));
    }
    let occurred = view.about().and_then(|about| about.occurred.as_ref());
    let at = occurred.map(|(from, _)| from.at).or_else(|| view.issued().map(|issued| issued.at));
    let first = MentionId::first_of_view(place);
    let numbered = (first..).zip(found).take(MentionId::OF_A_VIEW_MAX as usize);
    let sighting = |(number, (record, written, role, portion))| Sighting {
        id: MentionId { report: view.id().clone(), number },
        record,
        written,
        role,
        portion,
        at,
        needs: vec![needed(id)],
    };
    numbered.map(sighting).collect()
}

/// Somebody or something that a text mentions, as whoever has the text may call it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Told {
    /// Which mention of what is shown it is, from 1: what stands behind `#` in its id.
    pub number: usize,
    /// What it is.
    pub kind: Kind,
    /// The name, as written.
    pub written: String,
    /// In which of the texts it stands.
    pub text: usize,
}

/// Whom and what the texts of a report mention besides those that it lists, numbered as [`view_mentions`]
/// numbers them: from what somebody was given of the report, and from nothing else. At most so many.
pub fn told_in<'t>(
    mentions: &[Mention],
    texts: impl Iterator<Item = &'t str>,
    (gazetteer, told_max): (&Gazetteer, usize),
) -> Vec<Told> {
    let first = numbered(mentions).count() + 1;
    let said = texts.enumerate().flat_map(|(nth, text)| {
        let said = said(&unmasked(text), gazetteer).into_iter();
        said.map(move |(_, record, written)| (nth, record.kind(), written))
    });
    let told = (first..).zip(said);
    told.map(|(number, (text, kind, written))| Told { number, kind, written, text })
        .take(told_max)
        .collect()
}

/// Those whom a report lists, each by its number among the mentions of what is shown.
pub fn numbered(mentions: &[Mention]) -> impl Iterator<Item = (usize, &Mention)> {
    (1..).zip(shown(mentions))
}

/// What is masked is no mention.
fn shown(mentions: &[Mention]) -> impl Iterator<Item = &Mention> {
    mentions.iter().filter(|mention| !is_masked(mention))
}

/// What a viewer must have to have the mentions of a view: the view, under its own number.
fn needed(view: ViewId) -> HandlingId {
    HandlingId(view.0)
}

/// The view that a mention of [`view_mentions`] needs.
pub fn view_needed(class: HandlingId) -> ViewId {
    ViewId(class.0)
}

fn is_masked(mention: &Mention) -> bool {
    mention.name.contains(MASK)
}

/// A text without its masks: each ends a sentence, so that nothing beside it is taken for another's.
fn unmasked(text: &str) -> Cow<'_, str> {
    if !text.contains(MASK) {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split(MASK);
    let mut left = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        left.push_str("; ");
        left.push_str(part.split_once(']').map_or("", |(_, after)| after));
    }
    Cow::Owned(left)
}

/// How a mask begins.
const MASK: &str = "[US PERSON ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_are_left_out_and_end_a_sentence() {
        assert_eq!(unmasked("plain"), "plain");
        assert_eq!(unmasked("[US PERSON 1] met [US PERSON 12]."), ";  met ; .");
    }
}
