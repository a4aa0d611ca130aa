use super::fold::{Script, fold, script};
use ::pinyin::ToPinyin;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One letter of a text and how it is spoken.
pub(crate) type Syllable = Option<&'static str>;

/// The pinyin of every hanzi, other words as they are, single blanks between: `华为5G` is `hua wei 5g`.
/// The letter ü is written u.
pub fn pinyin_full(text: &str) -> String {
    spoken(text).join(" ")
}

/// First letters of the pinyin of every hanzi, other words as they are: `华为5G` is `hw5g`.
pub fn pinyin_initials(text: &str) -> String {
    let mut initials = String::new();
    for run in runs(&fold(text)) {
        match run.script {
            Script::Han => {
                initials.extend(readings(&run.letters, Place::Whole)[0].iter().filter_map(|s| initial(*s)));
            }
            Script::Letter | Script::Gap => initials.extend(run.letters),
        }
    }
    initials
}

/// A stretch of folded characters of one script.
pub(crate) struct Run {
    pub script: Script,
    pub letters: Vec<char>,
}

/// Whether a run is the whole text, so that it can be a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Whole,
    Part,
}

/// Words and stretches of hanzi; what stands between two stretches of hanzi only separates words.
pub(crate) fn runs(folded: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for letter in folded.chars() {
        let kind = script(letter);
        if kind == Script::Gap {
            open = false;
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.script == kind && (open || kind == Script::Han) => run.letters.push(letter),
            _ => runs.push(Run { script: kind, letters: vec![letter] }),
        }
        open = true;
    }
    runs
}

/// How the letters may be spoken, the likeliest first: a second reading only where a name may begin with a surname.
pub(crate) fn readings(letters: &[char], place: Place) -> Vec<Vec<Syllable>> {
    let plain = phrase_reading(letters);
    let longest_name =
        if COMPOUND_SURNAMES.iter().any(|(name, _)| starts_with(letters, name)) { 4 } else { 3 };
    if place == Place::Part || letters.len() < 2 || letters.len() > longest_name {
        return vec![plain];
    }
    match surname_reading(letters) {
        Some(surname) => {
            let mut named = plain.clone();
            for (at, syllable) in surname.iter().enumerate() {
                named[at] = Some(syllable);
            }
            if named == plain { vec![plain] } else { vec![named, plain] }
        }
        None => vec![plain],
    }
}

pub(crate) fn initial(syllable: Syllable) -> Option<char> {
    syllable.and_then(|syllable| syllable.chars().next())
}

fn spoken(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let runs = runs(&fold(text));
    let place = if runs.len() == 1 { Place::Whole } else { Place::Part };
    for run in runs {
        match run.script {
            Script::Han => {
                let reading = &readings(&run.letters, place)[0];
                let pairs = reading.iter().zip(&run.letters);
                words.extend(pairs.map(|(syllable, letter)| match syllable {
                    Some(syllable) => (*syllable).to_owned(),
                    None => letter.to_string(),
                }));
            }
            Script::Letter | Script::Gap => words.push(run.letters.iter().collect()),
        }
    }
    words
}

fn phrase_reading(letters: &[char]) -> Vec<Syllable> {
    let mut reading: Vec<Syllable> = letters.iter().map(|letter| letter_reading(*letter)).collect();
    for at in 1..letters.len() {
        if let Some((first, second)) = PHRASES.get(&[letters[at - 1], letters[at]]) {
            reading[at - 1] = Some(first);
            reading[at] = Some(second);
        }
    }
    reading
}

fn letter_reading(letter: char) -> Syllable {
    if let Some((_, spoken)) = LETTERS.iter().find(|(written, _)| *written == letter) {
        return Some(spoken);
    }
    let plain = letter.to_pinyin()?.plain();
    match plain {
        "lü" => Some("lu"),
        "lüe" => Some("lue"),
        "nü" => Some("nu"),
        "nüe" => Some("nue"),
        "ê" | "hm" | "m" | "n" | "ng" => None,
        other => Some(other),
    }
}

fn surname_reading(letters: &[char]) -> Option<Vec<&'static str>> {
    if let Some((_, spoken)) = COMPOUND_SURNAMES.iter().find(|(name, _)| starts_with(letters, name)) {
        return Some(spoken.split(' ').collect());
    }
    let first = *letters.first()?;
    SURNAMES.iter().find(|(surname, _)| *surname == first).map(|(_, spoken)| vec![*spoken])
}

fn starts_with(letters: &[char], name: &str) -> bool {
    letters.len() > name.chars().count() && letters.iter().copied().zip(name.chars()).all(|(a, b)| a == b)
}

/// Letters that names of companies and places speak differently from the dictionary's first reading.
const LETTERS: [(char, &str); 12] = [
    ('长', "chang"),
    ('都', "du"),
    ('佛', "fo"),
    ('晟', "sheng"),
    ('曾', "zeng"),
    ('泊', "bo"),
    ('埗', "bu"),
    ('番', "fan"),
    ('莘', "xin"),
    ('囍', "xi"),
    ('枞', "zong"),
    ('什', "shi"),
];

const SURNAMES: [(char, &str); 30] = [
    ('单', "shan"),
    ('仇', "qiu"),
    ('解', "xie"),
    ('查', "zha"),
    ('朴', "piao"),
    ('区', "ou"),
    ('盖', "ge"),
    ('翟', "zhai"),
    ('缪', "miao"),
    ('乐', "yue"),
    ('召', "shao"),
    ('员', "yun"),
    ('黑', "he"),
    ('繁', "po"),
    ('秘', "bi"),
    ('折', "she"),
    ('洗', "xian"),
    ('种', "chong"),
    ('覃', "qin"),
    ('祭', "zhai"),
    ('适', "kuo"),
    ('隗', "wei"),
    ('郇', "xun"),
    ('谌', "chen"),
    ('佴', "nai"),
    ('句', "gou"),
    ('能', "nai"),
    ('卜', "bu"),
    ('牟', "mu"),
    ('行', "xing"),
];

const COMPOUND_SURNAMES: [(&str, &str); 12] = [
    ("万俟", "mo qi"),
    ("尉迟", "yu chi"),
    ("长孙", "zhang sun"),
    ("单于", "chan yu"),
    ("令狐", "ling hu"),
    ("澹台", "tan tai"),
    ("欧阳", "ou yang"),
    ("司马", "si ma"),
    ("诸葛", "zhu ge"),
    ("上官", "shang guan"),
    ("皇甫", "huang fu"),
    ("夏侯", "xia hou"),
];

static PHRASES: LazyLock<HashMap<[char; 2], (&'static str, &'static str)>> = LazyLock::new(|| {
    let mut phrases = HashMap::new();
    for line in include_str!("phrases.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        if let (Some(written), Some(first), Some(second)) = (words.next(), words.next(), words.next())
            && let [one, two] = written.chars().collect::<Vec<_>>()[..]
        {
            phrases.insert([one, two], (first, second));
        }
    }
    phrases
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spoken_as_people_say_them() {
        let cases = [
            ("华为技术有限公司", "hua wei ji shu you xian gong si"),
            ("華為5G", "hua wei 5g"),
            ("招商银行", "zhao shang yin hang"),
            ("行知教育", "xing zhi jiao yu"),
            ("重庆长安汽车", "chong qing chang an qi che"),
            ("厦门大厦", "xia men da sha"),
            ("成都首都机场", "cheng du shou du ji chang"),
            ("东莞模具", "dong guan mu ju"),
            ("绿色女鞋", "lu se nu xie"),
            ("单雄信", "shan xiong xin"),
            ("单位", "shan wei"),
            ("简单科技", "jian dan ke ji"),
            ("曾志伟", "zeng zhi wei"),
            ("仇英", "qiu ying"),
            ("尉迟敬德", "yu chi jing de"),
            ("董事长", "dong shi zhang"),
            ("Apple", "apple"),
        ];
        for (written, spoken) in cases {
            assert_eq!(pinyin_full(written), spoken, "{written}");
        }
    }

    #[test]
    fn initials_are_first_letters() {
        assert_eq!(pinyin_initials("华为技术"), "hwjs");
        assert_eq!(pinyin_initials("3M中国"), "3mzg");
        assert_eq!(pinyin_initials("单 雄信"), "sxx");
    }

    #[test]
    fn a_surname_keeps_its_other_reading() {
        let letters: Vec<char> = "单位".chars().collect();
        let readings = readings(&letters, Place::Whole);
        assert_eq!(readings, vec![vec![Some("shan"), Some("wei")], vec![Some("dan"), Some("wei")]]);
    }

    #[test]
    fn every_phrase_is_a_pair_with_two_syllables() {
        let lines = include_str!("phrases.txt").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(PHRASES.len(), lines.count());
    }
}
