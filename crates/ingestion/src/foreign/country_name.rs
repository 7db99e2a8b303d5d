//! Countries by the names that people write, as trigraphs (ISO 3166-1 alpha-3, as ISMCAT has them).
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The trigraph of a country: of its name in English, whatever its case and accents, or of a code
/// that it is already. `None` where the name is not certain; nothing is guessed.
pub(crate) fn trigraph(name: &str) -> Option<&'static str> {
    let plain: String = name.nfkd().filter(|letter| !is_combining_mark(*letter)).collect();
    let plain = plain.to_lowercase().replace('\u{2019}', "'");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Ok(at) = NAMES.binary_search_by(|(known, _)| (*known).cmp(plain.as_str())) {
        return NAMES.get(at).map(|(_, code)| *code);
    }
    let code = name.trim().to_uppercase();
    NAMES.iter().map(|(_, known)| *known).find(|known| *known == code)
}

/// Names in lower case without accents, ascending.
#[rustfmt::skip]
const NAMES: &[(&str, &str)] = &[
    ("afghanistan", "AFG"), ("aland islands", "ALA"), ("albania", "ALB"), ("algeria", "DZA"),
    ("american samoa", "ASM"), ("andorra", "AND"), ("angola", "AGO"), ("anguilla", "AIA"),
    ("antarctica", "ATA"), ("antigua and barbuda", "ATG"), ("arab republic of egypt", "EGY"),
    ("argentina", "ARG"), ("argentine republic", "ARG"), ("armenia", "ARM"), ("aruba", "ABW"),
    ("australia", "AUS"), ("austria", "AUT"), ("azerbaijan", "AZE"), ("bahamas", "BHS"),
    ("bahrain", "BHR"), ("bangladesh", "BGD"), ("barbados", "BRB"), ("belarus", "BLR"),
    ("belgium", "BEL"), ("belize", "BLZ"), ("benin", "BEN"), ("bermuda", "BMU"),
    ("bhutan", "BTN"), ("bolivarian republic of venezuela", "VEN"), ("bolivia", "BOL"),
    ("bolivia, plurinational state of", "BOL"), ("bonaire, sint eustatius and saba", "BES"),
    ("bosnia and herzegovina", "BIH"), ("botswana", "BWA"), ("bouvet island", "BVT"),
    ("brazil", "BRA"), ("british indian ocean territory", "IOT"),
    ("british virgin islands", "VGB"), ("brunei", "BRN"), ("brunei darussalam", "BRN"),
    ("bulgaria", "BGR"), ("burkina faso", "BFA"), ("burma", "MMR"), ("burundi", "BDI"),
    ("cabo verde", "CPV"), ("cambodia", "KHM"), ("cameroon", "CMR"), ("canada", "CAN"),
    ("cape verde", "CPV"), ("cayman islands", "CYM"), ("central african republic", "CAF"),
    ("chad", "TCD"), ("chile", "CHL"), ("china", "CHN"), ("christmas island", "CXR"),
    ("cocos (keeling) islands", "CCK"), ("colombia", "COL"), ("commonwealth of dominica", "DMA"),
    ("commonwealth of the bahamas", "BHS"),
    ("commonwealth of the northern mariana islands", "MNP"), ("comoros", "COM"), ("congo", "COG"),
    ("congo, democratic republic of the", "COD"),
    ("congo, the democratic republic of the", "COD"), ("cook islands", "COK"),
    ("costa rica", "CRI"), ("cote d'ivoire", "CIV"), ("croatia", "HRV"), ("cuba", "CUB"),
    ("curacao", "CUW"), ("cyprus", "CYP"), ("czech republic", "CZE"), ("czechia", "CZE"),
    ("democratic people's republic of korea", "PRK"),
    ("democratic republic of sao tome and principe", "STP"),
    ("democratic republic of the congo", "COD"), ("democratic republic of timor-leste", "TLS"),
    ("democratic socialist republic of sri lanka", "LKA"), ("denmark", "DNK"),
    ("djibouti", "DJI"), ("dominica", "DMA"), ("dominican republic", "DOM"),
    ("east timor", "TLS"), ("eastern republic of uruguay", "URY"), ("ecuador", "ECU"),
    ("egypt", "EGY"), ("el salvador", "SLV"), ("england", "GBR"), ("equatorial guinea", "GNQ"),
    ("eritrea", "ERI"), ("estonia", "EST"), ("eswatini", "SWZ"), ("ethiopia", "ETH"),
    ("falkland islands (malvinas)", "FLK"), ("faroe islands", "FRO"),
    ("federal democratic republic of ethiopia", "ETH"),
    ("federal democratic republic of nepal", "NPL"), ("federal republic of germany", "DEU"),
    ("federal republic of nigeria", "NGA"), ("federal republic of somalia", "SOM"),
    ("federated states of micronesia", "FSM"), ("federative republic of brazil", "BRA"),
    ("fiji", "FJI"), ("finland", "FIN"), ("france", "FRA"), ("french guiana", "GUF"),
    ("french polynesia", "PYF"), ("french republic", "FRA"),
    ("french southern territories", "ATF"), ("gabon", "GAB"), ("gabonese republic", "GAB"),
    ("gambia", "GMB"), ("georgia", "GEO"), ("germany", "DEU"), ("ghana", "GHA"),
    ("gibraltar", "GIB"), ("grand duchy of luxembourg", "LUX"), ("great britain", "GBR"),
    ("greece", "GRC"), ("greenland", "GRL"), ("grenada", "GRD"), ("guadeloupe", "GLP"),
    ("guam", "GUM"), ("guatemala", "GTM"), ("guernsey", "GGY"), ("guinea", "GIN"),
    ("guinea-bissau", "GNB"), ("guyana", "GUY"), ("haiti", "HTI"),
    ("hashemite kingdom of jordan", "JOR"), ("heard island and mcdonald islands", "HMD"),
    ("hellenic republic", "GRC"), ("holland", "NLD"), ("holy see", "VAT"),
    ("holy see (vatican city state)", "VAT"), ("honduras", "HND"), ("hong kong", "HKG"),
    ("hong kong special administrative region of china", "HKG"), ("hungary", "HUN"),
    ("iceland", "ISL"), ("independent state of papua new guinea", "PNG"),
    ("independent state of samoa", "WSM"), ("india", "IND"), ("indonesia", "IDN"),
    ("iran", "IRN"), ("iran, islamic republic of", "IRN"), ("iraq", "IRQ"), ("ireland", "IRL"),
    ("islamic republic of afghanistan", "AFG"), ("islamic republic of iran", "IRN"),
    ("islamic republic of mauritania", "MRT"), ("islamic republic of pakistan", "PAK"),
    ("isle of man", "IMN"), ("israel", "ISR"), ("italian republic", "ITA"), ("italy", "ITA"),
    ("ivory coast", "CIV"), ("jamaica", "JAM"), ("japan", "JPN"), ("jersey", "JEY"),
    ("jordan", "JOR"), ("kazakhstan", "KAZ"), ("kenya", "KEN"), ("kingdom of bahrain", "BHR"),
    ("kingdom of belgium", "BEL"), ("kingdom of bhutan", "BTN"), ("kingdom of cambodia", "KHM"),
    ("kingdom of denmark", "DNK"), ("kingdom of eswatini", "SWZ"), ("kingdom of lesotho", "LSO"),
    ("kingdom of morocco", "MAR"), ("kingdom of norway", "NOR"),
    ("kingdom of saudi arabia", "SAU"), ("kingdom of spain", "ESP"), ("kingdom of sweden", "SWE"),
    ("kingdom of thailand", "THA"), ("kingdom of the netherlands", "NLD"),
    ("kingdom of tonga", "TON"), ("kiribati", "KIR"),
    ("korea, democratic people's republic of", "PRK"), ("korea, north", "PRK"),
    ("korea, republic of", "KOR"), ("korea, south", "KOR"), ("kosovo", "XKS"), ("kuwait", "KWT"),
    ("kyrgyz republic", "KGZ"), ("kyrgyzstan", "KGZ"),
    ("lao people's democratic republic", "LAO"), ("laos", "LAO"), ("latvia", "LVA"),
    ("lebanese republic", "LBN"), ("lebanon", "LBN"), ("lesotho", "LSO"), ("liberia", "LBR"),
    ("libya", "LBY"), ("liechtenstein", "LIE"), ("lithuania", "LTU"), ("luxembourg", "LUX"),
    ("macao", "MAC"), ("macao special administrative region of china", "MAC"),
    ("macedonia", "MKD"), ("madagascar", "MDG"), ("malawi", "MWI"), ("malaysia", "MYS"),
    ("maldives", "MDV"), ("mali", "MLI"), ("malta", "MLT"), ("marshall islands", "MHL"),
    ("martinique", "MTQ"), ("mauritania", "MRT"), ("mauritius", "MUS"), ("mayotte", "MYT"),
    ("mexico", "MEX"), ("micronesia", "FSM"), ("micronesia, federated states of", "FSM"),
    ("moldova", "MDA"), ("moldova, republic of", "MDA"), ("monaco", "MCO"), ("mongolia", "MNG"),
    ("montenegro", "MNE"), ("montserrat", "MSR"), ("morocco", "MAR"), ("mozambique", "MOZ"),
    ("myanmar", "MMR"), ("namibia", "NAM"), ("nauru", "NRU"), ("nepal", "NPL"),
    ("netherlands", "NLD"), ("new caledonia", "NCL"), ("new zealand", "NZL"),
    ("nicaragua", "NIC"), ("niger", "NER"), ("nigeria", "NGA"), ("niue", "NIU"),
    ("norfolk island", "NFK"), ("north korea", "PRK"), ("north macedonia", "MKD"),
    ("northern mariana islands", "MNP"), ("norway", "NOR"), ("oman", "OMN"), ("pakistan", "PAK"),
    ("palau", "PLW"), ("palestine", "PSE"), ("palestine, state of", "PSE"), ("panama", "PAN"),
    ("papua new guinea", "PNG"), ("paraguay", "PRY"),
    ("people's democratic republic of algeria", "DZA"),
    ("people's republic of bangladesh", "BGD"), ("people's republic of china", "CHN"),
    ("peru", "PER"), ("philippines", "PHL"), ("pitcairn", "PCN"),
    ("plurinational state of bolivia", "BOL"), ("poland", "POL"), ("portugal", "PRT"),
    ("portuguese republic", "PRT"), ("principality of andorra", "AND"),
    ("principality of liechtenstein", "LIE"), ("principality of monaco", "MCO"),
    ("puerto rico", "PRI"), ("qatar", "QAT"), ("republic of albania", "ALB"),
    ("republic of angola", "AGO"), ("republic of armenia", "ARM"), ("republic of austria", "AUT"),
    ("republic of azerbaijan", "AZE"), ("republic of belarus", "BLR"),
    ("republic of benin", "BEN"), ("republic of bosnia and herzegovina", "BIH"),
    ("republic of botswana", "BWA"), ("republic of bulgaria", "BGR"),
    ("republic of burundi", "BDI"), ("republic of cabo verde", "CPV"),
    ("republic of cameroon", "CMR"), ("republic of chad", "TCD"), ("republic of chile", "CHL"),
    ("republic of colombia", "COL"), ("republic of costa rica", "CRI"),
    ("republic of cote d'ivoire", "CIV"), ("republic of croatia", "HRV"),
    ("republic of cuba", "CUB"), ("republic of cyprus", "CYP"), ("republic of djibouti", "DJI"),
    ("republic of ecuador", "ECU"), ("republic of el salvador", "SLV"),
    ("republic of equatorial guinea", "GNQ"), ("republic of estonia", "EST"),
    ("republic of fiji", "FJI"), ("republic of finland", "FIN"), ("republic of ghana", "GHA"),
    ("republic of guatemala", "GTM"), ("republic of guinea", "GIN"),
    ("republic of guinea-bissau", "GNB"), ("republic of guyana", "GUY"),
    ("republic of haiti", "HTI"), ("republic of honduras", "HND"), ("republic of iceland", "ISL"),
    ("republic of india", "IND"), ("republic of indonesia", "IDN"), ("republic of iraq", "IRQ"),
    ("republic of kazakhstan", "KAZ"), ("republic of kenya", "KEN"),
    ("republic of kiribati", "KIR"), ("republic of korea", "KOR"), ("republic of latvia", "LVA"),
    ("republic of liberia", "LBR"), ("republic of lithuania", "LTU"),
    ("republic of madagascar", "MDG"), ("republic of malawi", "MWI"),
    ("republic of maldives", "MDV"), ("republic of mali", "MLI"), ("republic of malta", "MLT"),
    ("republic of mauritius", "MUS"), ("republic of moldova", "MDA"),
    ("republic of mozambique", "MOZ"), ("republic of myanmar", "MMR"),
    ("republic of namibia", "NAM"), ("republic of nauru", "NRU"),
    ("republic of nicaragua", "NIC"), ("republic of north macedonia", "MKD"),
    ("republic of palau", "PLW"), ("republic of panama", "PAN"), ("republic of paraguay", "PRY"),
    ("republic of peru", "PER"), ("republic of poland", "POL"), ("republic of san marino", "SMR"),
    ("republic of senegal", "SEN"), ("republic of serbia", "SRB"),
    ("republic of seychelles", "SYC"), ("republic of sierra leone", "SLE"),
    ("republic of singapore", "SGP"), ("republic of slovenia", "SVN"),
    ("republic of south africa", "ZAF"), ("republic of south sudan", "SSD"),
    ("republic of suriname", "SUR"), ("republic of tajikistan", "TJK"),
    ("republic of the congo", "COG"), ("republic of the gambia", "GMB"),
    ("republic of the marshall islands", "MHL"), ("republic of the niger", "NER"),
    ("republic of the philippines", "PHL"), ("republic of the sudan", "SDN"),
    ("republic of trinidad and tobago", "TTO"), ("republic of tunisia", "TUN"),
    ("republic of turkiye", "TUR"), ("republic of uganda", "UGA"),
    ("republic of uzbekistan", "UZB"), ("republic of vanuatu", "VUT"),
    ("republic of yemen", "YEM"), ("republic of zambia", "ZMB"), ("republic of zimbabwe", "ZWE"),
    ("reunion", "REU"), ("romania", "ROU"), ("russia", "RUS"), ("russian federation", "RUS"),
    ("rwanda", "RWA"), ("rwandese republic", "RWA"), ("saint barthelemy", "BLM"),
    ("saint helena, ascension and tristan da cunha", "SHN"), ("saint kitts and nevis", "KNA"),
    ("saint lucia", "LCA"), ("saint martin (french part)", "MAF"),
    ("saint pierre and miquelon", "SPM"), ("saint vincent and the grenadines", "VCT"),
    ("samoa", "WSM"), ("san marino", "SMR"), ("sao tome and principe", "STP"),
    ("saudi arabia", "SAU"), ("senegal", "SEN"), ("serbia", "SRB"), ("seychelles", "SYC"),
    ("sierra leone", "SLE"), ("singapore", "SGP"), ("sint maarten (dutch part)", "SXM"),
    ("slovak republic", "SVK"), ("slovakia", "SVK"), ("slovenia", "SVN"),
    ("socialist republic of viet nam", "VNM"), ("solomon islands", "SLB"), ("somalia", "SOM"),
    ("south africa", "ZAF"), ("south georgia and the south sandwich islands", "SGS"),
    ("south korea", "KOR"), ("south sudan", "SSD"), ("spain", "ESP"), ("sri lanka", "LKA"),
    ("state of israel", "ISR"), ("state of kuwait", "KWT"), ("state of qatar", "QAT"),
    ("sudan", "SDN"), ("sultanate of oman", "OMN"), ("suriname", "SUR"),
    ("svalbard and jan mayen", "SJM"), ("swaziland", "SWZ"), ("sweden", "SWE"),
    ("swiss confederation", "CHE"), ("switzerland", "CHE"), ("syria", "SYR"),
    ("syrian arab republic", "SYR"), ("taiwan", "TWN"), ("taiwan, province of china", "TWN"),
    ("tajikistan", "TJK"), ("tanzania", "TZA"), ("tanzania, united republic of", "TZA"),
    ("thailand", "THA"), ("the bahamas", "BHS"), ("the gambia", "GMB"),
    ("the netherlands", "NLD"), ("the state of eritrea", "ERI"),
    ("the state of palestine", "PSE"), ("timor-leste", "TLS"), ("togo", "TGO"),
    ("togolese republic", "TGO"), ("tokelau", "TKL"), ("tonga", "TON"),
    ("trinidad and tobago", "TTO"), ("tunisia", "TUN"), ("turkey", "TUR"), ("turkiye", "TUR"),
    ("turkmenistan", "TKM"), ("turks and caicos islands", "TCA"), ("tuvalu", "TUV"),
    ("uae", "ARE"), ("uganda", "UGA"), ("uk", "GBR"), ("ukraine", "UKR"),
    ("union of the comoros", "COM"), ("united arab emirates", "ARE"), ("united kingdom", "GBR"),
    ("united kingdom of great britain and northern ireland", "GBR"),
    ("united mexican states", "MEX"), ("united republic of tanzania", "TZA"),
    ("united states", "USA"), ("united states minor outlying islands", "UMI"),
    ("united states of america", "USA"), ("uruguay", "URY"), ("usa", "USA"),
    ("uzbekistan", "UZB"), ("vanuatu", "VUT"), ("vatican city", "VAT"), ("venezuela", "VEN"),
    ("venezuela, bolivarian republic of", "VEN"), ("viet nam", "VNM"), ("vietnam", "VNM"),
    ("virgin islands of the united states", "VIR"), ("virgin islands, british", "VGB"),
    ("virgin islands, u.s.", "VIR"), ("wallis and futuna", "WLF"), ("western sahara", "ESH"),
    ("yemen", "YEM"), ("zambia", "ZMB"), ("zimbabwe", "ZWE"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascending_so_that_they_are_found() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn names_and_codes_become_trigraphs_and_anything_else_nothing() {
        for (name, code) in [
            ("Guatemala", "GTM"),
            ("IRAN", "IRN"),
            ("C\u{f4}te d\u{2019}Ivoire", "CIV"),
            ("gbr", "GBR"),
        ] {
            assert_eq!(trigraph(name), Some(code), "{name}");
        }
        assert_eq!(trigraph("Region: Gaza"), None);
        assert_eq!(trigraph("Congo (unknown)"), None);
    }
}
