//! Rules of old markings, one after the other.

use super::{Legacy, LegacyErrorKind, modern_form};

#[track_caller]
fn check(original: &str, banner: &str, caveats: &[&str]) -> Legacy {
    let legacy = modern_form(original).unwrap();
    assert_eq!(legacy.banner, banner, "{original}");
    assert_eq!(legacy.caveats, caveats, "{original}");
    legacy
}

#[track_caller]
fn refused(original: &str, message: &str, place: &str) {
    let error = modern_form(original).unwrap_err();
    assert_eq!(error.to_string(), message, "{original}");
    assert_eq!(original.get(error.at), Some(place), "{original}");
}

#[test]
fn levels_are_read_in_any_case_and_punctuation() {
    check("Top secret", "TOP SECRET", &[]);
    check("SECRET.", "SECRET", &[]);
    check("Secret; secret", "SECRET", &[]);
    check("Top Secret Security Information", "TOP SECRET", &[]);
    check("Confidential 2 pp", "CONFIDENTIAL", &[]);
}

#[test]
fn levels_that_are_no_more_become_the_nearest_stricter() {
    let legacy = check("restricted", "CONFIDENTIAL", &[]);
    assert!(legacy.notes[0].starts_with("RESTRICTED was a level"), "{:?}", legacy.notes);
    check("Limited Official Use: Priority", "UNCLASSIFIED//SBU", &[]);
    check("Official Use Only", "UNCLASSIFIED//FOUO", &[]);
    check("Administratively Confidential", "UNCLASSIFIED//FOUO", &[]);
}

#[test]
fn distribution_captions_become_entries_of_the_banner() {
    check("Secret; Nodis", "SECRET//NOFORN//NODIS", &[]);
    check("Secret; Exdis; Nodis", "SECRET//NOFORN//NODIS", &[]);
    check("Confidential; No Distribution Outside Dept", "CONFIDENTIAL//NOFORN//NODIS", &[]);
    check("Secret—Noforn—Sensitive", "SECRET//NOFORN", &["SENSITIVE"]);
    check("Secret; No Foreign Dissem/Controlled Dissem", "SECRET//ORCON/NOFORN", &[]);
    check("Top Secret/Restricted Data", "TOP SECRET//RD//NOFORN", &[]);
    check("Top Secret/Codeword/Talent-Keyhole", "TOP SECRET//SI/TK//NOFORN", &[]);
    let handle = "Top Secret; Handle Via Talent–Keyhole–COMINT Channels Jointly; Ruff";
    check(handle, "TOP SECRET//SI/TK//NOFORN", &["CHANNEL"]);
}

#[test]
fn captions_of_the_originator_become_caveats_once() {
    check("Secret; Limit Distribution; Limdis", "SECRET", &["LIMDIS"]);
    check("Secret; Official–Informal", "SECRET", &["OFFICIAL-INFORMAL"]);
    check("Personal & Confidential", "CONFIDENTIAL", &["PERSONAL"]);
    check("Secret; Nodis/Harvan Double Plus", "SECRET//NOFORN//NODIS", &["HARVAN", "DOUBLE-PLUS"]);
    check("Secret; Exclusively Eyes Only", "SECRET", &["EXCLUSIVE", "EYES-ONLY"]);
}

#[test]
fn readers_may_be_named_after_eyes_only() {
    let legacy = check("Secret; Eyes Only for Under Secretary Ball", "SECRET", &["EYES-ONLY"]);
    assert!(legacy.notes.contains(&"`FOR UNDER SECRETARY BALL` names the readers".to_owned()));
    check("Eyes Only Ban Top Secret Noforn", "TOP SECRET//NOFORN", &["EYES-ONLY"]);
    check("Secret; Niact, For Ambassador Nolting", "SECRET", &[]);
    refused("Secret; For Staff Use Only", "`FOR` is no known caption", "For");
    refused("Secret; Eyes Only via Swinger", "`VIA` is no known caption", "via");
}

#[test]
fn precedence_and_paper_are_noted_only() {
    let legacy = check("US urgent; secret; No. 54; [Extract]", "SECRET", &[]);
    assert_eq!(legacy.notes.len(), 3, "{:?}", legacy.notes);
    check("Top Secret; NSC 162/2", "TOP SECRET", &[]);
    check("secret; UNA Files: Lot 428", "SECRET", &[]);
}

#[test]
fn what_is_not_sure_is_refused_with_its_place() {
    refused("Secret; Noforn except British", "`EXCEPT` is no known caption", "except");
    refused("Secret; Prioity", "`PRIOITY` is no known caption", "Prioity");
    refused("Secret; ü", "`Ü` is no known caption", "ü");
    let withheld = "a part of the marking is not declassified, so what it asks is not known";
    refused("Secret; [codeword not declassified]", withheld, "codeword not declassified");
    let unmarked = "the document bears no classification marking";
    refused("No classification marking", unmarked, "No classification marking");
    refused("Secret (With Top Secret Attachment)", "`WITH` is no known caption", "With");
    let kind = |original: &str| modern_form(original).unwrap_err().kind;
    assert_eq!(kind(""), LegacyErrorKind::NoLevel);
    assert_eq!(kind("Limdis"), LegacyErrorKind::NoLevel);
    assert_eq!(kind(&"secret ".repeat(400)), LegacyErrorKind::TooLong { chars: 2_800 });
    let two = LegacyErrorKind::TwoLevels { first: "CONFIDENTIAL", second: "TOP SECRET" };
    assert_eq!(kind("Top Secret; Confidential"), two);
    assert!(matches!(kind("Unclassified; Umbra"), LegacyErrorKind::Contradiction { .. }));
}
