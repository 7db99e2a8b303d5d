//! Places on the map.

use serde::Serialize;

/// A place with its country (ISO trigraph) and coordinates in degrees.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Place {
    pub(crate) name: &'static str,
    pub(crate) country: &'static str,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
}

impl Place {
    /// A place for a table.
    pub(crate) const fn at(name: &'static str, country: &'static str, lat: f64, lon: f64) -> Self {
        Self { name, country, lat, lon }
    }
}
