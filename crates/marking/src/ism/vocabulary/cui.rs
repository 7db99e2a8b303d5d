//! Categories of controlled unclassified information, `ISM.XML` 2022, ascending.

/// Basic categories (`CVEnumISMCUIBasic`).
#[rustfmt::skip]
pub(crate) const BASIC: &[&str] = &[
    "ADJ", "ADPO", "AG", "APP", "ASYL", "BARG", "BATT", "CMPRS", "COMPT", "CONREG", "CONV",
    "CRIT", "CUI-PROVISIONAL-HSAI", "CUI-PROVISIONAL-HSEI", "CUI-PROVISIONAL-IAIH",
    "CUI-PROVISIONAL-ISVIH", "CUI-PROVISIONAL-OSI", "CUI-PROVISIONAL-PHYSH",
    "CUI-PROVISIONAL-PII", "CUI-PROVISIONAL-PRIVACY", "CUI-PROVISIONAL-PSI", "CVI", "CVIC",
    "DCNI", "DCRIT", "DREC", "EMGT", "EXPT", "EXPTR", "FHFANPI", "FINT", "FNC", "FSEC", "FSI",
    "GENETIC", "HLTH", "ID", "INF", "INTEL", "INV", "INVENT", "ISVI", "IVIC", "JURY", "JUV",
    "LCOMM", "LEI", "LMI", "LNSL", "LPROT", "LSCRN", "LVIC", "MERG", "MIL", "NETW", "NNPI", "NUC",
    "OCCMTO", "OPSEC", "PERS", "PEST", "PHYS", "POST", "PRE", "PRIIG", "PRIOR", "PRIVILEGE",
    "PROPIN", "PROT", "PRVCY", "PSEC", "RAIL", "RECCOM", "RESD", "RTR", "RWRD", "SAFE", "SBIZ",
    "SCV", "SERV", "SRI", "SSEL", "STAT", "STUD", "SURV", "TAI", "TRACE", "UCNI", "VISA", "WATER",
    "WHSTL", "WIT", "XFER",
];

/// Specified categories (`CVEnumISMCUISpecified`).
#[rustfmt::skip]
pub(crate) const SPECIFIED: &[&str] = &[
    "ADPO", "AIV", "ARCHR", "BUDG", "CCI", "CEII", "CENS", "CHLD", "CHRI", "CONTRACT", "CRITAN",
    "CTI", "CVI", "DCNI", "EXPT", "FISA", "FISAB", "FNC", "FSEC", "FUND", "GENETIC", "GEO",
    "HISTP", "HLTH", "ID", "IFNC", "INF", "INTEL", "INTL", "INV", "JURY", "LDNA", "LFNC", "LPROT",
    "MFC", "NNPI", "NPSR", "NUC", "PCII", "PERS", "PRIIG", "PROCURE", "PROPIN", "PRVCY", "SGI",
    "SRI", "SSEL", "SSI", "STAT", "STUD", "SUB", "TAX", "TSCA", "UCNI", "WDT", "WHSTL", "WIT",
];
