//! What a community's searches know about words: which mean the same, and where places are.

/// Synonyms and a gazetteer.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SearchVocabulary {
    /// Groups of words and phrases that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// Places by name.
    pub places: Vec<NamedPlace>,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NamedPlace {
    /// Its names, the usual one first.
    pub names: Vec<String>,
    /// Latitude and longitude in millionths of a degree, north and east positive.
    pub microdegrees: (i32, i32),
}
