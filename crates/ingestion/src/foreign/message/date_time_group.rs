//! `091300Z JUL 04`: day, hour, minute, zone, month, year (ACP 121).

/// The first date-time group of a line, as RFC 3339, and the words of the line before it.
pub(crate) fn date_time_group(line: &str) -> Option<(String, String, Vec<String>)> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let at = words.iter().position(|word| day_and_time(word).is_some())?;
    let (day, hour, minute, zone) = words.get(at).and_then(|word| day_and_time(word))?;
    let month = words.get(at + 1).map(|word| word.to_ascii_uppercase())?;
    let month = MONTHS.iter().position(|known| month.starts_with(known))? + 1;
    let year: u32 = words.get(at + 2)?.trim_end_matches(['.', ',']).parse().ok()?;
    let year = match year {
        // Two digits: the century in which such messages were and are written.
        0..=69 => 2000 + year,
        70..=99 => 1900 + year,
        1900..=2199 => year,
        _ => return None,
    };
    let written = words.get(at..at + 3)?.join(" ");
    let before = words.iter().take(at).map(|word| (*word).to_owned()).collect();
    let zone = match zone {
        0 => "Z".to_owned(),
        hours => format!("{}{:02}:00", if hours < 0 { '-' } else { '+' }, hours.abs()),
    };
    Some((format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00{zone}"), written, before))
}

/// Day, hour, minute and hours east of Greenwich. `J`, local time, is no zone.
fn day_and_time(word: &str) -> Option<(u32, u32, u32, i32)> {
    let (digits, zone) = word.split_at_checked(6)?;
    let mut letters = zone.chars();
    let (Some(zone), None) = (letters.next(), letters.next()) else { return None };
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u32>().ok();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (day, hour, minute) = (number(0..2)?, number(2..4)?, number(4..6)?);
    let hours = i32::try_from(ZONES.chars().position(|known| known == zone.to_ascii_uppercase())?)
        .ok()?
        - 12;
    ((1..=31).contains(&day) && hour < 24 && minute < 60).then_some((day, hour, minute, hours))
}

/// Letters of the zones from twelve hours west to twelve hours east (ACP 121).
const ZONES: &str = "YXWVUTSRQPONZABCDEFGHIKLM";
const MONTHS: &[&str] =
    &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_become_times_with_their_zone() {
        let read = |line| date_time_group(line).map(|(at, _, _)| at);
        assert_eq!(read("O 091300Z JUL 04").as_deref(), Some("2004-07-09T13:00:00Z"));
        assert_eq!(read("DTG: 010001R JAN 1999").as_deref(), Some("1999-01-01T00:01:00-05:00"));
        assert_eq!(read("P 312359M DEC 87 ZYB").as_deref(), Some("1987-12-31T23:59:00+12:00"));
        for wrong in
            ["091300J JUL 04", "321300Z JUL 04", "092500Z JUL 04", "091300Z JULY", "1234567"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
