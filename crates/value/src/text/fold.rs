use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

const FIRST_HAN: u32 = 0x3400;
const LAST_HAN: u32 = 0x9FFF;

static SIMPLIFIED: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut table = vec![0_u16; (LAST_HAN - FIRST_HAN + 1) as usize].into_boxed_slice();
    let pairs = include_str!("simplified.txt").lines().filter(|line| !line.starts_with('#'));
    for line in pairs {
        let letters: Vec<char> = line.chars().collect();
        for pair in letters.chunks_exact(2) {
            let simple = u16::try_from(u32::from(pair[1])).unwrap_or_default();
            if let Some(place) = place_of(pair[0]) {
                table[place] = simple;
            }
        }
    }
    table
});

/// The form in which texts are compared: compatibility forms, letter case, accents, full width and traditional
/// characters are gone, blanks are single. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = Folded { text: String::with_capacity(text.len()), blank: Blank::Wanted };
    if text.chars().all(is_plain) {
        text.chars().for_each(|letter| folded.push(letter));
    } else {
        let bare = text.nfkd().filter(|letter| !is_accent(*letter)).nfc();
        bare.for_each(|letter| folded.push(letter));
    }
    folded.finish()
}

/// What a search term can be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// Written without blanks between words: hanzi, kana, hangul.
    Han,
    /// Digits and letters of alphabets.
    Letter,
    /// Everything else.
    Gap,
}

/// Sorts a folded character.
pub(crate) fn script(letter: char) -> Script {
    match u32::from(letter) {
        0x30..=0x39 | 0x61..=0x7A => Script::Letter,
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x2_0000..=0x3_134F | 0x3007 => Script::Han,
        0x3041..=0x3096 | 0x30A1..=0x30FA | 0xAC00..=0xD7A3 => Script::Han,
        0x3B1..=0x3C9 | 0x430..=0x45F | 0x5D0..=0x5EA | 0x621..=0x63A | 0x641..=0x64A => Script::Letter,
        _ => Script::Gap,
    }
}

/// Only the characters that carry meaning: no blanks, no punctuation.
pub(crate) fn squeeze(folded: &str) -> String {
    folded.chars().filter(|letter| script(*letter) != Script::Gap).collect()
}

#[derive(PartialEq)]
enum Blank {
    Wanted,
    Written,
    Pending,
}

struct Folded {
    text: String,
    blank: Blank,
}

impl Folded {
    fn push(&mut self, letter: char) {
        if letter.is_whitespace() {
            if self.blank == Blank::Written {
                self.blank = Blank::Pending;
            }
            return;
        }
        if is_invisible(letter) {
            return;
        }
        if self.blank == Blank::Pending {
            self.text.push(' ');
        }
        self.blank = Blank::Written;
        match letter {
            '\u{FF01}'..='\u{FF5E}' => self.push_lower(half_width(letter)),
            _ => self.push_lower(letter),
        }
    }

    fn push_lower(&mut self, letter: char) {
        if letter.is_ascii() {
            self.text.push(letter.to_ascii_lowercase());
            return;
        }
        if let Some(place) = place_of(letter) {
            let simple = char::from_u32(u32::from(SIMPLIFIED[place])).filter(|found| *found != '\0');
            self.text.push(simple.unwrap_or(letter));
            return;
        }
        for lower in letter.to_lowercase() {
            match lower {
                'ß' => self.text.push_str("ss"),
                'æ' => self.text.push_str("ae"),
                'œ' => self.text.push_str("oe"),
                'ø' => self.text.push('o'),
                'đ' | 'ð' => self.text.push('d'),
                'ł' => self.text.push('l'),
                'ı' => self.text.push('i'),
                'þ' => self.text.push_str("th"),
                other => self.text.push(other),
            }
        }
    }

    fn finish(self) -> String {
        self.text
    }
}

fn place_of(letter: char) -> Option<usize> {
    let number = u32::from(letter);
    (FIRST_HAN..=LAST_HAN).contains(&number).then(|| (number - FIRST_HAN) as usize)
}

fn half_width(letter: char) -> char {
    char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter)
}

fn is_plain(letter: char) -> bool {
    matches!(letter, '\0'..='\u{7F}' | '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}' | '\u{3000}'..='\u{3002}')
}

fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}')
}

fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_spellings_of_one_text_fold_alike() {
        let cases = [
            ("ＡＢＣ　１２３", "abc 123"),
            ("  Crème   Brûlée\t", "creme brulee"),
            ("華為技術有限公司", "华为技术有限公司"),
            ("臺灣積體電路", "台湾积体电路"),
            ("裡裏", "里里"),
            ("㈱ソニー", "(株)ソニー"),
            ("ｶﾞｽ", "ガス"),
            ("Straße", "strasse"),
            ("Łódź Øre", "lodz ore"),
            ("zero\u{200B}width\u{FEFF}", "zerowidth"),
            ("한국", "한국"),
            ("（中国）", "(中国)"),
            ("\u{7}bell", "bell"),
            ("", ""),
        ];
        for (written, wanted) in cases {
            assert_eq!(fold(written), wanted, "{written}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for number in 0..0x3_2000 {
            if let Some(letter) = char::from_u32(number) {
                let once = fold(&format!("a{letter}b"));
                assert_eq!(fold(&once), once, "U+{number:04X}");
            }
        }
    }
}
