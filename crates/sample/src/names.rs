use crate::chance::Chance;
use crate::company::Address;
use crate::words::*;

/// Where a customer is at home: decides the names, telephones and addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    Mainland,
    Taiwan,
    Abroad,
}

#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub family: String,
    pub given: String,
    pub full: String,
    pub latin: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Firm {
    pub name: String,
    pub short: String,
    pub latin: String,
}

impl Home {
    pub fn any(chance: &mut Chance) -> Home {
        match chance.weighted(&[0.68, 0.08, 0.24]) {
            0 => Home::Mainland,
            1 => Home::Taiwan,
            _ => Home::Abroad,
        }
    }
}

pub(crate) fn person(chance: &mut Chance, home: Home) -> Person {
    let (families, givens): (Spelled, Spelled) = match home {
        Home::Mainland => (&SURNAMES, &GIVEN),
        Home::Taiwan => (&TAIWAN_SURNAMES, &TAIWAN_GIVEN),
        Home::Abroad => {
            let (given, family) = (*chance.pick(&FIRST_NAMES), *chance.pick(&LAST_NAMES));
            return Person {
                family: family.to_owned(),
                given: given.to_owned(),
                full: format!("{given} {family}"),
                latin: plain(&format!("{given}.{family}")),
            };
        }
    };
    let (family, family_latin) = *chance.pick(families);
    let (given, given_latin) = *chance.pick(givens);
    Person {
        family: family.to_owned(),
        given: given.to_owned(),
        full: format!("{family}{given}"),
        latin: format!("{given_latin}.{family_latin}"),
    }
}

/// A company name of a town, a brand, a line of business and a legal form.
pub(crate) fn firm(chance: &mut Chance, home: Home, lines: Lines) -> Firm {
    match home {
        Home::Mainland => {
            let town = chance.pick(&TOWNS).1.trim_end_matches('市');
            let (brand, latin) = *chance.pick(&BRANDS);
            let line = *chance.pick(lines.mainland());
            let form = ["有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "商行", "经营部"];
            let name = format!("{town}{brand}{line}{}", chance.pick(&form));
            Firm { name, short: format!("{brand}{line}"), latin: latin.to_owned() }
        }
        Home::Taiwan => {
            let (brand, latin) = *chance.pick(&TAIWAN_BRANDS);
            let line = *chance.pick(&["茶業", "食品", "貿易", "實業", "禮品", "百貨", "餐飲", "生活用品"]);
            let form = *chance.pick(&["股份有限公司", "有限公司", "企業社"]);
            Firm {
                name: format!("{brand}{line}{form}"),
                short: format!("{brand}{line}"),
                latin: latin.to_owned(),
            }
        }
        Home::Abroad => {
            let brand = *chance.pick(&ENGLISH_BRANDS);
            let line = *chance.pick(lines.abroad());
            let form = *chance.pick(&["Ltd", "Ltd", "Limited", "Inc.", "LLC", "Pty Ltd", "GmbH", "& Co."]);
            let short = format!("{brand} {line}");
            Firm { name: format!("{short} {form}"), latin: plain(&short), short }
        }
    }
}

/// Lines of business that a company's name may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lines {
    Resale,
    Use,
    Hardware,
}

impl Lines {
    fn mainland(self) -> &'static [&'static str] {
        match self {
            Lines::Resale => {
                &["茶业", "食品", "商贸", "礼品", "百货", "日用品", "贸易", "茶庄", "副食品", "供应链"]
            }
            Lines::Use => {
                &["科技", "酒店", "餐饮管理", "广告", "物业", "医疗", "教育科技", "建筑", "文化传媒", "会展"]
            }
            Lines::Hardware => &["五金", "机电", "建材", "工具", "汽配", "紧固件", "设备", "装饰工程"],
        }
    }

    fn abroad(self) -> &'static [&'static str] {
        match self {
            Lines::Resale => {
                &["Trading", "Tea Merchants", "Foods", "Gifts", "Imports", "Wholesale", "Provisions"]
            }
            Lines::Use => &["Hotels", "Studios", "Consulting", "Catering", "Software", "Events", "Clinics"],
            Lines::Hardware => {
                &["Tools", "Fixings", "Hardware", "Engineering", "Builders Supplies", "Motor Parts"]
            }
        }
    }
}

pub(crate) fn mobile(chance: &mut Chance, home: Home) -> String {
    match home {
        Home::Mainland => {
            let net = *chance.pick(&["135", "136", "138", "139", "150", "158", "159", "177", "186", "188"]);
            format!("+86{net}00{}", chance.digits(6))
        }
        Home::Taiwan => format!("+8869{}", chance.digits(8)),
        Home::Abroad => format!("+447700{}", chance.digits(6)),
    }
}

pub(crate) fn address(chance: &mut Chance, home: Home) -> Address {
    let number = chance.between(1, 380);
    let (country, town, street) = match home {
        Home::Mainland => ("CN", chance.pick(&TOWNS), format!("{}{number}号", chance.pick(&STREETS))),
        Home::Taiwan => {
            ("TW", chance.pick(&TAIWAN_TOWNS), format!("{}{number}號", chance.pick(&TAIWAN_STREETS)))
        }
        Home::Abroad => {
            let (country, town) = chance.pick(&FOREIGN_TOWNS);
            (*country, town, format!("{number} {}", chance.pick(&ENGLISH_STREETS)))
        }
    };
    let (province, city, districts, postcode) = town;
    let district = chance.pick(districts);
    Address { country, province, city, district, street, postcode: format!("{postcode}{}", chance.digits(2)) }
}

pub(crate) fn tax_number(chance: &mut Chance, home: Home) -> String {
    match home {
        Home::Mainland => credit_code(&format!("9133{}MA{}", chance.digits(4), chance.digits(7))),
        Home::Taiwan => chance.digits(8),
        Home::Abroad => format!("GB{}", chance.digits(9)),
    }
}

// Seventeen characters and the check character of GB 32100.
fn credit_code(stem: &str) -> String {
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let mut weight = 1;
    let mut sum = 0;
    for letter in stem.chars() {
        sum += LETTERS.find(letter).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    let check = LETTERS.chars().nth((31 - sum % 31) % 31).unwrap_or('0');
    format!("{stem}{check}")
}

fn plain(text: &str) -> String {
    text.to_lowercase().chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '.').collect()
}

#[cfg(test)]
mod tests {
    use super::credit_code;

    #[test]
    fn credit_codes_end_with_their_check_character() {
        assert_eq!(credit_code("91350100M000100Y4"), "91350100M000100Y43");
    }
}
