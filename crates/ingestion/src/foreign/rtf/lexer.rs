//! Groups, control words and characters.

/// What comes next.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Token<'r> {
    Open,
    Close,
    /// A control word with its number, or a control sign.
    Word(&'r str, Option<i32>),
    /// A character in the code page that holds.
    Byte(u8),
}

pub(super) struct Lexer<'r> {
    rest: &'r [u8],
}

impl<'r> Lexer<'r> {
    pub(super) fn new(bytes: &'r [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Leaves out bytes, of a picture.
    pub(super) fn skip(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    /// The next token; `None` at the end.
    pub(super) fn token(&mut self) -> Option<Token<'r>> {
        loop {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(*byte)),
            }
        }
    }

    fn control(&mut self) -> Option<Token<'r>> {
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            return self.sign();
        }
        let (word, rest) = self.rest.split_at_checked(letters.min(WORD_BYTES_MAX))?;
        let digits = number_of(rest);
        let (number, rest) = rest.split_at_checked(digits)?;
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let number = std::str::from_utf8(number).ok().and_then(|text| text.parse().ok());
        Some(Token::Word(std::str::from_utf8(word).unwrap_or_default(), number))
    }

    /// `\'e9`, `\{`, `\*` and their kin; a line end stands for `\par`.
    fn sign(&mut self) -> Option<Token<'r>> {
        let (sign, rest) = self.rest.split_at_checked(1)?;
        self.rest = rest;
        match sign {
            b"'" => {
                let (hex, rest) = rest.split_at_checked(2)?;
                let byte =
                    std::str::from_utf8(hex).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
                if byte.is_some() {
                    self.rest = rest;
                }
                Some(Token::Word("'", byte.map(i32::from)))
            }
            b"\n" | b"\r" => Some(Token::Word("par", None)),
            b"\t" => Some(Token::Word("tab", None)),
            sign => Some(Token::Word(std::str::from_utf8(sign).unwrap_or_default(), None)),
        }
    }
}

/// How many bytes of a number stand here, its sign included.
fn number_of(bytes: &[u8]) -> usize {
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let digits = bytes.iter().skip(sign).take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 { 0 } else { sign + digits }
}

/// No control word is longer (RTF 1.9).
const WORD_BYTES_MAX: usize = 64;
