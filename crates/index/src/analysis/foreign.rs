//! Words that hold sentences together in languages other than English.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether a small word is such a one in a language with Latin letters, and in no English sentence. Those with
/// letters that English has not are not listed.
pub(crate) fn is_foreign_function_word(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str, rustc_hash::FxBuildHasher>> =
        LazyLock::new(|| FUNCTION_WORDS.iter().flat_map(|of| of.split_whitespace()).collect());
    WORDS.contains(word)
}

/// Language by language.
const FUNCTION_WORDS: [&str; 13] = [
    "og det er en den til som de med af ikke der var sig et har om vi havde ved han fra eller hun blev \
     skal kan efter blevet deres",
    "der und den von zu das mit sich des auf ist im dem nicht ein eine als auch es werden aus er dass sie \
     nach wird bei einer um sind noch wie einem einen oder aber vor zur bis durch sein wurde zum ihr",
    "de la el los las y en que del un una con para su se al lo como pero sus le ya fue este si entre \
     cuando muy hasta desde nos durante ni contra otros ese eso ante ellos esto estos esta sobre por sin",
    "ja ei se oli joka ovat mutta kun ovat olla tai ollut niin kuin vain mukaan sen siin hyv jotka \
     voi kanssa jo nyt ennen heid sek ett my",
    "de la le les des et en un une du que qui dans pour pas sur au par avec il elle sont est ce cette \
     mais ou ne se aux leur nous vous ils ont ces sans ses sa lors deux entre comme",
    "az hogy nem egy volt meg csak mint ezt ki el de van lesz ez fel majd pedig mert vagy ami ezek",
    "di il la le gli che del della dei delle un una con da non sono nel alla come si al dal lo suo sua \
     questo dalla nella ai ed negli stato anche tra loro per",
    "de het een en van te dat op zijn met voor niet aan er om ook als bij uit naar maar door dan ze nog wel \
     wordt werd heeft worden hij zij deze dit tot",
    "og det som er en til av ikke ble fra etter et med den har om vi de var seg ved hun eller blir",
    "de da dos das em um uma os ao na nos que para com por mais foi como mas ele seu sua ou ser quando muito \
     nas pelo pela isso entre sem mesmo aos seus quem",
    "de la cu pe si nu din un care mai este sa al pentru fost au ce lui prin sau dar unui unei",
    "och att det som en av den med var sig inte ett han om hade de jag eller vid till mot efter",
    "ve bir bu da de ile olarak daha gibi kadar en ama ancak olan ne",
];
