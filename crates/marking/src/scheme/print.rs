//! Prints a marking of a scheme in its canonical forms.

use super::{SchemeMarking, SetTerms, TokenTerms};

impl SchemeMarking<'_> {
    /// The canonical banner line.
    pub fn banner(&self) -> String {
        let level = self.level().map(|level| level.title.as_str());
        self.printed(level, |token| &token.name)
    }

    /// The canonical portion mark, without parentheses.
    pub fn portion(&self) -> String {
        let level = self.level().map(|level| level.portion.as_str());
        self.printed(level, |token| &token.portion)
    }

    fn printed(&self, level: Option<&str>, form: fn(&TokenTerms) -> &String) -> String {
        let mut blocks: Vec<String> = level.map(str::to_owned).into_iter().collect();
        for (at, set) in self.scheme.sets().iter().enumerate() {
            let tokens: Vec<&str> =
                self.leaves(at, set).map(|token| form(token).as_str()).collect();
            if !tokens.is_empty() {
                let indicator = set.indicator.iter().map(|word| format!("{word} "));
                blocks.push(indicator.chain([tokens.join("/")]).collect());
            }
        }
        if let Some(release) = self.scheme.release().filter(|_| !self.release.is_empty()) {
            let names: Vec<&str> = self.releasable_to().map(|code| code.name.as_str()).collect();
            blocks.push(format!("{} {}", release.indicator, names.join(", ")));
        }
        blocks.join("//")
    }

    /// The tokens of a set that no other token of the marking lies within.
    fn leaves<'t>(&self, at: usize, set: &'t SetTerms) -> impl Iterator<Item = &'t TokenTerms> {
        let held = move |token: usize| self.tokens.contains(&(at, token));
        let inner = move |of: usize| {
            let children = set.tokens.iter().enumerate();
            children.filter(move |(_, token)| set.parent_of(token) == Some(of))
        };
        let leaf =
            move |token: &usize| held(*token) && !inner(*token).any(|(child, _)| held(child));
        (0..set.tokens.len()).filter(leaf).filter_map(|token| set.tokens.get(token))
    }
}
