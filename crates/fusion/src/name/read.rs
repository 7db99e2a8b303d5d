//! Taking written names apart.

use std::sync::Arc;

use super::letters::{Spelt, words};
use super::titles::{Suffix, Title, is_particle, is_surely_particle, title};
use super::token::Token;
use super::{Name, Part, Place};

/// All names in a text of one person.
pub(super) fn all(written: &str) -> Vec<Name> {
    let (plain, inserts) = without_inserts(written);
    let mut name = Reading::default();
    let mut others = Vec::new();
    let segments: Vec<Vec<Spelt>> = plain.split([',', ';']).map(words).collect();
    name.segments(segments);
    for insert in &inserts {
        let spelt = words(&insert.text);
        if is_remark(&insert.text, &spelt) {
            continue;
        }
        if spelt.len() == 1 || insert.text.contains(',') && insert.in_family {
            let place = if insert.in_family { Place::Family } else { Place::Given };
            name.parts.extend(spelt.iter().map(|word| optional(word, place)));
        } else {
            others.extend(all(&insert.text));
        }
    }
    let mut names = vec![name.finish()];
    names.extend(others);
    names.retain(|name| !name.is_empty());
    names
}

/// Of fields that say which is which.
pub(super) fn of_fields(given: &str, family: &str) -> Name {
    let mut name = Reading::default();
    name.add(words(family), Place::Family);
    name.add(words(given), Place::Given);
    name.finish()
}

/// A name while it is read.
#[derive(Debug, Default)]
struct Reading {
    parts: Vec<Part>,
    suffix: Option<Suffix>,
}

impl Reading {
    /// What stands between commas: the surname first, unless nothing but titles follows.
    fn segments(&mut self, segments: Vec<Vec<Spelt>>) {
        let mut own = Vec::new();
        for segment in segments {
            let segment = self.without_suffix(segment);
            // `Earl` after one word is a name, after a whole name it is none.
            let whole =
                own.first().is_some_and(|first: &Vec<Spelt>| first.len() > 1) || own.len() > 1;
            let names = segment.iter().any(|word| match title(&word.latin) {
                None => true,
                Some(Title::Perhaps) => !whole,
                Some(Title::Surely) => false,
            });
            if names && !is_office(&segment) {
                own.push(segment);
            }
        }
        let mut own = own.into_iter();
        let Some(first) = own.next() else { return };
        let rest: Vec<Spelt> = own.flatten().collect();
        if rest.is_empty() {
            let place = if first.len() == 1 { Place::Family } else { Place::Unknown };
            if first.iter().all(|word| word.sign) {
                self.signs(first)
            } else {
                self.add(first, place)
            }
        } else {
            self.add(first, Place::Family);
            self.add(rest, Place::Given);
        }
    }

    /// Chinese and Korean names in their own script: the surname is the first sign, or the first two.
    fn signs(&mut self, signs: Vec<Spelt>) {
        let double = match &*signs {
            [first, second, _, ..] => DOUBLE_SURNAMES.contains(&(&*first.latin, &*second.latin)),
            _ => false,
        };
        let mut signs = signs;
        let given = signs.split_off(signs.len().min(if double { 2 } else { 1 }));
        self.add(signs, Place::Family);
        self.add(given, Place::Given);
    }

    fn without_suffix(&mut self, segment: Vec<Spelt>) -> Vec<Spelt> {
        let suffix = segment
            .iter()
            .skip(usize::from(segment.len() > 1))
            .find_map(|word| Suffix::of(&word.latin));
        self.suffix = self.suffix.or(suffix);
        segment.into_iter().filter(|word| Suffix::of(&word.latin).is_none()).collect()
    }

    fn add(&mut self, words: Vec<Spelt>, place: Place) {
        let words = joined(without_titles(words));
        let all_particles = words.iter().all(|word| is_particle(&word.latin));
        for word in &words {
            // In names whose order is not known, particles are surnames as often: Le, Van, Do.
            let comes_and_goes = is_particle(&word.latin)
                && !all_particles
                && (place != Place::Unknown || !word.capital || is_surely_particle(&word.latin))
                && word.latin.len() > 1;
            let mut part = optional(word, place);
            part.optional = comes_and_goes;
            self.parts.push(part);
        }
    }

    fn finish(mut self) -> Name {
        self.parts.truncate(PARTS_MAX);
        Name { parts: self.parts.into(), suffix: self.suffix }
    }
}

fn optional(word: &Spelt, place: Place) -> Part {
    Part { token: Token::of(word), place, optional: true }
}

/// Titles go, as long as a name is left.
fn without_titles(words: Vec<Spelt>) -> Vec<Spelt> {
    if words.len() < 2 {
        return words;
    }
    let is_full = |word: &&Spelt| word.latin.len() > 1;
    let own = words.iter().filter(|word| title(&word.latin).is_none());
    let keep_doubtful = own.clone().filter(is_full).count() == 0;
    let keeps = |word: &Spelt| match title(&word.latin) {
        None => true,
        Some(Title::Perhaps) => keep_doubtful,
        Some(Title::Surely) => false,
    };
    let kept: Vec<Spelt> = words.iter().filter(|word| keeps(word)).cloned().collect();
    if kept.is_empty() { words } else { kept }
}

/// `Abd al-Aziz`, `Abdul Aziz` and `Abdulaziz` are one word.
fn joined(words: Vec<Spelt>) -> Vec<Spelt> {
    let mut out: Vec<Spelt> = Vec::with_capacity(words.len());
    let mut words = words.into_iter().peekable();
    while let Some(mut word) = words.next() {
        if SERVANTS.contains(&&*word.latin) && words.peek().is_some() {
            if words.peek().is_some_and(|next| ARTICLES.contains(&&*next.latin)) {
                words.next();
            }
            if let Some(next) = words.next() {
                word = Spelt { latin: format!("abd{}", next.latin), ..word };
            }
        } else if let Some(of) =
            SERVANTS.iter().find_map(|servant| word.latin.strip_prefix(servant))
            && of.len() >= SERVANT_LETTERS_MIN
        {
            word.latin = format!("abd{of}");
        }
        out.push(word);
    }
    out
}

/// A piece in brackets or quotation marks.
struct Insert {
    text: String,
    in_family: bool,
}

/// The text without brackets and quotation marks, and what stood in them.
fn without_inserts(written: &str) -> (String, Vec<Insert>) {
    let (mut plain, mut inserts) = (String::new(), Vec::new());
    let mut open: Option<(char, String)> = None;
    for c in written.chars() {
        match (&mut open, c) {
            (None, '(' | '[') => open = Some((if c == '(' { ')' } else { ']' }, String::new())),
            (None, '“' | '"' | '”' | '«') => {
                open = Some((if c == '«' { '»' } else { '”' }, String::new()));
            }
            (Some((closing, text)), c) if c == *closing || (*closing == '”' && c == '"') => {
                let in_family = !plain.contains(',');
                inserts.push(Insert { text: std::mem::take(text), in_family });
                plain.push(' ');
                open = None;
            }
            (Some((_, text)), c) => text.push(c),
            (None, c) => plain.push(c),
        }
    }
    // A bracket that never closes held something all the same.
    if let Some((_, text)) = open {
        inserts.push(Insert { text, in_family: !plain.contains(',') });
    }
    (plain, inserts)
}

/// Whether what stands in brackets names nobody: a party, a service, a remark.
fn is_remark(text: &str, spelt: &[Spelt]) -> bool {
    let titles =
        spelt.iter().all(|word| title(&word.latin).is_some() || REMARKS.contains(&&*word.latin));
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let party = letters().count() <= PARTY_LETTERS_MAX && letters().all(char::is_uppercase);
    let wife = spelt.first().is_some_and(|word| WIVES.contains(&&*word.latin));
    titles || party || wife || text.chars().any(|c| c.is_ascii_digit())
}

/// `Director`, `Assistant Secretary of State`: a segment that tells an office.
fn is_office(segment: &[Spelt]) -> bool {
    segment.is_empty() || segment.iter().any(|word| word.latin == "of") && segment.len() > 2
}

impl Name {
    /// Of a firm or a thing: its words in their order, legal forms and articles optional.
    pub(crate) fn of_thing(written: &str) -> Self {
        let words = words(&written.replace('.', ""));
        let bare = words.iter().all(|word| FORMS.contains(&&*word.latin));
        let parts = words.iter().take(PARTS_MAX).map(|word| {
            let mut part = optional(word, Place::Thing);
            part.optional = !bare && FORMS.contains(&&*word.latin);
            part
        });
        Self { parts: parts.collect(), suffix: None }
    }

    /// Its words.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = &Arc<Token>> {
        self.parts.iter().map(|part| &part.token)
    }
}

/// Longer names are cut.
const PARTS_MAX: usize = 10;
const PARTY_LETTERS_MAX: usize = 5;
const SERVANT_LETTERS_MIN: usize = 4;
const SERVANTS: [&str; 7] = ["abdul", "abdel", "abdal", "abdol", "abdoul", "abd", "abdu"];
const ARTICLES: [&str; 9] = ["al", "el", "ul", "ar", "as", "ur", "er", "us", "ol"];
const REMARKS: [&str; 12] = [
    "also",
    "called",
    "known",
    "code",
    "named",
    "pseudonym",
    "alias",
    "aka",
    "or",
    "and",
    "from",
    "until",
];
/// Legal forms of firms, and articles.
const FORMS: [&str; 42] = [
    "the",
    "of",
    "and",
    "for",
    "co",
    "company",
    "corp",
    "corporation",
    "inc",
    "incorporated",
    "ltd",
    "limited",
    "llc",
    "llp",
    "lp",
    "plc",
    "gmbh",
    "ag",
    "sa",
    "sarl",
    "srl",
    "spa",
    "bv",
    "nv",
    "oy",
    "ab",
    "as",
    "jsc",
    "ojsc",
    "ooo",
    "zao",
    "pjsc",
    "al",
    "el",
    "in",
    "to",
    "fze",
    "fzco",
    "pte",
    "pty",
    "cv",
    "de",
];
const WIVES: [&str; 3] = ["mrs", "madame", "mme"];
const DOUBLE_SURNAMES: [(&str, &str); 6] =
    [("ou", "yang"), ("si", "ma"), ("zhu", "ge"), ("shang", "guan"), ("huang", "fu"), ("si", "tu")];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: &[&str]) {
        let names: Vec<_> = all(written).iter().map(ToString::to_string).collect();
        assert_eq!(names, expected, "{written}");
    }

    #[test]
    fn names_are_taken_apart_in_every_form_of_lists() {
        check("Lemnitzer, General Lyman L., USA", &["lemnitzer, lyman l"]);
        check("Cabell, Lt. Gen. C.P.", &["cabell, c p"]);
        check("Cao Van Vien, General", &["cao van vien"]);
        check("King, Martin Luther, Jr.", &["king, martin luther"]);
        check("Warren, Earl", &["warren, earl"]);
        check("Mao Tse-tung (Mao Zedong)", &["mao tse tung", "mao zedong"]);
        check("Nasser (Nasr, Nassir), Col. Gamal Abdul", &["nasser, gamal abdul"]);
        check("Persons, Maj. Gen. Wilton B. (Jerry)", &["persons, wilton b"]);
        check("Schroeder, Gerhard (CDU)", &["schroeder, gerhard"]);
        check("Lord, Mary P. (Mrs. Oswald B.)", &["lord, mary p"]);
        check("Aziz, Abd al-Rahman", &["aziz, abdrahman"]);
        check("毛泽东", &["mao, ze dong"]);
        check("Путин, Владимир Владимирович", &["putin, vladimir vladimirovich"]);
        check("", &[]);
    }

    #[test]
    fn which_of_the_name_is_read_beside_it() {
        assert_eq!(all("Bray, Charles W. III")[0].suffix, Some(Suffix::Third));
        assert_eq!(all("MacArthur, Douglas, II")[0].suffix, Some(Suffix::Junior));
        assert_eq!(all("Ivanov, Ivan")[0].suffix, None);
    }
}
