//! The text of a report: title, portions, tear line.

use crate::handling::Handling;
use crate::originator::Serials;
use crate::prng::Prng;
use crate::report::Portion;
use crate::scene::Scene;
use crate::stock::Stock;

/// The title; telegrams have theirs in capitals.
pub(super) fn title(
    prng: &mut Prng,
    scene: &mut Scene<'_>,
    stock: &Stock,
    handling: &Handling,
) -> Portion {
    let mut text = String::new();
    let sentence = prng.word(&stock.titles);
    scene.tell(prng, sentence, &mut text);
    if matches!(scene.originator.serials, Serials::Telegram(_)) {
        text = text.to_uppercase();
    }
    Portion::new(handling.title, text)
}

/// The portions: the news, what fills it in, and at times background and comment.
pub(super) fn portions(
    prng: &mut Prng,
    scene: &mut Scene<'_>,
    stock: &Stock,
    handling: &Handling,
) -> Vec<Portion> {
    let mut portions = Vec::with_capacity(5);
    let mut details = stock.details.clone();
    prng.shuffle(&mut details);
    let mut details = details.into_iter();
    if prng.chance(25) {
        let count = prng.between(1, 2);
        let background = several(prng, &stock.backgrounds, count);
        write(prng, scene, handling.background, &background, &mut portions);
    }
    let mut lead = vec![prng.word(&stock.leads)];
    lead.extend(details.by_ref().take(prng.position(2) + 1));
    write(prng, scene, handling.lead, &lead, &mut portions);
    let mut common =
        (!stock.commons.is_empty() && prng.chance(60)).then(|| prng.word(&stock.commons));
    for place in 0..prng.position(3) + 1 {
        let marking = handling.details.get(place % handling.details.len().max(1));
        let marking = marking.copied().unwrap_or(handling.lead);
        let mut sentences: Vec<&'static str>;
        if marking == PLAIN && handling.lead != PLAIN {
            // What is plain in a guarded report names nobody.
            sentences = several(prng, &stock.backgrounds, 1);
        } else {
            sentences = details.by_ref().take(prng.position(3) + 1).collect();
            sentences.extend(common.take());
        }
        write(prng, scene, marking, &sentences, &mut portions);
    }
    if prng.chance(45) {
        let background = several(prng, &stock.backgrounds, 1);
        write(prng, scene, handling.background, &background, &mut portions);
    }
    if prng.chance(55) {
        let comment = several(prng, &stock.comments, 1);
        write(prng, scene, handling.comment, &comment, &mut portions);
    }
    portions
}

/// At most one tear line: what may be said lower down, without names and sources.
pub(super) fn tearlines(
    prng: &mut Prng,
    scene: &mut Scene<'_>,
    stock: &Stock,
    handling: &Handling,
) -> Vec<Portion> {
    let Some(marking) = handling.tearline.filter(|_| prng.chance(45)) else { return Vec::new() };
    if stock.tearlines.is_empty() {
        return Vec::new();
    }
    let mut text = String::new();
    let count = prng.between(2, 3);
    for sentence in several(prng, &stock.tearlines, count) {
        scene.tell(prng, sentence, &mut text);
    }
    vec![Portion::new(marking, text)]
}

fn write(
    prng: &mut Prng,
    scene: &mut Scene<'_>,
    marking: &'static str,
    sentences: &[&'static str],
    portions: &mut Vec<Portion>,
) {
    scene.portion = portions.len();
    let mut text = String::with_capacity(400);
    if matches!(scene.originator.serials, Serials::Telegram(_)) {
        text = format!("{}.", portions.len() + 1);
    }
    for sentence in sentences {
        scene.tell(prng, sentence, &mut text);
    }
    if !sentences.is_empty() {
        portions.push(Portion::new(marking, text));
    }
}

/// So many different sentences of a list.
fn several(prng: &mut Prng, sentences: &[&'static str], count: u64) -> Vec<&'static str> {
    let start = prng.position(sentences.len());
    let count = usize::try_from(count).unwrap_or(1).min(sentences.len());
    sentences.iter().cycle().skip(start).take(count).copied().collect()
}

/// Unclassified and without any control.
const PLAIN: &str = "U";
