//! The stock of sentences, one file for each situation, a sentence on each line.

use crate::situation::Situation;

/// The sentences of one situation.
#[derive(Debug, Default)]
pub(crate) struct Stock {
    pub(crate) titles: Vec<&'static str>,
    /// Sentences that tell the news.
    pub(crate) leads: Vec<&'static str>,
    /// Sentences that fill it in.
    pub(crate) details: Vec<&'static str>,
    /// Sentences that fill in reports of every situation; one to a report at most.
    pub(crate) commons: Vec<&'static str>,
    /// Sentences that could stand in a newspaper; they name nobody.
    pub(crate) backgrounds: Vec<&'static str>,
    pub(crate) comments: Vec<&'static str>,
    /// Sanitised sentences; they name nobody and no source.
    pub(crate) tearlines: Vec<&'static str>,
}

impl Stock {
    /// The stock of a situation, with what is common to all that follow networks.
    pub(crate) fn of(situation: Situation) -> Self {
        let mut stock = Self::default();
        stock.read(situation.text());
        if !situation.open() {
            stock.read(ANY);
        }
        stock
    }

    /// Reads a text: `== section` lines, and a sentence on every other line.
    fn read(&mut self, text: &'static str) {
        let mut section: Option<&mut Vec<&'static str>> = None;
        for line in text.lines().filter(|line| !line.is_empty()) {
            match line.strip_prefix("== ") {
                Some("titles") => section = Some(&mut self.titles),
                Some("leads") => section = Some(&mut self.leads),
                Some("details") => section = Some(&mut self.details),
                Some("commons") => section = Some(&mut self.commons),
                Some("backgrounds") => section = Some(&mut self.backgrounds),
                Some("comments") => section = Some(&mut self.comments),
                Some("tearlines") => section = Some(&mut self.tearlines),
                Some(_) => section = None,
                None => {
                    if let Some(sentences) = section.as_mut() {
                        sentences.push(line);
                    }
                }
            }
        }
    }
}

const ANY: &str = include_str!("../texts/any.txt");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::ROLES;
    use crate::situation::SITUATIONS;

    fn slots(sentence: &str) -> Vec<&str> {
        sentence
            .split('{')
            .skip(1)
            .map(|rest| rest.split_once('}').expect("a closing brace").0)
            .collect()
    }

    #[test]
    fn every_situation_has_enough_to_say() {
        for situation in SITUATIONS {
            let stock = Stock::of(situation);
            assert!(stock.titles.len() >= 4, "{situation:?} titles");
            assert!(stock.leads.len() >= 12, "{situation:?} leads {}", stock.leads.len());
            assert!(stock.details.len() >= 12, "{situation:?} details {}", stock.details.len());
            assert!(stock.backgrounds.len() >= 4, "{situation:?} backgrounds");
            assert!(stock.comments.len() >= 4, "{situation:?} comments");
        }
    }

    #[test]
    fn what_must_name_nobody_names_nobody() {
        for situation in SITUATIONS {
            let stock = Stock::of(situation);
            let clean = [&stock.titles, &stock.backgrounds, &stock.tearlines];
            for sentence in clean.into_iter().flatten() {
                for slot in slots(sentence) {
                    assert!(
                        !ROLES.contains(&slot) && slot != "source",
                        "{situation:?}: {sentence}"
                    );
                }
            }
            if situation.open() {
                for sentence in stock.leads.iter().chain(&stock.details).chain(&stock.comments) {
                    for slot in slots(sentence) {
                        assert!(!ROLES.contains(&slot), "{situation:?}: {sentence}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_sentence_stands_twice_in_a_stock() {
        for situation in SITUATIONS {
            let stock = Stock::of(situation);
            let own = stock.leads.iter().chain(&stock.details);
            let mut sentences: Vec<_> = own.chain(&stock.commons).collect();
            let count = sentences.len();
            sentences.sort_unstable();
            sentences.dedup();
            assert_eq!(sentences.len(), count, "{situation:?}");
        }
    }
}
