//! Routes of Asia.

use super::{
    CHINESE, CONGEN_GUANGZHOU, EMB_BANGKOK, EMB_MEXICO, MEKONG, NCIS, Place, RCMP, Region,
};
use crate::originator::{AFP, CBSA};

/// Labour trafficking out of the Mekong countries.
pub(super) static SOUTHEAST_ASIA: Region = Region {
    name: "Southeast Asia",
    culture: &MEKONG,
    from: &[
        Place::at("Poipet", "KHM", 13.66, 102.56),
        Place::at("Ho Chi Minh City", "VNM", 10.82, 106.63),
        Place::at("Mae Sot", "THA", 16.71, 98.57),
        Place::at("Vientiane", "LAO", 17.98, 102.63),
    ],
    via: &[
        Place::at("Songkhla", "THA", 7.2, 100.6),
        Place::at("Samut Sakhon", "THA", 13.55, 100.28),
        Place::at("Sihanoukville", "KHM", 10.63, 103.52),
        Place::at("Batam", "IDN", 1.08, 104.03),
    ],
    border: &[
        Place::at("Kuala Perlis", "MYS", 6.4, 100.13),
        Place::at("Johor Bahru", "MYS", 1.49, 103.74),
        Place::at("Sandakan", "MYS", 5.84, 118.12),
        Place::at("Benjina", "IDN", -6.2, 134.28),
    ],
    to: &[
        Place::at("Pago Pago", "ASM", -14.28, -170.7),
        Place::at("Saipan", "MNP", 15.19, 145.75),
        Place::at("Sydney", "AUS", -33.87, 151.21),
        Place::at("Los Angeles", "USA", 34.05, -118.24),
        Place::at("Kuala Lumpur", "MYS", 3.15, 101.69),
    ],
    nationalities: &["Vietnamese", "Cambodian", "Burmese", "Lao", "Thai"],
    passports: &["Thai", "Malaysian", "Japanese"],
    streets: &["Soi Nana", "Charoen Krung Road", "Jalan Pasar", "Street 63"],
    calling_code: "+66 2 555",
    fares: (10, 70),
    money: &["a gold shop", "a labour export company's bond account", "salary deductions"],
    vessel_words: [
        &["Sor", "Chok", "Sin", "Rung", "Mae", "Thep"],
        &["Somboon", "Charoen", "Samut 12", "Nakhon", "Thawee 7", "Navee", "Suwan 3", "Pattana"],
    ],
    vessel_registry: "TH-SK ",
    trafficking: true,
    terrorist_travel: false,
    posts: &[&EMB_BANGKOK],
    partners: &[&AFP],
};

/// From Fujian by air and land to North America and Britain.
pub(super) static FUJIAN: Region = Region {
    name: "Fujian and its transit countries",
    culture: &CHINESE,
    from: &[
        Place::at("Fuzhou", "CHN", 26.07, 119.3),
        Place::at("Changle", "CHN", 25.96, 119.52),
        Place::at("Fuqing", "CHN", 25.72, 119.38),
        Place::at("Guangzhou", "CHN", 23.13, 113.26),
    ],
    via: &[
        Place::at("Hong Kong", "HKG", 22.32, 114.17),
        Place::at("Moscow", "RUS", 55.76, 37.62),
        Place::at("Bangkok", "THA", 13.76, 100.5),
        Place::at("Belgrade", "SCG", 44.79, 20.45),
    ],
    border: &[
        Place::at("Vancouver", "CAN", 49.28, -123.12),
        Place::at("Tijuana", "MEX", 32.51, -117.04),
        Place::at("Cornwall", "CAN", 45.02, -74.73),
        Place::at("Calais", "FRA", 50.95, 1.86),
    ],
    to: &[
        Place::at("New York", "USA", 40.71, -74.01),
        Place::at("Toronto", "CAN", 43.65, -79.38),
        Place::at("London", "GBR", 51.51, -0.13),
        Place::at("San Francisco", "USA", 37.77, -122.42),
    ],
    nationalities: &["Chinese", "Vietnamese", "Mongolian"],
    passports: &["Japanese", "South Korean", "Singaporean"],
    streets: &["Guangda Road", "East Broadway", "Wuyi Road", "Nathan Road"],
    calling_code: "+86 591 555",
    fares: (280, 600),
    money: &["an underground bank", "a jewellery store", "a family bond repaid by labour"],
    vessel_words: [&[], &[]],
    vessel_registry: "",
    trafficking: true,
    terrorist_travel: false,
    posts: &[&CONGEN_GUANGZHOU, &EMB_MEXICO],
    partners: &[&RCMP, &CBSA, &NCIS],
};
