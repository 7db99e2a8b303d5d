//! Code pages by Windows' numbers and by the character sets of fonts.

use encoding_rs::Encoding;

/// The encoding of a code page's number (`\ansicpg`).
pub(super) fn code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        437 | 850 | 1252 => "windows-1252",
        866 => "ibm866",
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        1250..=1251 | 1253..=1258 => {
            return Encoding::for_label(format!("windows-{number}").as_bytes());
        }
        10000 => "macintosh",
        65001 => "utf-8",
        _other => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The encoding of a font's character set (`\fcharset`).
pub(super) fn of_charset(number: i32) -> Option<&'static Encoding> {
    let page = match number {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _other => return None,
    };
    code_page(page)
}
