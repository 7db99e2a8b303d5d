//! Positions as reports write them.

/// Latitude and longitude in decimal degrees, where the text is a position on the earth.
pub(super) fn read(text: &str) -> Option<String> {
    let numbers = numbers(text);
    let south = text.contains('S');
    let west = text.contains('W');
    let lettered = text.contains(['N', 'S']);
    let (latitude, longitude) = match (lettered, &*numbers) {
        (false, [latitude, longitude]) => (*latitude, *longitude),
        (true, all) if all.len() % 2 == 0 => {
            let (one, other) = all.split_at(all.len() / 2);
            let sign = |negative: bool| if negative { -1.0 } else { 1.0 };
            (degrees(one) * sign(south), degrees(other) * sign(west))
        }
        (true | false, _) => return None,
    };
    let within = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    within.then(|| format!("{latitude:.4},{longitude:.4}"))
}

fn numbers(text: &str) -> Vec<f64> {
    let lettered = text.contains(['N', 'S']);
    let mut numbers = Vec::new();
    let mut number = String::new();
    for c in text.chars().chain([' ']) {
        // Where letters say the side, a hyphen parts degrees from minutes.
        let sign = c == '-' && !lettered && number.is_empty();
        if c.is_ascii_digit() || (c == '.' && !number.is_empty()) || sign {
            number.push(c);
        } else if !number.is_empty() {
            numbers.extend(number.trim_end_matches('.').parse::<f64>());
            number.clear();
        }
    }
    numbers
}

fn degrees(parts: &[f64]) -> f64 {
    parts.iter().zip([1.0, 60.0, 3600.0]).map(|(part, of)| part / of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_read_in_degrees_and_decimals() {
        assert_eq!(read("14.90, -92.30").as_deref(), Some("14.9000,-92.3000"));
        assert_eq!(read("14°54'N 092°18'W").as_deref(), Some("14.9000,-92.3000"));
        assert_eq!(read("14-54-00S 092-18-00E").as_deref(), Some("-14.9000,92.3000"));
        assert_eq!(read("95.00, 10.00"), None);
    }
}
