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
        match self.dice.below(32) {
            0..=5 => self.word(),
            6..=13 => self.text(),
            14..=21 => self.about(),
            22 => "*".to_owned(),
            23..=29 => self.field(),
            // What cannot be read, and what has too many matches.
            _ => {
                let word = self.word();
                let of = [format!("({word}"), format!("{word} AND")];
                let of = of.into_iter().chain(["nofield:x", "th*"].map(str::to_owned));
                of.into_iter().nth(self.dice.below(4)).unwrap()
            }
        }
    }

    /// Words as they stand, nearly so, or as names.
    fn text(&mut self) -> String {
        let word = self.word();
        let (one, other) = self.pair();
        let begun = |letters: usize| word.chars().take(letters).collect::<String>();
        match self.dice.below(9) {
            0 => format!("={word}"),
            1 => format!("\"{one} {other}\""),
            2 => format!("\"{other} {one}\"~{}", self.dice.below(6)),
            3 => format!("=\"{one} {other}\""),
            4 => format!("{}*", begun(3)),
            5 => format!("{}?*", begun(2)),
            6 => format!("{}~1", self.misspelt(&word)),
            7 => {
                let name = self.name();
                let name = name.split_whitespace().last().unwrap_or("x").to_owned();
                format!("~{}", self.misspelt(&name).replace(['(', ')', '~', ':'], ""))
            }
            // What the community has other words for.
            _ => {
                let of = ["smuggler", "\"travel document\"", "forged", "\"stash house\"", "coyote"];
                of[self.dice.below(of.len())].to_owned()
            }
        }
    }

    /// What and whom a report is about, and which it is.
    fn about(&mut self) -> String {
        match self.dice.below(8) {
            0 => format!("person:\"{}\"", self.name()),
            1 => format!("person:=\"{}\"", self.name()),
            2 => format!("named:\"{}\"", self.name()),
            3 => format!("topic:{}", self.pick(|of| &of.topics)),
            4 => {
                let field = ["id", "refers", "derived"][self.dice.below(3)];
                format!("{field}:\"{}\"", self.pick(|of| &of.ids))
            }
            nth => {
                let id = self.pick(|of| &of.ids);
                let (originator, serial) = id.split_once(' ').unwrap_or((&id, "x"));
                match nth {
                    5 => format!("originator:{originator}"),
                    6 => format!("originator:{}/*", originator.split('/').next().unwrap()),
                    _ => format!("id:{}*", serial.chars().take(3).collect::<String>()),
                }
            }
        }
    }

    /// When, where, how marked, and what there is.
    fn field(&mut self) -> String {
        let month = 1 + self.dice.below(9);
        match self.dice.below(7) {
            0 => format!("issued:2004-0{}..2004-0{month}", 1 + self.dice.below(month)),
            1 => format!("occurred:2004-0{month}"),
            2 => {
                let (lat, lon) = (5 + self.dice.below(40), 60 + self.dice.below(50));
                format!("near:{lat},-{lon},{}", 200 + self.dice.below(2_000))
            }
            3 => {
                let (south, west) = (5 + self.dice.below(30), 70 + self.dice.below(40));
                let (north, east) = (south + 1 + self.dice.below(20), west - self.dice.below(40));
                format!("box:{south},-{west},{north},-{east}")
            }
            4 => {
                let place = self.pick(|of| &of.places).replace('"', "");
                match self.dice.below(2) {
                    0 => format!("place:\"{place}\""),
                    _ => format!("near:\"{place}\",{}", 20 + self.dice.below(900)),
                }
            }
            5 => ["secret", "noforn", "\"TOP SECRET\""].map(|of| format!("marking:{of}"))
                [self.dice.below(3)]
            .clone(),
            _ => {
                let of = ["tearline", "pointer", "place", "occurred", "person"];
                let of = of.map(|of| format!("has:{of}"));
                let more = ["kind:cable", "precedence:priority"].map(str::to_owned);
                let all: Vec<String> = of.into_iter().chain(more).collect();
                all[self.dice.below(all.len())].clone()
            }
        }
    }

    fn name(&mut self) -> String {
        self.pick(|of| &of.names).replace('"', "")
    }
}
