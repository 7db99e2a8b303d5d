//! Areas of the earth.

/// Where something must be. Degrees, north and east positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Area {
    /// Around a place, kilometres.
    Circle { latitude: f64, longitude: f64, radius_km: f64 },
    /// Between two parallels and two meridians; over the date line where west is greater than east.
    Box { south: f64, west: f64, north: f64, east: f64 },
}

impl Area {
    /// Whether a place is in it.
    pub(crate) fn holds(&self, latitude: f64, longitude: f64) -> bool {
        match *self {
            Self::Circle { latitude: to_latitude, longitude: to_longitude, radius_km } => {
                distance_km((latitude, longitude), (to_latitude, to_longitude)) <= radius_km
            }
            Self::Box { south, west, north, east } => {
                let between = if west <= east {
                    (west..=east).contains(&longitude)
                } else {
                    longitude >= west || longitude <= east
                };
                between && (south..=north).contains(&latitude)
            }
        }
    }
}

/// The great circle between two places (haversine).
pub(crate) fn distance_km(
    (one_lat, one_lon): (f64, f64),
    (other_lat, other_lon): (f64, f64),
) -> f64 {
    let (one, other) = (one_lat.to_radians(), other_lat.to_radians());
    let by_latitude = ((other - one) / 2.0).sin();
    let by_longitude = ((other_lon - one_lon).to_radians() / 2.0).sin();
    let half = by_latitude * by_latitude + one.cos() * other.cos() * by_longitude * by_longitude;
    2.0 * EARTH_RADIUS_KM * half.sqrt().min(1.0).asin()
}

/// The mean radius (IUGG).
const EARTH_RADIUS_KM: f64 = 6_371.008_8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_great_circle() {
        // Tapachula to Ciudad Hidalgo, about 36 km; London to Paris, about 344 km.
        let km = distance_km((14.9, -92.3), (14.68, -92.15));
        assert!((28.0..31.0).contains(&km), "{km}");
        let km = distance_km((51.5074, -0.1278), (48.8566, 2.3522));
        assert!((343.0..345.0).contains(&km), "{km}");
    }

    #[test]
    fn a_box_may_lie_over_the_date_line() {
        let fiji = Area::Box { south: -20.0, west: 175.0, north: -10.0, east: -175.0 };
        assert!(fiji.holds(-17.8, 178.0) && fiji.holds(-16.0, -179.0));
        assert!(!fiji.holds(-17.8, 0.0) && !fiji.holds(-25.0, 178.0));
    }
}
