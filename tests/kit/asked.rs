//! Queries drawn from what reports say, hidden or not, in every form that the language has.

use serde_json::Value;

use crate::question::Dice;

/// So many queries, the same for a seed.
#[derive(Debug)]
pub struct Asked {
    dice: Dice,
    words: Vec<String>,
    names: Vec<String>,
    topics: Vec<String>,
    places: Vec<String>,
    ids: Vec<String>,
}

impl Asked {
    /// Over reports in format 1.
    pub fn of(seed: u64, reports: &[Value]) -> Self {
        let (mut words, mut names, mut topics) = (Vec::new(), Vec::new(), Vec::new());
        let (mut places, mut ids) = (Vec::new(), Vec::new());
        for report in reports {
            let list = |key: &str| report[key].as_array().into_iter().flatten();
            let parts = list("portions").chain(list("tearlines"));
            for part in parts.chain([&report["title"]]) {
                let text = part["text"].as_str().unwrap_or_default();
                words.extend(crate::masked::words(text));
            }
            names.extend(list("entities").filter_map(|of| of["name"].as_str()).map(str::to_owned));
            topics.extend(list("topics").filter_map(Value::as_str).map(str::to_owned));
            places.extend(list("places").filter_map(|of| of["name"].as_str()).map(str::to_owned));
            ids.push(crate::seen::cited(report));
        }
        Self { dice: Dice::of(seed), words, names, topics, places, ids }
    }

    /// The next query.
    pub fn query(&mut self) -> String {
        let one = self.term();
        match self.dice.below(8) {
            0 | 1 => format!("{one} {}", self.term()),
            2 => format!("{one} OR {}", self.term()),
            3 => format!("({one} OR {}) {}", self.term(), self.term()),
            4 => format!("{one} -{}", self.word()),
            _ => one,
        }
    }

    /// The beginning of a query.
    pub fn begun(&mut self) -> String {
        let word = self.word();
        let begun: String = word.chars().take(2 + self.dice.below(3)).collect();
        match self.dice.below(6) {
            0 => "originator:".to_owned(),
            1 => "topic:".to_owned(),
            2 => format!("person:{begun}"),
            _ => begun,
        }
    }

    fn pick(&mut self, from: impl Fn(&Self) -> &Vec<String>) -> String {
        let count = from(self).len();
        if count == 0 {
            return "nothing".to_owned();
        }
        let at = self.dice.below(count);
        from(self)[at].clone()
    }

    fn word(&mut self) -> String {
        self.pick(|of| &of.words)
    }

    /// Two words that stand beside one another somewhere.
    fn pair(&mut self) -> (String, String) {
        let at = self.dice.below(self.words.len() - 2);
        (self.words[at].clone(), self.words[at + 1].clone())
    }

    fn misspelt(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        if letters.len() > 4 {
            let at = 1 + self.dice.below(letters.len() - 2);
            match self.dice.below(3) {
                0 => drop(letters.remove(at)),
                1 => letters.swap(at, at + 1),
                _ => letters[at] = 'x',
            }
        }
        letters.into_iter().collect()
    }

    fn term(&mut self) -> String {
        let word = self.word();
        match self.dice.below(24) {
            0..=5 => word,
            6 => format!("={word}"),
            7 => {
                let (one, other) = self.pair();
                format!("\"{one} {other}\"")
            }
            8 => {
                let (one, other) = self.pair();
                format!("\"{other} {one}\"~{}", self.dice.below(6))
            }
            9 => format!("{}*", word.chars().take(3).collect::<String>()),
            10 => {
                let letters: Vec<char> = word.chars().collect();
                let cut: String = letters.iter().take(2).collect();
                format!("{cut}?*")
            }
            11 => format!("{}~1", self.misspelt(&word)),
            12 => {
                let name = self.pick(|of| &of.names);
                let name = name.split_whitespace().last().unwrap_or("x").to_owned();
                format!("~{}", self.misspelt(&name).replace(['"', '(', ')', '~', ':'], ""))
            }
            13 => format!("person:\"{}\"", self.pick(|of| &of.names).replace('"', "")),
            14 => format!("topic:{}", self.pick(|of| &of.topics)),
            15 => format!("place:\"{}\"", self.pick(|of| &of.places).replace('"', "")),
            16 => {
                let field = ["id", "refers", "derived"][self.dice.below(3)];
                format!("{field}:\"{}\"", self.pick(|of| &of.ids))
            }
            17 => {
                let id = self.pick(|of| &of.ids);
                format!("originator:{}", id.split(' ').next().unwrap())
            }
            18 => {
                format!("issued:2004-0{}..2004-0{}", 1 + self.dice.below(3), 4 + self.dice.below(5))
            }
            19 => ["has:tearline", "has:pointer", "has:place", "kind:cable", "precedence:priority"]
                [self.dice.below(5)]
            .to_owned(),
            20 => ["marking:secret", "marking:noforn", "marking:\"TOP SECRET\""]
                [self.dice.below(3)]
            .to_owned(),
            21 => {
                let (lat, lon) = (5 + self.dice.below(40), 60 + self.dice.below(50));
                format!("near:{lat},-{lon},{}", 200 + self.dice.below(2_000))
            }
            22 => "*".to_owned(),
            // What cannot be read, and what has too many matches.
            _ => [
                format!("({word}"),
                format!("{word} AND"),
                "nofield:x".to_owned(),
                "th*".to_owned(),
            ][self.dice.below(4)]
            .clone(),
        }
    }
}
