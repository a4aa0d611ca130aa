use super::company::core_length;
use super::fold::{Script, fold};
use super::pinyin::{Place, Syllable, initial, readings, runs};

/// Longer texts are searched by their beginning.
const MOST_LETTERS: usize = 2_000;
/// Texts with more hanzi than a name has are found by pairs of hanzi only.
const LONGEST_NAME: usize = 40;
/// In so short a name every syllable can be typed alone, in a longer one the first.
const SHORT_NAME: usize = 4;

/// The terms under which the search index keeps one text: made of digits and small letters only, sorted, no doubles.
///
/// - pairs of hanzi; single hanzi of a name except its legal form
/// - letters and digits: every three in a row, and the first two of a word
/// - `1huawei`: two syllables in a row, `2hw`: their first letters, `3hua`: one syllable
/// - `2华`, `2h`: how the text begins, written and spoken
pub fn grams(text: &str) -> Vec<String> {
    let beginning: String = text.chars().take(MOST_LETTERS).collect();
    let runs = runs(&fold(&beginning));
    let hanzi: usize = runs.iter().filter(|run| run.script == Script::Han).map(|run| run.letters.len()).sum();
    let place = if runs.len() == 1 { Place::Whole } else { Place::Part };
    let mut terms = Vec::new();
    for (number, run) in runs.iter().enumerate() {
        match run.script {
            Script::Han => {
                pairs(&run.letters, &mut terms);
                if hanzi <= LONGEST_NAME {
                    let core = core_length(&run.letters);
                    terms.extend(run.letters[..core].iter().map(char::to_string));
                    for reading in readings(&run.letters, place) {
                        spoken(&reading[..core], &mut terms);
                        if number == 0 {
                            terms.extend(initial(reading[0]).map(first_letter));
                        }
                    }
                }
                if number == 0 {
                    terms.push(first_letter(run.letters[0]));
                }
            }
            Script::Letter => {
                word(&run.letters, &mut terms);
                if number == 0 {
                    terms.push(first_letter(run.letters[0]));
                }
            }
            Script::Gap => {}
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

pub(crate) fn syllable_pair(first: &str, second: &str) -> String {
    format!("1{first}{second}")
}

pub(crate) fn initial_pair(first: char, second: char) -> String {
    format!("2{first}{second}")
}

pub(crate) fn first_letter(letter: char) -> String {
    format!("2{letter}")
}

pub(crate) fn syllable_alone(syllable: &str) -> String {
    format!("3{syllable}")
}

pub(crate) fn triples(letters: &[char]) -> impl Iterator<Item = String> {
    letters.windows(3).map(|three| three.iter().collect())
}

pub(crate) fn beginning(letters: &[char]) -> String {
    letters.iter().take(2).collect()
}

fn pairs(letters: &[char], terms: &mut Vec<String>) {
    terms.extend(letters.windows(2).map(|two| two.iter().collect::<String>()));
}

fn word(letters: &[char], terms: &mut Vec<String>) {
    terms.push(beginning(letters));
    terms.extend(triples(letters));
}

fn spoken(reading: &[Syllable], terms: &mut Vec<String>) {
    let alone = if reading.len() <= SHORT_NAME { reading.len() } else { 1 };
    terms.extend(reading[..alone].iter().flatten().map(|syllable| syllable_alone(syllable)));
    for two in reading.windows(2) {
        if let [Some(first), Some(second)] = two {
            terms.push(syllable_pair(first, second));
            if let (Some(one), Some(other)) = (initial(two[0]), initial(two[1])) {
                terms.push(initial_pair(one, other));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_name_has_few_terms() {
        let terms = grams("深圳市华为技术投资有限公司");
        for wanted in ["华为", "限公", "华", "1huawei", "1weiji", "2hw", "3shen", "2s", "2深"] {
            assert!(terms.contains(&wanted.to_owned()), "{wanted} in {terms:?}");
        }
        for unwanted in ["限", "1gongsi", "2gs", "3hua"] {
            assert!(!terms.contains(&unwanted.to_owned()), "{unwanted} in {terms:?}");
        }
        assert!(terms.len() <= 43, "{} terms", terms.len());
        assert!(grams("晖来计算机科技有限公司").len() <= 37);
        assert!(grams("周岩").len() <= 11);
    }

    #[test]
    fn words_and_numbers_are_cut_into_threes() {
        assert_eq!(grams("HP"), ["2h", "hp"]);
        assert_eq!(grams("+8613800"), ["138", "28", "380", "613", "800", "86", "861"]);
        assert!(grams("Plan B").contains(&"b".to_owned()));
        assert_eq!(grams(" - / "), Vec::<String>::new());
    }

    #[test]
    fn terms_are_safe_tokens() {
        for text in ["O'Neil \"quoted\" AND (x) OR *", "张三（上海）,ltd", "한국 ガス 한", "Ünïcödé ½ №5 ️ 👍🏽"]
        {
            for term in grams(text) {
                assert!(
                    term.chars().all(|letter| letter.is_alphanumeric() && !letter.is_uppercase()),
                    "{term}"
                );
            }
        }
    }

    #[test]
    fn long_texts_are_bounded() {
        assert!(grams(&"长文本测试一二三".repeat(10_000)).len() < 20);
        assert!(grams(&"abcdefgh ".repeat(100_000)).len() < 20);
        let long: String = ('\u{4E00}'..'\u{9000}').collect();
        assert!(grams(&long).len() <= MOST_LETTERS);
    }
}
