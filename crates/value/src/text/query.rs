use super::company::{may_begin_form, normal_name};
use super::fold::{Script, fold, squeeze};
use super::grams::{beginning, first_letter, initial_pair, syllable_alone, syllable_pair, triples};
use super::need::Need;
use super::pinyin::{Run, runs};
use super::syllable::{beginning_with, cuts, is_initial, without_umlaut};
use super::typo;

const LONGEST_QUERY: usize = 200;
const MOST_WORDS: usize = 8;
/// A few neighbouring terms find as few candidates as many would.
const ENOUGH_PAIRS: usize = 3;
const ENOUGH_TERMS: usize = 10;

/// What somebody typed into the search box.
#[derive(Debug, Clone)]
pub struct Query {
    pub(crate) whole: Part,
    pub(crate) parts: Vec<Part>,
    beginning: Option<Need>,
    exact: Option<Need>,
    typo: Option<Need>,
}

/// A word of the query, or the query without its blanks.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub folded: String,
    pub squeezed: String,
    pub normal: String,
    pub words: Vec<Vec<char>>,
    pub typed: Option<Typed>,
    pub digits: Option<String>,
}

/// A word that may be pinyin.
#[derive(Debug, Clone)]
pub(crate) struct Typed {
    pub syllables: String,
    pub initials: Option<String>,
}

impl Query {
    /// Reads what was typed.
    pub fn new(typed: &str) -> Query {
        let clipped: String = typed.chars().take(LONGEST_QUERY).collect();
        let folded = fold(&clipped);
        let parts: Vec<Part> = folded
            .split(' ')
            .map(Part::of)
            .filter(|part| !part.squeezed.is_empty())
            .take(MOST_WORDS)
            .collect();
        let whole = Part::of(&folded);
        let exact = exact_need(&whole, &parts);
        let typo = typo_need(&parts);
        let beginning = exact.as_ref().and_then(|exact| beginning_need(&whole, exact));
        Query { whole, parts, beginning, exact, typo }
    }

    /// The same for texts that also begin with what was typed. Where so many records match that not all of them can be
    /// ranked, the best are among these.
    pub fn beginning(&self) -> Option<&Need> {
        self.beginning.as_ref()
    }

    /// What a record must have to match as it was typed, by hanzi, letters, pinyin or initials;
    /// nothing when too little was typed to search by.
    pub fn exact(&self) -> Option<&Need> {
        self.exact.as_ref()
    }

    /// What a record must have to match with small typing errors; to be tried when the exact way found little.
    pub fn typo(&self) -> Option<&Need> {
        self.typo.as_ref()
    }
}

impl Part {
    fn of(folded: &str) -> Part {
        let squeezed = squeeze(folded);
        let runs = runs(folded);
        let words = runs.iter().filter(|run| run.script == Script::Letter).map(|run| run.letters.clone());
        let is_word = !squeezed.is_empty() && squeezed.bytes().all(|byte| byte.is_ascii_lowercase());
        Part {
            folded: folded.to_owned(),
            normal: normal_name(folded),
            words: words.collect(),
            typed: is_word.then(|| Typed::of(&squeezed)),
            digits: digits_of(folded, &squeezed),
            squeezed,
        }
    }
}

impl Typed {
    fn of(word: &str) -> Typed {
        let initials = word.chars().all(is_initial).then(|| word.to_owned());
        Typed { syllables: without_umlaut(word), initials }
    }

    fn need(&self) -> Vec<Need> {
        let mut ways: Vec<Need> =
            cuts(&self.syllables).iter().filter_map(|cut| syllables_need(cut)).collect();
        ways.extend(self.initials.as_deref().and_then(initials_need));
        ways
    }
}

fn exact_need(whole: &Part, parts: &[Part]) -> Option<Need> {
    let single = whole.squeezed.chars().count() == 1;
    if single && let Some(letter) = whole.squeezed.chars().next() {
        let is_letter = runs(&whole.folded).iter().any(|run| run.script == Script::Letter);
        return Some(Need::Term(if is_letter { first_letter(letter) } else { letter.to_string() }));
    }
    let mut ways: Vec<Need> = Need::all(parts.iter().filter_map(part_need).collect()).into_iter().collect();
    if parts.len() > 1 {
        ways.extend(whole.typed.iter().flat_map(Typed::need));
    }
    if let Some(digits) = &whole.digits {
        ways.extend(number_needs(digits));
    }
    Need::any(ways)
}

fn beginning_need(whole: &Part, exact: &Need) -> Option<Need> {
    let first = whole.squeezed.chars().next()?;
    Need::all(vec![Need::Term(first_letter(first)), exact.clone()])
}

fn part_need(part: &Part) -> Option<Need> {
    let runs = runs(&part.folded);
    if part.squeezed.len() < 2 {
        return None;
    }
    let certain = |run: &&Run| runs.len() == 1 || run.script == Script::Han || run.letters.len() > 2;
    let mut needs: Vec<Need> = runs.iter().filter(certain).filter_map(run_need).collect();
    if let Some(typed) = &part.typed {
        let mut ways: Vec<Need> = Need::all(needs).into_iter().collect();
        ways.extend(typed.need());
        return Need::any(ways);
    }
    needs.truncate(ENOUGH_TERMS);
    Need::all(needs)
}

fn run_need(run: &Run) -> Option<Need> {
    let letters = &run.letters;
    match (run.script, letters.len()) {
        (Script::Han, 1) => Some(Need::Term(letters[0].to_string())),
        (Script::Han, _) => {
            Need::terms(letters.windows(2).take(ENOUGH_TERMS).map(|two| two.iter().collect()))
        }
        (Script::Letter, 0 | 1) | (Script::Gap, _) => None,
        (Script::Letter, 2) => Some(Need::Term(beginning(letters))),
        (Script::Letter, _) => Need::terms(triples(letters).take(ENOUGH_TERMS)),
    }
}

fn syllables_need(cut: &[&str]) -> Option<Need> {
    match cut {
        [] => None,
        [only] => Need::any(beginning_with(only).iter().map(|s| Need::Term(syllable_alone(s))).collect()),
        [first, last] => {
            let endings = beginning_with(last).iter();
            Need::any(endings.map(|ending| Need::Term(syllable_pair(first, ending))).collect())
        }
        many => {
            let certain = &many[..many.len() - 1];
            let kept = (2..certain.len()).find(|at| may_begin_form(&many[*at..])).unwrap_or(certain.len());
            let pairs = certain[..kept].windows(2).take(ENOUGH_PAIRS);
            Need::terms(pairs.map(|two| syllable_pair(two[0], two[1])))
        }
    }
}

fn initials_need(initials: &str) -> Option<Need> {
    let letters: Vec<&str> = initials.split("").filter(|letter| !letter.is_empty()).collect();
    if letters.len() < 2 {
        return None;
    }
    let kept = (2..letters.len()).find(|at| may_begin_form(&letters[*at..])).unwrap_or(letters.len());
    let pairs = initials.as_bytes()[..kept].windows(2).take(ENOUGH_PAIRS + 1);
    Need::terms(pairs.map(|two| initial_pair(char::from(two[0]), char::from(two[1]))))
}

fn number_needs(digits: &str) -> Vec<Need> {
    let letters: Vec<char> = digits.chars().collect();
    if letters.len() < 3 {
        return Vec::new();
    }
    Need::terms(triples(&letters).take(ENOUGH_TERMS)).into_iter().collect()
}

fn typo_need(parts: &[Part]) -> Option<Need> {
    let mut guessed = 0;
    let mut needs = Vec::new();
    for part in parts {
        for run in runs(&part.folded) {
            let guesses = if run.script == Script::Letter { typo::guesses(&run.letters) } else { Vec::new() };
            guessed += guesses.len();
            let ways = run_need(&run).into_iter().chain(guesses).collect();
            needs.extend(Need::any(ways));
        }
    }
    if guessed == 0 { None } else { Need::all(needs) }
}

/// A number typed with blanks, dashes and brackets, without the zeros before an area or country code.
fn digits_of(folded: &str, squeezed: &str) -> Option<String> {
    let typed_as_number = folded.chars().all(|letter| letter.is_ascii_digit() || " -+()./".contains(letter));
    let digits = squeezed.trim_start_matches('0');
    (typed_as_number && digits.len() >= 3).then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::grams;

    fn finds(typed: &str, text: &str) -> bool {
        let query = Query::new(typed);
        query.exact().is_some_and(|need| need.is_met_by(&grams(text))) && query.rank(text).is_some()
    }

    #[test]
    fn a_company_is_found_however_it_is_typed() {
        let huawei = "华为技术有限公司";
        for typed in [
            "华为",
            "華為",
            "huawei",
            "huaw",
            "hw",
            "hua wei",
            "wei ji",
            "weiji",
            "hwjs",
            "hwjsyx",
            "hwjsyxgs",
            "华为技术有限公司",
            "为技",
            "技",
            "有限公司",
            "华 技术",
            "hu",
            "h",
            "ji",
            "js",
            "HUAWEI",
            "ｈｕａ",
            "huaweijishuyouxiangongsi",
            "huawei js",
            "华为（技术）",
            "jishuyou",
            "华为 hw",
        ] {
            assert!(finds(typed, huawei), "{typed}");
        }
        for typed in ["华北", "hb", "weihua", "huabei", "x", "技华", "hwjsgf", "13800"] {
            assert!(!finds(typed, huawei), "{typed}");
        }
    }

    #[test]
    fn the_middle_of_a_long_name_is_found() {
        let name = "深圳市绿源电动车行（集团）股份有限公司";
        for typed in [
            "lvyuan",
            "luyuan",
            "ly",
            "绿源",
            "綠源電動",
            "diandongche",
            "chehang",
            "szslyddch",
            "绿源电动车行集团",
            "源",
        ] {
            assert!(finds(typed, name), "{typed}");
        }
    }

    #[test]
    fn texts_that_begin_alike_can_be_asked_for_first() {
        let met = |typed: &str, text: &str| {
            Query::new(typed).beginning().is_some_and(|need| need.is_met_by(&grams(text)))
        };
        for typed in ["华", "华为", "huawei", "hw", "h", "hua wei"] {
            assert!(met(typed, "华为技术"), "{typed}");
            assert!(!met(typed, "北京华为"), "{typed}");
        }
        assert!(met("tech", "Tech Ltd"));
    }

    #[test]
    fn every_piece_of_a_name_finds_it() {
        for name in
            ["济南亿次元科技有限公司", "晖来计算机科技有限公司", "长安汽车集团股份有限公司", "单雄信", "安娜"]
        {
            let letters: Vec<char> = name.chars().collect();
            let spoken = crate::text::pinyin_full(name).replace(' ', "");
            let initials = crate::text::pinyin_initials(name);
            let pieces =
                (0..letters.len() - 1).flat_map(|from| (from + 2..=letters.len()).map(move |to| (from, to)));
            for (from, to) in pieces {
                assert!(finds(&letters[from..to].iter().collect::<String>(), name), "{from}..{to} of {name}");
            }
            for length in 1..=spoken.len() {
                assert!(finds(&spoken[..length], name), "{} in {name}", &spoken[..length]);
            }
            for length in 1..=initials.len() {
                assert!(finds(&initials[..length], name), "{} in {name}", &initials[..length]);
            }
        }
    }

    #[test]
    fn numbers_are_found_by_any_stretch() {
        let phone = "+8613800138000";
        for typed in ["13800", "138 0013 8000", "+86 138", "8000", "138-0013", "0013"] {
            assert!(finds(typed, phone), "{typed}");
        }
        assert!(finds("010-6655 4433", "+861066554433"));
        assert!(finds("91310000MA1K", "91310000MA1K35N12X"));
        assert!(finds("ma1k35", "91310000MA1K35N12X"));
        assert!(!finds("13801", phone));
    }

    #[test]
    fn words_and_addresses_are_found() {
        assert!(finds("wang.fang@hua", "wang.fang@huawei.com"));
        assert!(finds("fang wang", "Wang Fang"));
        assert!(finds("tech", "Huawei Technologies Co., Ltd."));
        assert!(finds("te", "Huawei Technologies"));
        assert!(finds("muller", "Müller GmbH"));
        assert!(finds("plan b", "Plan B"));
        assert!(finds("o'neil", "O'Neil & Sons"));
        assert!(!finds("gonzo", "Huawei Technologies"));
    }

    #[test]
    fn small_slips_are_forgiven() {
        for (typed, text) in [
            ("huawie", "Huawei Technologies"),
            ("tecnology", "Shenzhen Technology"),
            ("techonlogeis", "Huawei Technologies"),
            ("microsfot", "Microsoft"),
            ("samsumg", "Samsung Electronics"),
            ("smasung", "Samsung"),
            ("huawie tehcno", "Huawei Technologies"),
        ] {
            let query = Query::new(typed);
            let found = query.typo().is_some_and(|need| need.is_met_by(&grams(text)));
            assert!(query.rank(text).is_some(), "rank of {typed}");
            assert!(found, "candidates of {typed}: {:?}", query.typo());
        }
        assert!(Query::new("acme").typo().is_none());
        assert!(Query::new("华为技术").typo().is_none());
    }

    #[test]
    fn anything_may_be_typed() {
        for typed in ["", " ", "\"", "AND", "a AND \"b*", "(((", "'; drop table", "\u{0}", "🤷", "*", "-"] {
            let query = Query::new(typed);
            query.rank("华为");
        }
        assert!(Query::new("  ").exact().is_none());
        assert!(Query::new(&"华".repeat(100_000)).exact().is_some());
    }
}
