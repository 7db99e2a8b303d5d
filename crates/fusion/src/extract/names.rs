//! People and organisations: rows of capitalised words, and what stands in and before them.

use std::ops::Range;

use super::cues::{
    goes_after, goes_before, is_adjective, is_article, is_never, is_of_organization,
    is_organization, is_where,
};
use super::{Found, Gazetteer, Sort};
use crate::name::letters::words;
use crate::name::rarity;
use crate::name::spelling::folded;
use crate::name::titles::{is_particle, title};
use crate::name::token::Token;

/// Adds the people and organisations that a text names.
pub(super) fn find(text: &str, gazetteer: &Gazetteer, found: &mut Vec<Found>) {
    let all = pieces(text);
    let mut at = 0;
    while at < all.len() {
        let row = row(text, &all, at);
        if row.is_empty() {
            at += 1;
            continue;
        }
        at = row.end;
        judge(text, &all, row, gazetteer, found);
    }
    again(text, &all, found);
}

/// Adds surnames that stand alone of people whom the text names in full.
fn again(text: &str, all: &[Piece], found: &mut Vec<Found>) {
    let people = found.iter().filter(|found| found.sort == Sort::Person);
    let surnames = people.map(|found| {
        found.text.rsplit_once(' ').map_or(found.text.as_str(), |(_, last)| last).to_owned()
    });
    let surnames: Vec<String> =
        surnames.filter(|last| last.chars().count() >= SURNAME_LETTERS_MIN).collect();
    for piece in all.iter().filter(|piece| piece.capital) {
        let word = piece.text(text);
        let within = |found: &Found| {
            found.span.start <= piece.span.start && piece.span.end <= found.span.end
        };
        if surnames.iter().any(|surname| surname == word) && !found.iter().any(within) {
            found.push(told(Sort::Person, piece.span.clone(), word, 88));
        }
    }
}

/// A word with where it stands.
#[derive(Clone, Debug)]
struct Piece {
    span: Range<usize>,
    capital: bool,
}

impl Piece {
    fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.span.clone()).unwrap_or_default()
    }
}

/// Words with their hyphens, apostrophes and the points of initials.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from: Option<usize> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins =
            matches!(c, '-' | '\'' | '’') && chars.peek().is_some_and(|(_, c)| c.is_alphabetic());
        if c.is_alphanumeric() || (joins && from.is_some()) {
            from.get_or_insert(at);
        } else if let Some(start) = from.take() {
            push(text, start..at, c == '.', &mut pieces);
        }
    }
    if let Some(start) = from {
        push(text, start..text.len(), false, &mut pieces);
    }
    pieces
}

fn push(text: &str, span: Range<usize>, point: bool, pieces: &mut Vec<Piece>) {
    let word = text.get(span.clone()).unwrap_or_default();
    let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    let capital = bare.chars().next().is_some_and(char::is_uppercase);
    let short = bare.chars().count() <= TITLE_LETTERS_MAX && capital;
    let dotted =
        point && (bare.chars().count() == 1 || (short && (goes_before(bare) || bare == "Jr")));
    let end = span.start + bare.len() + usize::from(dotted && capital);
    let arabic = ARTICLES.iter().any(|article| {
        bare.strip_prefix(article)
            .is_some_and(|rest| rest.chars().next().is_some_and(char::is_uppercase))
    });
    pieces.push(Piece { span: span.start..end, capital: capital || arabic });
}

/// The row of capitalised words, with particles between them, that begins at a place.
fn row(text: &str, all: &[Piece], from: usize) -> Range<usize> {
    let mut end = from;
    let mut at = from;
    while let Some(piece) = all.get(at) {
        let word = piece.text(text);
        let close = at == from || is_blank(text, all, at);
        if !close {
            break;
        }
        let linking = end > from && (is_particle(&word.to_lowercase()) || LINKS.contains(&word));
        if piece.capital && !is_number(word) {
            at += 1;
            end = at;
        } else if linking && !piece.capital && end + LINKS_MAX > at {
            at += 1;
        } else {
            break;
        }
    }
    from..end
}

/// Whether nothing but a blank stands between a word and the one before it.
fn is_blank(text: &str, all: &[Piece], at: usize) -> bool {
    let (Some(before), Some(this)) = (at.checked_sub(1).and_then(|at| all.get(at)), all.get(at))
    else {
        return false;
    };
    text.get(before.span.end..this.span.start).is_some_and(|between| between == " ")
}

fn is_number(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
}

/// Says what a row names, if it names anything.
fn judge(
    text: &str,
    all: &[Piece],
    row: Range<usize>,
    gazetteer: &Gazetteer,
    found: &mut Vec<Found>,
) {
    let word = |at: usize| all.get(at).map(|piece| piece.text(text)).unwrap_or_default();
    for mut part in parted(&word, row) {
        // Words that begin sentences, months and the like name nobody.
        while !part.is_empty() && is_never(word(part.start)) {
            part.start += 1;
        }
        let organization = part.clone().any(|at| is_of_organization(word(at)));
        while !part.is_empty() && !organization && is_adjective(word(part.start)) {
            part.start += 1;
        }
        while !part.is_empty() && is_never(word(part.end - 1)) {
            part.end -= 1;
        }
        let (Some(first), Some(last)) = (all.get(part.start), all.get(part.end.wrapping_sub(1)))
        else {
            continue;
        };
        let span = first.span.start..last.span.end;
        let named = text.get(span.clone()).unwrap_or_default();
        match (part.len(), organization, is_organization(word(part.start))) {
            (0, _, _) => {}
            (1, _, true) => found.push(told(Sort::Organization, span, named, 90)),
            (1, true, false) => {}
            // The Soviet Union is a place.
            (_, true, _) if gazetteer.place(named).is_some() => {}
            (_, true, _) => found.push(told(Sort::Organization, span, named, 87)),
            (_, false, _) => person(text, all, part, gazetteer, found),
        }
    }
}

/// Parts a row at `of`, `the` and `and`. They stay within names of organisations that begin with what is
/// one: `Department of State`, `University of Ghana`.
fn parted<'t>(word: &impl Fn(usize) -> &'t str, row: Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut from = row.start;
    while from < row.end {
        let link = (from..row.end).find(|at| LINKS.contains(&word(*at))).unwrap_or(row.end);
        let next = (link..row.end).find(|at| !LINKS.contains(&word(*at))).unwrap_or(row.end);
        let linked = from.checked_sub(1).map(word).is_some_and(|before| before != "for");
        match parts.last_mut() {
            Some(last) if linked && last.end > 0 && is_of_organization(word(last.end - 1)) => {
                last.end = link;
            }
            Some(_) | None => parts.push(from..link),
        }
        from = next;
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn told(sort: Sort, span: Range<usize>, text: &str, confidence: u8) -> Found {
    Found { sort, span, text: text.to_owned(), scheme: "words", normal: None, confidence }
}

/// A person, where titles, given names or what stands before say so.
fn person(
    text: &str,
    all: &[Piece],
    part: Range<usize>,
    gazetteer: &Gazetteer,
    found: &mut Vec<Found>,
) {
    let word = |at: usize| all.get(at).map(|piece| piece.text(text)).unwrap_or_default();
    let mut part = part;
    while part.len() > 1 && goes_before(word(part.end - 1)) {
        part.end -= 1;
    }
    let mut titled = part
        .start
        .checked_sub(1)
        .is_some_and(|before| goes_before(word(before)) && is_near(text, all, part.start));
    let told_after = goes_after(word(part.end)) && is_beside(text, all, part.end);
    while part.len() > 1 && (goes_before(word(part.start)) || is_title(word(part.start))) {
        titled = true;
        part.start += 1;
    }
    while !part.is_empty()
        && is_particle(&word(part.end - 1).to_lowercase())
        && part.len() > 1
        && word(part.end - 1).len() < 3
    {
        part.end -= 1;
    }
    let (Some(first), Some(last)) = (all.get(part.start), all.get(part.end.wrapping_sub(1))) else {
        return;
    };
    let span = first.span.start..last.span.end;
    let named = text.get(span.clone()).unwrap_or_default();
    if is_never(named) || is_organization(named) || (gazetteer.place(named).is_some() && !titled) {
        return;
    }
    // An office, or an initial, is nobody's name.
    let bare = named.trim_end_matches('.');
    if part.len() == 1 && (goes_before(bare) || bare.chars().count() < NAME_LETTERS_MIN) {
        return;
    }
    let given = part.clone().filter(|at| is_given(word(*at))).count();
    let initial = part.clone().any(|at| word(at).len() == 2 && word(at).ends_with('.'));
    let confidence = match (titled, given, part.len()) {
        (true, 0, 1) => 84,
        (true, _, _) => 93,
        (false, 0, 2..) if initial || told_after => 84,
        (false, 0 | 1, 1) if told_after => 83,
        (false, 0 | 1, 1) if is_alone(text, all, &part, gazetteer) => 81,
        (false, 0, 2..=4) if is_unheard_of(text, all, &part, gazetteer) => 80,
        (false, 0, _) | (false, 1, 1) => return,
        (false, 1, _) => 86,
        (false, _, _) => 90,
    };
    // Where somebody is, or goes through, is a place, though no table has it.
    let before = part.start.checked_sub(1).map(word).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let owns = after.starts_with("'s") || after.starts_with("’s");
    let sort = match confidence <= UNHEARD_OF && is_where(before) && !owns {
        true => Sort::Place,
        false => Sort::Person,
    };
    found.push(told(sort, span, named, confidence));
}

/// Whether a word by itself within a sentence can only be a name: nothing else is written so there.
fn is_alone(text: &str, all: &[Piece], part: &Range<usize>, gazetteer: &Gazetteer) -> bool {
    let word = |at: usize| all.get(at).map(|piece| piece.text(text)).unwrap_or_default();
    let named = word(part.start);
    let before = part.start.checked_sub(1).map(word).unwrap_or_default();
    let within =
        is_blank(text, all, part.start) && before.chars().next().is_some_and(char::is_lowercase);
    let letters = named.chars().count() >= SURNAME_ALONE_LETTERS_MIN;
    within
        && letters
        && !is_article(before)
        && is_name_like(named)
        && !is_of_people(named)
        && gazetteer.place(named).is_none()
}

/// Whether a row of words can only be a name that no table has.
fn is_unheard_of(text: &str, all: &[Piece], part: &Range<usize>, gazetteer: &Gazetteer) -> bool {
    let word = |at: usize| all.get(at).map(|piece| piece.text(text)).unwrap_or_default();
    let before = part.start.checked_sub(1).map(word).unwrap_or_default();
    let is_of_it = |at: usize| {
        let word = word(at);
        is_name_like(word)
            && !is_of_people(word)
            && !is_adjective(word)
            && gazetteer.place(word).is_none()
    };
    !is_article(before)
        && part.clone().all(|at| is_of_it(at) || is_particle(&word(at).to_lowercase()))
}

/// Whether a word is written as names are, and is no cue to anything else.
fn is_name_like(word: &str) -> bool {
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.all(|c| !c.is_numeric()) && word.chars().any(char::is_lowercase);
    let cue =
        goes_before(word) || is_never(word) || is_of_organization(word) || is_organization(word);
    let compound = word.contains('-') && word.split('-').any(is_adjective);
    capital && rest && !cue && !compound && !is_adjective(word)
}

/// Whether a word means those of a nation, a faith or a creed.
fn is_of_people(word: &str) -> bool {
    PEOPLES.iter().any(|end| word.ends_with(end))
}

fn is_title(word: &str) -> bool {
    title(&word.trim_end_matches('.').to_lowercase()).is_some() && word.ends_with('.')
}

/// Whether a word before stands beside a name: a blank lies between, or the point of an abbreviation.
fn is_near(text: &str, all: &[Piece], at: usize) -> bool {
    let (Some(before), Some(this)) = (at.checked_sub(1).and_then(|at| all.get(at)), all.get(at))
    else {
        return false;
    };
    let between = text.get(before.span.end..this.span.start).unwrap_or_default();
    matches!(between, " " | ". " | ", " | " \"" | " “" | ": ")
}

/// Whether a word after stands beside a name, with a comma or without.
fn is_beside(text: &str, all: &[Piece], at: usize) -> bool {
    let (Some(before), Some(this)) = (at.checked_sub(1).and_then(|at| all.get(at)), all.get(at))
    else {
        return false;
    };
    matches!(text.get(before.span.end..this.span.start), Some(" " | ", "))
}

/// Whether a word is known as a given name anywhere.
fn is_given(word: &str) -> bool {
    let Some(spelt) = words(word).into_iter().find(|spelt| spelt.latin.len() > 2) else {
        return false;
    };
    let spelling = folded(&spelt.latin);
    let token = Token::of(&spelt);
    rarity::is_known_given(&spelling) || !token.variants.is_empty() || !token.nicknames.is_empty()
}

const ARTICLES: [&str; 8] = ["al-", "el-", "ul-", "as-", "ar-", "ash-", "an-", "ad-"];
const LINKS: [&str; 9] = ["of", "the", "for", "and", "de", "del", "du", "des", "la"];
const LINKS_MAX: usize = 3;
const PEOPLES: [&str; 20] = [
    "rean", "pean", "lis", "qis", "nis", "ese", "ian", "ians", "ish", "ist", "ists", "ism", "ans",
    "can", "cans", "ite", "ites", "abs", "rks", "tics",
];
/// How sure a name is that no table has.
const UNHEARD_OF: u8 = 81;
const NAME_LETTERS_MIN: usize = 2;
const SURNAME_ALONE_LETTERS_MIN: usize = 3;
const SURNAME_LETTERS_MIN: usize = 3;
const TITLE_LETTERS_MAX: usize = 4;
