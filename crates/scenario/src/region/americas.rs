//! Routes of the Americas.

use super::{
    EMB_GUATEMALA, EMB_MEXICO, EMB_QUITO, EMB_SANTO_DOMINGO, HISPANIC, INM, NCIS, Place, RCMP,
    Region,
};

/// Overland from Central America to Arizona.
pub(super) static CENTRAL_AMERICA: Region = Region {
    name: "Central America and Mexico",
    culture: &HISPANIC,
    from: &[
        Place::at("San Salvador", "SLV", 13.69, -89.19),
        Place::at("Tegucigalpa", "HND", 14.07, -87.19),
        Place::at("Guatemala City", "GTM", 14.63, -90.51),
        Place::at("San Pedro Sula", "HND", 15.5, -88.03),
        Place::at("Quetzaltenango", "GTM", 14.83, -91.52),
    ],
    via: &[
        Place::at("Tapachula", "MEX", 14.9, -92.26),
        Place::at("Tecún Umán", "GTM", 14.68, -92.14),
        Place::at("Arriaga", "MEX", 16.24, -93.9),
        Place::at("Oaxaca", "MEX", 17.07, -96.72),
        Place::at("Villahermosa", "MEX", 17.99, -92.93),
    ],
    border: &[
        Place::at("Nogales", "MEX", 31.31, -110.94),
        Place::at("Altar", "MEX", 30.71, -111.84),
        Place::at("Agua Prieta", "MEX", 31.33, -109.55),
        Place::at("Sásabe", "MEX", 31.48, -111.54),
        Place::at("Naco", "MEX", 31.33, -109.95),
    ],
    to: &[
        Place::at("Phoenix", "USA", 33.45, -112.07),
        Place::at("Tucson", "USA", 32.22, -110.97),
        Place::at("Los Angeles", "USA", 34.05, -118.24),
        Place::at("Houston", "USA", 29.76, -95.37),
    ],
    nationalities: &["Guatemalan", "Honduran", "Salvadoran", "Nicaraguan", "Brazilian"],
    passports: &["Guatemalan", "Mexican", "Salvadoran"],
    streets: &["Calle Hidalgo", "Avenida Central", "Calle 14 Poniente", "Callejón del Rastro"],
    calling_code: "+52 962 555",
    fares: (12, 55),
    money: &["a licensed wire remitter", "an exchange house", "prepaid telephone cards"],
    vessel_words: [&[], &[]],
    vessel_registry: "",
    trafficking: true,
    terrorist_travel: false,
    posts: &[&EMB_GUATEMALA, &EMB_MEXICO],
    partners: &[&INM, &RCMP],
};

/// By fishing vessel from Ecuador.
pub(super) static ECUADOR: Region = Region {
    name: "the eastern Pacific",
    culture: &HISPANIC,
    from: &[
        Place::at("Cuenca", "ECU", -2.9, -79.0),
        Place::at("Guayaquil", "ECU", -2.19, -79.89),
        Place::at("Azogues", "ECU", -2.74, -78.85),
        Place::at("Lima", "PER", -12.05, -77.04),
    ],
    via: &[
        Place::at("Manta", "ECU", -0.95, -80.72),
        Place::at("Esmeraldas", "ECU", 0.97, -79.65),
        Place::at("Puerto López", "ECU", -1.56, -80.81),
        Place::at("Muisne", "ECU", 0.61, -80.02),
    ],
    border: &[
        Place::at("Ocós", "GTM", 14.51, -92.19),
        Place::at("Champerico", "GTM", 14.3, -91.91),
        Place::at("Puerto Madero", "MEX", 14.72, -92.42),
        Place::at("Salina Cruz", "MEX", 16.17, -95.2),
    ],
    to: &[
        Place::at("New York", "USA", 40.71, -74.01),
        Place::at("Newark", "USA", 40.74, -74.17),
        Place::at("San Diego", "USA", 32.72, -117.16),
        Place::at("Chicago", "USA", 41.88, -87.63),
    ],
    nationalities: &["Ecuadorian", "Peruvian", "Chinese", "Colombian"],
    passports: &["Ecuadorian", "Peruvian", "Spanish"],
    streets: &["Malecón", "Calle 105", "Avenida de la Pesca", "Calle Sucre"],
    calling_code: "+593 5 555",
    fares: (60, 130),
    money: &[
        "a savings cooperative",
        "a remittance storefront in Queens",
        "land deeds held as bond",
    ],
    vessel_words: [
        &["Virgen", "Santa", "Reina", "Estrella", "Perla", "Niña", "Gaviota", "Doña"],
        &[
            "del Carmen",
            "Mariana",
            "del Pacífico",
            "Teresa",
            "de Manta",
            "Elena",
            "del Cisne",
            "Rosa",
            "Lucía",
            "del Mar",
            "de Jaramijó",
            "Isabel",
        ],
    ],
    vessel_registry: "P-04",
    trafficking: false,
    terrorist_travel: false,
    posts: &[&EMB_QUITO, &EMB_GUATEMALA],
    partners: &[&INM, &RCMP],
};

/// By open boat across the Mona Passage.
pub(super) static CARIBBEAN: Region = Region {
    name: "the Caribbean",
    culture: &HISPANIC,
    from: &[
        Place::at("Santo Domingo", "DOM", 18.49, -69.93),
        Place::at("Nagua", "DOM", 19.38, -69.85),
        Place::at("San Pedro de Macorís", "DOM", 18.46, -69.3),
        Place::at("Port-au-Prince", "HTI", 18.54, -72.34),
    ],
    via: &[
        Place::at("Miches", "DOM", 18.98, -69.05),
        Place::at("Samaná", "DOM", 19.21, -69.34),
        Place::at("Boca de Yuma", "DOM", 18.38, -68.61),
    ],
    border: &[
        Place::at("Isla de Mona", "PRI", 18.09, -67.89),
        Place::at("Rincón", "PRI", 18.34, -67.25),
        Place::at("Aguadilla", "PRI", 18.43, -67.15),
        Place::at("Cabo Rojo", "PRI", 18.09, -67.15),
    ],
    to: &[
        Place::at("San Juan", "PRI", 18.47, -66.11),
        Place::at("Miami", "USA", 25.76, -80.19),
        Place::at("Lawrence", "USA", 42.71, -71.16),
    ],
    nationalities: &["Dominican", "Haitian", "Cuban", "Venezuelan"],
    passports: &["Dominican", "Venezuelan", "Dutch"],
    streets: &["Calle Duarte", "Calle El Conde", "Avenida Libertad", "Calle 27 de Febrero"],
    calling_code: "+1 809 555",
    fares: (5, 25),
    money: &["a betting shop", "a remittance courier", "cash on the beach"],
    vessel_words: [
        &["La", "Brisa", "Mi", "Nuevo", "El", "Flor"],
        &[
            "Esperanza",
            "de Mona",
            "Suerte",
            "Milagro",
            "Relámpago",
            "del Este",
            "Amanecer",
            "Norte",
        ],
    ],
    vessel_registry: "YM-",
    trafficking: true,
    terrorist_travel: false,
    posts: &[&EMB_SANTO_DOMINGO],
    partners: &[&RCMP, &NCIS],
};
