//! Words that tell what a row of capitalised words names.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

type Words = FxHashSet<&'static str>;

/// Whether a word makes a row an organisation.
pub(super) fn is_of_organization(word: &str) -> bool {
    ORGANIZATION.contains(word)
}

/// Whether a word is an organisation by itself.
pub(super) fn is_organization(word: &str) -> bool {
    NAMES.contains(word)
}

/// Whether a word stands before a person's name; it may have a point and any case.
pub(crate) fn goes_before(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    BEFORE.contains(word) || BEFORE.contains(&*word.to_lowercase())
}

/// Whether a word begins with a capital and names nobody.
pub(super) fn is_never(word: &str) -> bool {
    NEVER.contains(word)
}

/// Whether a word is part of organisations' names and nothing by itself.
pub(super) fn is_adjective(word: &str) -> bool {
    ADJECTIVE.contains(word)
}

/// Whether a word stands before a place, and seldom before a person's name.
pub(super) fn is_where(word: &str) -> bool {
    WHERE.contains(word)
}

/// Whether a word stands before nouns, and never before a person's name.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLE.contains(word)
}

/// Whether a word after a name says that it is of somebody.
pub(super) fn goes_after(word: &str) -> bool {
    AFTER.contains(word)
}

static ADJECTIVE: LazyLock<Words> = LazyLock::new(|| of("adjective: "));
static ARTICLE: LazyLock<Words> = LazyLock::new(|| of("article: "));
static AFTER: LazyLock<Words> = LazyLock::new(|| of("after: "));
static ORGANIZATION: LazyLock<Words> = LazyLock::new(|| of("organization: "));
static NAMES: LazyLock<Words> = LazyLock::new(|| of("name: "));
static BEFORE: LazyLock<Words> = LazyLock::new(|| of("before: "));
static WHERE: LazyLock<Words> = LazyLock::new(|| of("where: "));
static NEVER: LazyLock<Words> = LazyLock::new(|| of("never: "));

fn of(what: &str) -> Words {
    let lines = include_str!("../../tables/cues.txt").lines();
    lines.filter_map(|line| line.strip_prefix(what)).flat_map(str::split_whitespace).collect()
}
