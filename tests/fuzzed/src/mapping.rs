//! Mapping files of sources.

use ingestion::{Mapping, Mappings, Rules};

use crate::foreign::check_by;
use crate::text;

/// A mapping file is read or refused; whatever is read can be named, and breaks no reader that goes by it.
///
/// # Panics
/// If not.
pub fn mapping(bytes: &[u8]) {
    let given = text(bytes);
    let beginning = "format = \"tearline.mapping/1\"\nname = \"x\"\noriginator = \"CIA\"\n";
    for given in [given.to_owned(), format!("{beginning}{given}")] {
        let Ok(mapping) = Mapping::read(&given) else { continue };
        let name = mapping.name.clone();
        let all = Mappings::new(vec![mapping]);
        let chosen = all.only(&name).expect("it is known by its name");
        for mappings in [all, chosen] {
            let rules = Rules { mappings, ..Rules::default() };
            check_by("in/white/a.csv", b"Name,Marking\nA,U\nB,TLP:CLEAR\n", &rules);
            check_by("a.txt", b"TLP:CLEAR\n\n(U) One.\n\nTLP:CLEAR\n", &rules);
            check_by(
                "list.csv",
                b"36,\"AEROCARIBBEAN\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n",
                &rules,
            );
        }
    }
}
