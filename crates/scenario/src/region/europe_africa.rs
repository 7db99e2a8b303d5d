//! Routes of Africa, the Gulf and Europe.

use super::{
    BALKAN, EMB_ABU_DHABI, EMB_ADDIS_ABABA, EMB_NIAMEY, EMB_ROME, EMB_SKOPJE, EMB_TIRANA, HORN,
    MAGHREB, NCIS, Place, RCMP, Region,
};

/// Across the Sahara and the Strait of Sicily.
pub(super) static SAHEL: Region = Region {
    name: "the Sahel and the central Mediterranean",
    culture: &MAGHREB,
    from: &[
        Place::at("Niamey", "NER", 13.51, 2.11),
        Place::at("Kano", "NGA", 12.0, 8.52),
        Place::at("Gao", "MLI", 16.27, -0.04),
        Place::at("Agadez", "NER", 16.97, 7.99),
        Place::at("Sebha", "LBY", 27.04, 14.43),
    ],
    via: &[
        Place::at("Zuwara", "LBY", 32.93, 12.08),
        Place::at("Al Khums", "LBY", 32.65, 14.26),
        Place::at("Sabratha", "LBY", 32.79, 12.48),
        Place::at("Sfax", "TUN", 34.74, 10.76),
    ],
    border: &[
        Place::at("Lampedusa", "ITA", 35.5, 12.61),
        Place::at("Licata", "ITA", 37.1, 13.94),
        Place::at("Pozzallo", "ITA", 36.73, 14.85),
        Place::at("Marsaxlokk", "MLT", 35.84, 14.54),
    ],
    to: &[
        Place::at("Milan", "ITA", 45.46, 9.19),
        Place::at("Turin", "ITA", 45.07, 7.69),
        Place::at("Marseille", "FRA", 43.3, 5.37),
        Place::at("London", "GBR", 51.51, -0.13),
    ],
    nationalities: &["Nigerien", "Nigerian", "Ghanaian", "Egyptian", "Malian", "Tunisian"],
    passports: &["Malian", "French", "Moroccan"],
    streets: &["Rue du Marché", "Shari' al-Saria", "Quartier Nassarawa", "Via del Porto"],
    calling_code: "+218 25 555",
    fares: (8, 35),
    money: &["a transport syndicate's cash desk", "a hawala in Kano", "a gold trader"],
    vessel_words: [
        &["Al", "Nur", "Amal", "Sidi", "Bahr", "Fath"],
        &["Rahma", "al-Bahr", "Zuwara", "Mansur", "Saada", "al-Salam", "Kerkennah", "Baraka"],
    ],
    vessel_registry: "ZW-",
    trafficking: true,
    terrorist_travel: true,
    posts: &[&EMB_NIAMEY, &EMB_ROME],
    partners: &[&NCIS],
};

/// Through the Balkans to the European Union.
pub(super) static BALKANS: Region = Region {
    name: "the Balkans",
    culture: &BALKAN,
    from: &[
        Place::at("Chișinău", "MDA", 47.01, 28.86),
        Place::at("Istanbul", "TUR", 41.01, 28.98),
        Place::at("Bucharest", "ROU", 44.43, 26.1),
        Place::at("Sofia", "BGR", 42.7, 23.32),
    ],
    via: &[
        Place::at("Skopje", "MKD", 42.0, 21.43),
        Place::at("Tetovo", "MKD", 42.01, 20.97),
        Place::at("Novi Pazar", "SCG", 43.14, 20.51),
        Place::at("Priština", "SCG", 42.66, 21.17),
    ],
    border: &[
        Place::at("Vlorë", "ALB", 40.47, 19.49),
        Place::at("Durrës", "ALB", 41.32, 19.45),
        Place::at("Bihać", "BIH", 44.82, 15.87),
        Place::at("Koper", "SVN", 45.55, 13.73),
    ],
    to: &[
        Place::at("Bari", "ITA", 41.12, 16.87),
        Place::at("London", "GBR", 51.51, -0.13),
        Place::at("Vienna", "AUT", 48.21, 16.37),
        Place::at("Antwerp", "BEL", 51.22, 4.4),
    ],
    nationalities: &["Moldovan", "Kurdish", "Romanian", "Albanian", "Bangladeshi"],
    passports: &["Italian", "Greek", "Slovenian", "Belgian"],
    streets: &["Rruga e Portit", "Ulica Ilindenska", "Bulevar Oslobođenja", "Rruga Skënderbeu"],
    calling_code: "+355 33 555",
    fares: (15, 80),
    money: &["an exchange bureau", "a car dealership", "a money transfer counter in Durrës"],
    vessel_words: [&[], &[]],
    vessel_registry: "",
    trafficking: true,
    terrorist_travel: true,
    posts: &[&EMB_TIRANA, &EMB_SKOPJE],
    partners: &[&NCIS],
};

/// From the Horn of Africa over the Gulf, paid by hawala.
pub(super) static HORN_AND_GULF: Region = Region {
    name: "the Horn of Africa and the Gulf",
    culture: &HORN,
    from: &[
        Place::at("Mogadishu", "SOM", 2.05, 45.32),
        Place::at("Addis Ababa", "ETH", 9.03, 38.74),
        Place::at("Hargeisa", "SOM", 9.56, 44.07),
        Place::at("Asmara", "ERI", 15.32, 38.93),
    ],
    via: &[
        Place::at("Bosaso", "SOM", 11.28, 49.18),
        Place::at("Djibouti", "DJI", 11.59, 43.15),
        Place::at("Berbera", "SOM", 10.44, 45.01),
        Place::at("Obock", "DJI", 11.96, 43.29),
    ],
    border: &[
        Place::at("Mukalla", "YEM", 14.54, 49.13),
        Place::at("Aden", "YEM", 12.79, 45.02),
        Place::at("Bir Ali", "YEM", 14.02, 48.34),
        Place::at("Sharjah", "ARE", 25.35, 55.4),
    ],
    to: &[
        Place::at("Dubai", "ARE", 25.2, 55.27),
        Place::at("Jeddah", "SAU", 21.49, 39.19),
        Place::at("London", "GBR", 51.51, -0.13),
        Place::at("Toronto", "CAN", 43.65, -79.38),
        Place::at("Minneapolis", "USA", 44.98, -93.27),
    ],
    nationalities: &["Somali", "Ethiopian", "Eritrean", "Yemeni", "Sudanese"],
    passports: &["Kenyan", "Yemeni", "Swedish", "British"],
    streets: &["Eastleigh First Avenue", "Deira Fish Roundabout", "Al Rigga Street", "Rue d'Obock"],
    calling_code: "+252 90 555",
    fares: (3, 60),
    money: &["a hawala in Deira", "a livestock exporter", "a textile importer in Dubai"],
    vessel_words: [
        &["Fath", "Al", "Nasr", "Safina", "Barwaaqo", "Zam"],
        &["al-Khair", "Zamzam", "al-Bahar", "Rahmani", "Mubarak", "Bosaso", "Qamar", "al-Jazira"],
    ],
    vessel_registry: "MKL ",
    trafficking: false,
    terrorist_travel: true,
    posts: &[&EMB_ADDIS_ABABA, &EMB_ABU_DHABI],
    partners: &[&NCIS, &RCMP],
};
