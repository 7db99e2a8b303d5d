//! `[search]`: what searches know about words.

use serde::Deserialize;
use serde_spanned::Spanned;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::community) struct Search {
    #[serde(default)]
    pub(in crate::community) synonyms: Vec<Spanned<Vec<String>>>,
    #[serde(default)]
    pub(in crate::community) place: Vec<Place>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::community) struct Place {
    pub(in crate::community) names: Spanned<Vec<String>>,
    pub(in crate::community) lat: Spanned<f64>,
    pub(in crate::community) lon: Spanned<f64>,
}
