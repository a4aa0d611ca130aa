use super::company::normal_name;
use super::fold::{Script, fold, script, squeeze};
use super::pinyin::{Place, Run, Syllable, initial, readings, runs};
use super::query::{Part, Query};
use super::typo::{allowed_edits, edits_to_beginning};
use std::cell::OnceCell;

const SAME: f32 = 1.0;
const SAME_NAME: f32 = 0.95;
const BEGINNING: f32 = 0.85;
const WORD_BEGINNING: f32 = 0.8;
const WITHIN: f32 = 0.75;
const SCATTERED: f32 = 0.65;
const SPOKEN: Spoken = Spoken { all: 0.7, beginning: 0.6, within: 0.5 };
const INITIALS: Spoken = Spoken { all: 0.55, beginning: 0.45, within: 0.4 };
const ONE_EDIT: f32 = 0.3;
const MORE_EDITS: f32 = 0.2;
/// What a text gains for being hardly longer than what was typed.
const CLOSENESS: f32 = 0.05;
const SEVERAL_WORDS: f32 = 0.95;

struct Spoken {
    all: f32,
    beginning: f32,
    within: f32,
}

impl Query {
    /// How well a text matches, 1 best; none when it does not.
    pub fn rank(&self, text: &str) -> Option<f32> {
        self.rank_among(&[text]).map(|(_, rank)| rank)
    }

    /// How well the texts of one record match together, and which of them does so best:
    /// every word that was typed must be in one of them.
    pub fn rank_among(&self, texts: &[&str]) -> Option<(usize, f32)> {
        let texts: Vec<Candidate> = texts.iter().map(|text| Candidate::of(text)).collect();
        if let Some(best) = best_of(&self.whole, &texts) {
            return Some(best);
        }
        if self.parts.len() < 2 {
            return None;
        }
        let mut sum = 0.0;
        let mut top = (0, 0.0);
        for part in &self.parts {
            let best = best_of(part, &texts)?;
            sum += best.1;
            if best.1 > top.1 {
                top = best;
            }
        }
        Some((top.0, SEVERAL_WORDS * sum / self.parts.len() as f32))
    }
}

fn best_of(part: &Part, texts: &[Candidate]) -> Option<(usize, f32)> {
    let ranks = texts.iter().enumerate().filter_map(|(number, text)| Some((number, text.rank(part)?)));
    ranks.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

struct Candidate {
    folded: String,
    squeezed: String,
    length: f32,
    runs: OnceCell<Vec<Run>>,
}

impl Candidate {
    fn of(text: &str) -> Candidate {
        let folded = fold(text);
        let squeezed = squeeze(&folded);
        let length = squeezed.chars().count().max(1) as f32;
        Candidate { folded, squeezed, length, runs: OnceCell::new() }
    }

    fn rank(&self, part: &Part) -> Option<f32> {
        if part.squeezed.is_empty() {
            return None;
        }
        let found =
            self.as_written(part).or_else(|| self.as_spoken(part)).or_else(|| self.with_slips(part))?;
        let closeness = (part.squeezed.chars().count() as f32 / self.length).min(1.0);
        Some((found + CLOSENESS * closeness).min(SAME))
    }

    fn as_written(&self, part: &Part) -> Option<f32> {
        if self.squeezed == part.squeezed {
            return Some(SAME);
        }
        let digits = part.digits.as_deref().unwrap_or(&part.squeezed);
        let Some(at) = self.squeezed.find(&part.squeezed).or_else(|| self.squeezed.find(digits)) else {
            return self.same_name(part).or_else(|| self.scattered(part));
        };
        if let Some(rank) = self.same_name(part) {
            return Some(rank);
        }
        if at == 0 {
            return Some(BEGINNING);
        }
        let before = self.folded.find(&part.folded).and_then(|at| self.folded[..at].chars().next_back());
        let starts_word = before.is_some_and(|letter| script(letter) == Script::Gap);
        Some(if starts_word { WORD_BEGINNING } else { WITHIN })
    }

    fn same_name(&self, part: &Part) -> Option<f32> {
        let likely = !part.normal.is_empty() && self.squeezed.contains(&part.normal);
        (likely && normal_name(&self.folded) == part.normal).then_some(SAME_NAME)
    }

    fn scattered(&self, part: &Part) -> Option<f32> {
        let words = runs(&part.folded);
        let each_is_in =
            words.iter().all(|word| self.squeezed.contains(&word.letters.iter().collect::<String>()));
        (words.len() > 1 && !part.folded.contains(' ') && each_is_in).then_some(SCATTERED)
    }

    fn as_spoken(&self, part: &Part) -> Option<f32> {
        let typed = part.typed.as_ref()?;
        let runs = self.runs();
        let place = if runs.len() == 1 { Place::Whole } else { Place::Part };
        let mut best: Option<f32> = None;
        for (number, run) in runs.iter().enumerate().filter(|(_, run)| run.script == Script::Han) {
            for reading in readings(&run.letters, place) {
                let full = spoken_at(&reading, &typed.syllables, number).map(|at| SPOKEN.rank(at));
                let short =
                    typed.initials.as_ref().and_then(|initials| initials_at(&reading, initials, number));
                let rank = full.or(short.map(|at| INITIALS.rank(at)));
                best = best.into_iter().chain(rank).reduce(f32::max);
            }
        }
        best
    }

    fn with_slips(&self, part: &Part) -> Option<f32> {
        let mut worst = 0;
        for typed in &part.words {
            let limit = allowed_edits(typed);
            let words = self.runs().iter().filter(|run| run.script == Script::Letter);
            let nearest = words.filter_map(|word| edits_to_beginning(typed, &word.letters, limit)).min()?;
            worst = worst.max(nearest);
        }
        let only_words = part.squeezed.chars().all(|letter| letter.is_ascii_alphanumeric());
        match worst {
            0 => None,
            _ if !only_words => None,
            1 => Some(ONE_EDIT),
            _ => Some(MORE_EDITS),
        }
    }

    fn runs(&self) -> &[Run] {
        self.runs.get_or_init(|| runs(&self.folded))
    }
}

#[derive(Clone, Copy)]
enum At {
    All,
    Beginning,
    Within,
}

impl Spoken {
    fn rank(&self, at: At) -> f32 {
        match at {
            At::All => self.all,
            At::Beginning => self.beginning,
            At::Within => self.within,
        }
    }
}

fn spoken_at(reading: &[Syllable], typed: &str, run: usize) -> Option<At> {
    let from = (0..reading.len()).find(|from| speaks(&reading[*from..], typed))?;
    let length: usize = reading.iter().flatten().map(|syllable| syllable.len()).sum();
    Some(match (from, run) {
        (0, 0) if length == typed.len() => At::All,
        (0, 0) => At::Beginning,
        _ => At::Within,
    })
}

/// Whether the syllables, the last one perhaps unfinished, begin with what was typed.
fn speaks(reading: &[Syllable], typed: &str) -> bool {
    let mut rest = typed;
    for syllable in reading {
        let Some(syllable) = syllable else { return false };
        if syllable.starts_with(rest) {
            return true;
        }
        match rest.strip_prefix(syllable) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

fn initials_at(reading: &[Syllable], typed: &str, run: usize) -> Option<At> {
    let letters: String = reading.iter().map(|syllable| initial(*syllable).unwrap_or(' ')).collect();
    let from = letters.find(typed)?;
    Some(match (from, run) {
        (0, 0) if letters.len() == typed.len() => At::All,
        (0, 0) => At::Beginning,
        _ => At::Within,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(typed: &str, texts: &[&str]) -> Vec<String> {
        let query = Query::new(typed);
        let mut ranked: Vec<(f32, &str)> =
            texts.iter().filter_map(|text| Some((query.rank(text)?, *text))).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranked.into_iter().map(|(_, text)| text.to_owned()).collect()
    }

    #[test]
    fn better_matches_come_first() {
        assert_eq!(
            order("华为", &["北京华为科技", "华北", "华为技术", "华为", "花为媒", "华为有限公司"]),
            ["华为", "华为有限公司", "华为技术", "北京华为科技"]
        );
        assert_eq!(
            order(
                "huawei",
                &["华为", "Huawei Ltd", "Shen Huawei", "Huawie", "华为技术", "新华伟业", "huawei"]
            ),
            ["huawei", "Huawei Ltd", "Shen Huawei", "华为", "华为技术", "新华伟业", "Huawie"]
        );
        assert_eq!(
            order("hw", &["北京华为", "HW", "华为", "华为技术"]),
            ["HW", "华为", "华为技术", "北京华为"]
        );
    }

    #[test]
    fn words_may_be_in_different_texts() {
        let query = Query::new("华为 13800");
        let texts = ["华为技术有限公司", "+8613800138000"];
        assert!(query.rank_among(&texts).is_some_and(|(_, rank)| rank > 0.5));
        assert_eq!(query.rank_among(&["华为技术有限公司", "+8613911112222"]), None);
        assert_eq!(Query::new("139").rank_among(&["华为", "+8613911112222"]).map(|(at, _)| at), Some(1));
    }

    #[test]
    fn ranks_stay_between_nought_and_one() {
        for typed in ["华为技术", "huawei", "hwjs", "wei"] {
            let rank = Query::new(typed).rank("华为技术").unwrap();
            assert!((0.0..=1.0).contains(&rank), "{typed} {rank}");
        }
        assert_eq!(Query::new("").rank("华为"), None);
    }
}
