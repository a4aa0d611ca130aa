use super::fold::{Script, fold, script};

const HAN_FORMS: [&str; 22] = [
    "股份有限责任公司",
    "集团股份有限公司",
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "控股有限公司",
    "有限合伙企业",
    "个人独资企业",
    "有限公司",
    "股份公司",
    "控股公司",
    "责任公司",
    "集团公司",
    "株式会社",
    "合同会社",
    "有限会社",
    "普通合伙",
    "有限合伙",
    "个体户",
    "总公司",
    "公司",
    "集团",
];

const FORM_BEGINNINGS: [(&str, &str); 12] = [
    ("you", "xian"),
    ("gu", "fen"),
    ("ze", "ren"),
    ("ji", "tuan"),
    ("kong", "gu"),
    ("gong", "si"),
    ("zong", "gong"),
    ("zhu", "shi"),
    ("he", "tong"),
    ("pu", "tong"),
    ("ge", "ti"),
    ("ge", "ren"),
];

const LATIN_FORMS: [&str; 48] = [
    "ab",
    "ag",
    "as",
    "asa",
    "aps",
    "bhd",
    "bv",
    "bvba",
    "co",
    "coltd",
    "company",
    "corp",
    "corporation",
    "doo",
    "eood",
    "gmbh",
    "group",
    "holding",
    "holdings",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kk",
    "lda",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "sdn",
    "se",
    "spa",
    "srl",
    "sro",
    "zoo",
];

/// The name of a company without what varies from paper to paper: legal form, punctuation, blanks, case, script.
/// Two records with one normal name are very likely the same company.
pub fn normal_name(name: &str) -> String {
    let folded = without_country(&fold(name));
    let mut words = words_of(&folded);
    while words.len() > 1 && words.last().is_some_and(|word| LATIN_FORMS.contains(&word.as_str())) {
        words.pop();
    }
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    let joined = words.concat();
    let start = joined.strip_prefix("株式会社").filter(|rest| !rest.is_empty()).unwrap_or(&joined);
    let letters: Vec<char> = start.chars().collect();
    letters[..core_length(&letters)].iter().collect()
}

/// How many of the folded characters stand before the legal form at the end; never none of them.
pub(crate) fn core_length(letters: &[char]) -> usize {
    let mut length = letters.len();
    while let Some(form) = HAN_FORMS.iter().find(|form| ends_with(&letters[..length], form)) {
        let shorter = length - form.chars().count();
        if shorter < 2 {
            return length;
        }
        length = shorter;
    }
    length
}

/// Whether typed syllables (or first letters of syllables) can be the beginning of a legal form.
pub(crate) fn may_begin_form(typed: &[&str]) -> bool {
    FORM_BEGINNINGS.iter().any(|(first, second)| match typed {
        [] => false,
        [one] => first.starts_with(one),
        [one, two, ..] => first.starts_with(one) && second.starts_with(two),
    })
}

fn without_country(folded: &str) -> String {
    let mut text = folded.to_owned();
    for country in ["(中国)", "(china)", "[中国]", "【中国】", "(prc)", "(p.r.c.)"] {
        text = text.replace(country, " ");
    }
    text
}

fn words_of(folded: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut current: Option<Script> = None;
    for letter in folded.chars() {
        let kind = script(letter);
        match kind {
            Script::Gap if matches!(letter, '.' | '\'' | '’') => continue,
            Script::Gap => current = None,
            Script::Han | Script::Letter => {
                if current != Some(kind) {
                    words.push(String::new());
                }
                if let Some(word) = words.last_mut() {
                    word.push(letter);
                }
                current = Some(kind);
            }
        }
    }
    words
}

fn ends_with(letters: &[char], form: &str) -> bool {
    let count = form.chars().count();
    letters.len() >= count && letters[letters.len() - count..].iter().copied().eq(form.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_of_one_company_agree() {
        let groups: [&[&str]; 6] = [
            &[
                "华为技术有限公司",
                "華為技術有限公司",
                "华为技术",
                " 华为（中国）技术 有限责任公司",
                "华为技术集团有限公司",
            ],
            &[
                "Huawei Technologies Co., Ltd.",
                "HUAWEI TECHNOLOGIES CO LTD",
                "Huawei-Technologies",
                "Huawei Technologies Co.Ltd",
            ],
            &["Siemens AG", "siemens a.g.", "Siemens (China) Ltd., Inc."],
            &["Müller GmbH & Co. KG", "MULLER", "Müller Holding GmbH"],
            &["株式会社ソニー", "ソニー株式会社"],
            &["The Body Shop Limited", "body shop"],
        ];
        for group in groups {
            for name in group {
                assert_eq!(normal_name(name), normal_name(group[0]), "{name}");
            }
        }
    }

    #[test]
    fn a_name_that_is_only_a_form_stays() {
        assert_eq!(normal_name("集团有限公司"), "集团有限公司");
        assert_eq!(normal_name("Inc."), "inc");
        assert_eq!(normal_name("公司"), "公司");
        assert_eq!(normal_name("光华公司"), "光华");
        assert_eq!(normal_name("!!!"), "");
    }

    #[test]
    fn different_companies_stay_different() {
        assert_ne!(normal_name("华为技术有限公司"), normal_name("华为终端有限公司"));
        assert_ne!(normal_name("光明乳业"), normal_name("光明乳业上海分公司"));
    }
}
