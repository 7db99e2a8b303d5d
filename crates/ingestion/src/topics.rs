//! Topics that a text looks like, by words that are used of them. They are offered, and decide nothing.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use model::Report;

/// A topic that a report does not have and looks like.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TopicOffer {
    /// The topic.
    pub topic: &'static str,
    /// The words by which it looks like that.
    pub words: Vec<&'static str>,
}

/// The charter's topics that a report looks like and does not have.
pub fn topics_of(report: &Report) -> Vec<TopicOffer> {
    let Some(automaton) = AUTOMATON.as_ref() else { return Vec::new() };
    let texts = std::iter::once(&report.title).chain(&report.portions);
    let mut offers: Vec<TopicOffer> = Vec::new();
    for text in texts.map(|portion| portion.text.as_str()) {
        for found in automaton.find_iter(text) {
            let Some((topic, word)) = CUES.get(found.pattern().as_usize()) else { continue };
            if report.about.topics.iter().any(|known| known.as_str() == *topic) {
                continue;
            }
            match offers.iter_mut().find(|offer| offer.topic == *topic) {
                Some(offer) if offer.words.contains(word) => {}
                Some(offer) => offer.words.push(word),
                None => offers.push(TopicOffer { topic, words: vec![word] }),
            }
        }
    }
    offers
}

static AUTOMATON: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = CUES.iter().map(|(_, word)| word);
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
});

/// Words that are used of the charter's topics.
const CUES: &[(&str, &str)] = &[
    ("migrant-smuggling", "smuggling of migrants"),
    ("migrant-smuggling", "migrant smuggl"),
    ("migrant-smuggling", "alien smuggl"),
    ("migrant-smuggling", "people smuggl"),
    ("migrant-smuggling", "human smuggl"),
    ("migrant-smuggling", "coyotes"),
    ("migrant-smuggling", "safe house"),
    ("migrant-smuggling", "stash house"),
    ("trafficking-in-persons", "trafficking in persons"),
    ("trafficking-in-persons", "human trafficking"),
    ("trafficking-in-persons", "forced labor"),
    ("trafficking-in-persons", "forced labour"),
    ("trafficking-in-persons", "debt bondage"),
    ("trafficking-in-persons", "involuntary servitude"),
    ("trafficking-in-persons", "sexual exploitation"),
    ("clandestine-terrorist-travel", "terrorist travel"),
    ("clandestine-terrorist-travel", "foreign fighter"),
    ("clandestine-terrorist-travel", "travel of terrorists"),
    ("false-documents", "false document"),
    ("false-documents", "false passport"),
    ("false-documents", "forged passport"),
    ("false-documents", "forged visa"),
    ("false-documents", "forged document"),
    ("false-documents", "counterfeit passport"),
    ("false-documents", "fraudulent passport"),
    ("false-documents", "fraudulent document"),
    ("false-documents", "stolen passport"),
    ("false-documents", "altered passport"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Marker, read};

    #[test]
    fn a_topic_is_offered_by_its_words_unless_the_report_has_it() {
        let community = crate::tests::kit::community();
        let line = r#"{"format":"tearline.report/1","originator":"CIA","serial":"1","kind":"cable",
            "banner":"UNCLASSIFIED","title":{"text":"Alien smuggling"},"topics":["false-documents"],
            "portions":[{"text":"The Coyotes use a safe house and a Forged Passport."}]}"#;
        let report = Marker::new(&community).mark(read(line.as_bytes()).unwrap()).unwrap().report;
        let offers = topics_of(&report);
        assert_eq!(offers.len(), 1, "{offers:?}");
        assert_eq!(offers[0].topic, "migrant-smuggling");
        assert_eq!(offers[0].words, ["alien smuggl", "coyotes", "safe house"]);
    }
}
