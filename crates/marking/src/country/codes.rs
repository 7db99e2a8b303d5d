//! The country and organisation codes that `REL TO` lists may hold.
//!
//! Trigraphs and tetragraphs of ODNI's ISMCAT vocabulary, 2022-NOV release. A tetragraph without
//! members here has a membership that is not public or not a list of countries: it opens nothing
//! to anybody, since who belongs to it cannot be decided.

/// Three-letter country codes, ascending.
#[rustfmt::skip]
pub(super) const TRIGRAPHS: &[&str] = &[
    "ABW", "AFG", "AGO", "AIA", "ALB", "AND", "ARE", "ARG", "ARM", "ASM", "ATA", "ATF", "ATG",
    "AUS", "AUT", "AX2", "AX3", "AZE", "BDI", "BEL", "BEN", "BES", "BFA", "BGD", "BGR", "BHR",
    "BHS", "BIH", "BLM", "BLR", "BLZ", "BMU", "BOL", "BRA", "BRB", "BRN", "BTN", "BVT", "BWA",
    "CAF", "CAN", "CCK", "CHE", "CHL", "CHN", "CIV", "CMR", "COD", "COG", "COK", "COL", "COM",
    "CPT", "CPV", "CRI", "CUB", "CUW", "CXR", "CYM", "CYP", "CZE", "DEU", "DGA", "DJI", "DMA",
    "DNK", "DOM", "DZA", "ECU", "EGY", "ERI", "ESH", "ESP", "EST", "ETH", "FIN", "FJI", "FLK",
    "FRA", "FRO", "FSM", "GAB", "GBR", "GEO", "GGY", "GHA", "GIB", "GIN", "GLP", "GMB", "GNB",
    "GNQ", "GRC", "GRD", "GRL", "GTM", "GUF", "GUM", "GUY", "HKG", "HMD", "HND", "HRV", "HTI",
    "HUN", "IDN", "IMN", "IND", "IOT", "IRL", "IRN", "IRQ", "ISL", "ISR", "ITA", "JAM", "JEY",
    "JOR", "JPN", "KAZ", "KEN", "KGZ", "KHM", "KIR", "KNA", "KOR", "KWT", "LAO", "LBN", "LBR",
    "LBY", "LCA", "LIE", "LKA", "LSO", "LTU", "LUX", "LVA", "MAC", "MAF", "MAR", "MCO", "MDA",
    "MDG", "MDV", "MEX", "MHL", "MKD", "MLI", "MLT", "MMR", "MNE", "MNG", "MNP", "MOZ", "MRT",
    "MSR", "MTQ", "MUS", "MWI", "MYS", "MYT", "NAM", "NCL", "NER", "NFK", "NGA", "NIC", "NIU",
    "NLD", "NOR", "NPL", "NRU", "NSG", "NZL", "OMN", "PAK", "PAN", "PCN", "PER", "PHL", "PLW",
    "PNG", "POL", "PRI", "PRK", "PRT", "PRY", "PYF", "QAT", "REU", "ROU", "RUS", "RWA", "SAU",
    "SDN", "SEN", "SGP", "SGS", "SHN", "SLB", "SLE", "SLV", "SMR", "SOM", "SPM", "SRB", "SSD",
    "STP", "SUR", "SVK", "SVN", "SWE", "SWZ", "SXM", "SYC", "SYR", "TCA", "TCD", "TGO", "THA",
    "TJK", "TKL", "TKM", "TLS", "TON", "TTO", "TUN", "TUR", "TUV", "TWN", "TZA", "UGA", "UKR",
    "URY", "USA", "UZB", "VAT", "VCT", "VEN", "VGB", "VIR", "VNM", "VUT", "WLF", "WSM", "XAC",
    "XAZ", "XBI", "XBK", "XCR", "XCS", "XCY", "XEU", "XGL", "XGZ", "XHO", "XJA", "XJM", "XJN",
    "XJV", "XKM", "XKN", "XKR", "XKS", "XMW", "XNV", "XPL", "XPR", "XQZ", "XSP", "XSV", "XTR",
    "XWB", "XWK", "XXD", "YEM", "ZAF", "ZMB", "ZWE",
];

/// Organisation codes, ascending: code, whether roll-up may expand it, members.
#[rustfmt::skip]
pub(super) const TETRAGRAPHS: &[(&str, bool, &[&str])] = &[
    ("ACGU", true, &[
        "AUS", "CAN", "GBR", "USA",
    ]),
    ("AMSP", true, &[
        "AUS", "AUT", "BEL", "CAN", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "ITA", "JPN",
        "KOR", "NLD", "NOR", "NZL", "PRT", "ROU", "SWE", "TUR", "USA",
    ]),
    ("AOSC", false, &[]),
    ("APFS", false, &[]),
    ("ASEA", true, &[
        "BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "USA", "VNM",
    ]),
    ("AUSTRALIA_GROUP", true, &[
        "ARG", "AUS", "AUT", "BEL", "BGR", "CAN", "CHE", "CYP", "CZE", "DEU", "DNK", "ESP", "EST",
        "FIN", "FRA", "GBR", "GRC", "HRV", "HUN", "IRL", "ISL", "ITA", "JPN", "KOR", "LTU", "LUX",
        "LVA", "MLT", "NLD", "NOR", "NZL", "POL", "PRT", "ROU", "SVK", "SVN", "SWE", "TUR", "UKR",
        "USA",
    ]),
    ("BHTF", false, &[
        "USA",
    ]),
    ("BWCS", true, &[
        "AFG", "AGO", "ALB", "AND", "ARE", "ARG", "ARM", "ATG", "AUS", "AUT", "AZE", "BDI", "BEL",
        "BEN", "BFA", "BGD", "BGR", "BHR", "BHS", "BIH", "BLR", "BLZ", "BOL", "BRA", "BRB", "BRN",
        "BTN", "BWA", "CAF", "CAN", "CHE", "CHL", "CHN", "CIV", "CMR", "COD", "COG", "COK", "COL",
        "CPV", "CRI", "CUB", "CYP", "CZE", "DEU", "DMA", "DNK", "DOM", "DZA", "ECU", "ESP", "EST",
        "ETH", "FIN", "FJI", "FRA", "GAB", "GBR", "GEO", "GHA", "GIN", "GMB", "GNB", "GNQ", "GRC",
        "GRD", "GTM", "GUY", "HND", "HRV", "HUN", "IDN", "IND", "IRL", "IRN", "IRQ", "ISL", "ITA",
        "JAM", "JOR", "JPN", "KAZ", "KEN", "KGZ", "KHM", "KNA", "KOR", "KWT", "LAO", "LBN", "LBR",
        "LBY", "LCA", "LIE", "LKA", "LSO", "LTU", "LUX", "LVA", "MAR", "MCO", "MDA", "MDG", "MDV",
        "MEX", "MHL", "MKD", "MLI", "MLT", "MMR", "MNE", "MNG", "MOZ", "MRT", "MUS", "MWI", "MYS",
        "NER", "NGA", "NIC", "NIU", "NLD", "NOR", "NPL", "NRU", "NZL", "OMN", "PAK", "PAN", "PER",
        "PHL", "PLW", "PNG", "POL", "PRK", "PRT", "PRY", "QAT", "ROU", "RUS", "RWA", "SAU", "SDN",
        "SEN", "SGP", "SLB", "SLE", "SLV", "SMR", "SRB", "STP", "SUR", "SVK", "SVN", "SWE", "SWZ",
        "SYC", "TGO", "THA", "TJK", "TKM", "TLS", "TON", "TTO", "TUN", "TUR", "TZA", "UGA", "UKR",
        "URY", "USA", "UZB", "VAT", "VCT", "VEN", "VNM", "VUT", "WSM", "YEM", "ZAF", "ZMB", "ZWE",
    ]),
    ("CFCK", true, &[
        "KOR", "USA",
    ]),
    ("CFOD", false, &[]),
    ("CFUP", false, &[]),
    ("CLFC", false, &[]),
    ("CMFC", true, &[
        "ARE", "AUS", "BEL", "BHR", "BRA", "CAN", "DEU", "DNK", "EGY", "ESP", "FRA", "GBR", "GRC",
        "IDN", "IND", "ITA", "JOR", "JPN", "KOR", "KWT", "MYS", "NLD", "NOR", "NZL", "PAK", "PHL",
        "PRT", "QAT", "SAU", "SGP", "SYC", "THA", "TUR", "USA",
    ]),
    ("CMFP", true, &[
        "AUS", "BRN", "CAN", "CHL", "DEU", "DNK", "ESP", "FRA", "GBR", "IDN", "IND", "ITA", "JPN",
        "KOR", "MYS", "NLD", "NZL", "PER", "PHL", "SGP", "THA", "USA",
    ]),
    ("CPMT", true, &[
        "CAN", "GBR", "IRL", "USA",
    ]),
    ("CTOC", false, &[]),
    ("CWCS", true, &[
        "AFG", "AGO", "ALB", "AND", "ARE", "ARG", "ARM", "ATG", "AUS", "AUT", "AZE", "BDI", "BEL",
        "BEN", "BFA", "BGD", "BGR", "BHR", "BHS", "BIH", "BLR", "BLZ", "BOL", "BRA", "BRB", "BRN",
        "BTN", "BWA", "CAF", "CAN", "CHE", "CHL", "CHN", "CIV", "CMR", "COD", "COG", "COK", "COL",
        "COM", "CPV", "CRI", "CUB", "CYP", "CZE", "DEU", "DJI", "DMA", "DNK", "DOM", "DZA", "ECU",
        "ERI", "ESP", "EST", "ETH", "FIN", "FJI", "FRA", "FSM", "GAB", "GBR", "GEO", "GHA", "GIN",
        "GMB", "GNB", "GNQ", "GRC", "GRD", "GTM", "GUY", "HND", "HRV", "HTI", "HUN", "IDN", "IND",
        "IRL", "IRN", "IRQ", "ISL", "ITA", "JAM", "JOR", "JPN", "KAZ", "KEN", "KGZ", "KHM", "KIR",
        "KNA", "KOR", "KWT", "LAO", "LBN", "LBR", "LBY", "LCA", "LIE", "LKA", "LSO", "LTU", "LUX",
        "LVA", "MAR", "MCO", "MDA", "MDG", "MDV", "MEX", "MHL", "MKD", "MLI", "MLT", "MMR", "MNE",
        "MNG", "MOZ", "MRT", "MUS", "MWI", "MYS", "NAM", "NER", "NGA", "NIC", "NIU", "NLD", "NOR",
        "NPL", "NRU", "NZL", "OMN", "PAK", "PAN", "PER", "PHL", "PLW", "PNG", "POL", "PRT", "PRY",
        "QAT", "ROU", "RUS", "RWA", "SAU", "SDN", "SEN", "SGP", "SLB", "SLE", "SLV", "SMR", "SOM",
        "SRB", "STP", "SUR", "SVK", "SVN", "SWE", "SWZ", "SYC", "SYR", "TCD", "TGO", "THA", "TJK",
        "TKM", "TLS", "TON", "TTO", "TUN", "TUR", "TUV", "TZA", "UGA", "UKR", "URY", "USA", "UZB",
        "VAT", "VCT", "VEN", "VNM", "VUT", "WSM", "YEM", "ZAF", "ZMB", "ZWE",
    ]),
    ("ECTF", false, &[]),
    ("EFOR", false, &[]),
    ("EU", false, &[]),
    ("EUDA", false, &[]),
    ("FRME", true, &[
        "AUS", "BEL", "CAN", "DEU", "DNK", "ESP", "FRA", "GBR", "ITA", "NLD", "NOR", "NZL", "USA",
    ]),
    ("FVEY", true, &[
        "AUS", "CAN", "GBR", "NZL", "USA",
    ]),
    ("GCCH", false, &[]),
    ("GCTF", false, &[]),
    ("GFNX", false, &[]),
    ("GMIF", true, &[
        "ALB", "AUS", "BEL", "BGR", "CAN", "CZE", "DEU", "DNK", "ESP", "EST", "FRA", "GBR", "GRC",
        "HRV", "HUN", "ISL", "ITA", "JPN", "LTU", "LUX", "LVA", "MKD", "MNE", "NLD", "NOR", "NZL",
        "POL", "PRT", "ROU", "SVK", "SVN", "TUR", "USA",
    ]),
    ("IESC", false, &[]),
    ("IMSC", false, &[]),
    ("IMSP", true, &[
        "AUS", "CAN", "FRA", "GBR", "JPN", "KOR", "NZL", "PHL", "USA",
    ]),
    ("IPMC", false, &[]),
    ("IRKS", false, &[]),
    ("ISAF", false, &[]),
    ("ISSG", false, &[]),
    ("KFOR", false, &[]),
    ("MCFI", false, &[]),
    ("MESF", false, &[]),
    ("MGEU", false, &[]),
    ("MIFH", false, &[]),
    ("MLEC", true, &[
        "AUS", "CAN", "ESP", "FRA", "GBR", "NLD", "NZL", "USA",
    ]),
    ("MNTF", false, &[]),
    ("MPFL", false, &[]),
    ("NACT", false, &[]),
    ("NATO", true, &[
        "ALB", "BEL", "BGR", "CAN", "CZE", "DEU", "DNK", "ESP", "EST", "FRA", "GBR", "GRC", "HRV",
        "HUN", "ISL", "ITA", "LTU", "LUX", "LVA", "MKD", "MNE", "NLD", "NOR", "POL", "PRT", "ROU",
        "SVK", "SVN", "TUR", "USA",
    ]),
    ("NCFE", true, &[
        "BEL", "BGR", "CAN", "CZE", "DEU", "DNK", "ESP", "FRA", "GBR", "GRC", "HUN", "ISL", "ITA",
        "LUX", "NLD", "NOR", "POL", "PRT", "ROU", "SVK", "TUR", "USA",
    ]),
    ("NKIC", false, &[]),
    ("NRDC", false, &[]),
    ("OSAG", false, &[]),
    ("OSTY", true, &[
        "BEL", "BGR", "BIH", "BLR", "CAN", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR",
        "GEO", "GRC", "HRV", "HUN", "ISL", "ITA", "LTU", "LUX", "LVA", "NLD", "NOR", "POL", "PRT",
        "ROU", "RUS", "SVK", "SVN", "SWE", "TUR", "UKR", "USA",
    ]),
    ("PAWA", true, &[
        "AUT", "BEL", "CAN", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "ITA", "NLD", "NOR",
        "NZL", "PRT", "USA",
    ]),
    ("PGMF", false, &[]),
    ("PSMX", true, &[
        "AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "KOR", "NZL", "USA",
    ]),
    ("RISC", false, &[]),
    ("RSMA", false, &[]),
    ("SFOR", false, &[]),
    ("SOFP", false, &[]),
    ("SPAA", false, &[]),
    ("TEYE", true, &[
        "AUS", "GBR", "USA",
    ]),
    ("TFTC", true, &[
        "ARE", "BHR", "KWT", "OMN", "QAT", "SAU", "USA",
    ]),
    ("UNCK", true, &[
        "AUS", "BEL", "CAN", "COL", "DNK", "FRA", "GBR", "GRC", "ITA", "KOR", "NLD", "NOR", "NZL",
        "PHL", "THA", "TUR", "USA", "ZAF",
    ]),
];
