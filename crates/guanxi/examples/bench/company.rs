use guanxi::boot::{self, Company};
use guanxi::folder::Folder;
use guanxi::settings::Settings;
use identity::{Setup, TokenOrder};
use records::{Clock, Draft};
use std::path::{Path, PathBuf};
use value::{Currency, Id, Money, Value};

const CHUNK: usize = 2_000;
const PLACES: [&str; 12] =
    ["杭州", "广州", "上海", "成都", "武汉", "南京", "西安", "青岛", "厦门", "长沙", "苏州", "福州"];
const WORDS: [&str; 16] = [
    "华兴",
    "东方",
    "瑞丰",
    "永泰",
    "金桥",
    "天宇",
    "宏达",
    "明珠",
    "长城",
    "新世纪",
    "大地",
    "恒通",
    "海川",
    "万里",
    "中科",
    "百川",
];
const TRADES: [&str; 10] = ["贸易", "茶业", "科技", "食品", "百货", "建材", "机械", "物流", "服饰", "医药"];

/// Who asks in the measurements.
pub struct Prepared {
    pub folder: PathBuf,
    pub token: String,
    pub customers: Vec<String>,
}

/// A folder with so many customers; kept for the next time, because filling takes longer than measuring.
pub fn prepare(customers: usize) -> Prepared {
    let folder = std::env::temp_dir().join(format!("guanxi-bench-{customers}"));
    let done = folder.join("filled");
    if !done.exists() {
        let _ = std::fs::remove_dir_all(&folder);
        let company = open(&folder);
        set_up(&company);
        fill(&company, customers);
        drop(company);
        std::fs::write(&done, b"").unwrap();
    }
    let company = open(&folder);
    let user = company.identity.active_user("bench@example.com").unwrap().unwrap();
    let order = TokenOrder { user, name: "bench", role: None, expires: None };
    let token = company.identity.create_token(&order).unwrap().secret;
    let query = records::Query::of("customer").fields(&["id"]).limit(500);
    let page = company.records.as_system("measure").find(&query).unwrap();
    Prepared {
        folder,
        token,
        customers: page.records.iter().map(|record| record.id().with_prefix("cus")).collect(),
    }
}

pub fn settings() -> Settings {
    let mut settings = Settings::defaults().unwrap();
    settings.security.requests_per_second = 10_000_000;
    settings.insight.nightly_at = String::new();
    settings
}

pub fn open(folder: &Path) -> Company {
    boot::open(&Folder::make(folder).unwrap(), &settings(), Clock::system()).unwrap()
}

fn set_up(company: &Company) {
    let setup = Setup {
        company: "Bench".to_owned(),
        name: "Bench".to_owned(),
        email: "bench@example.com".to_owned(),
        password: "correct horse battery".to_owned(),
        language: catalog::Language::ZhHans,
        currency: Currency::CNY,
        time_zone: None,
    };
    company.identity.set_up(setup).unwrap();
}

fn fill(company: &Company, customers: usize) {
    let door = company.records.as_system("fill a company to measure");
    let begun = std::time::Instant::now();
    for first in (0..customers).step_by(CHUNK) {
        let drafts = (first..customers.min(first + CHUNK)).map(customer).collect();
        let ids = door.transaction(move |work| work.create_many("customer", drafts)).unwrap();
        let figures = ids.into_iter().enumerate().map(|(at, id)| (id, figures(first + at))).collect();
        door.transaction(move |work| work.write_side("customer", figures)).unwrap();
        if first % 100_000 == 0 {
            eprintln!("{first} customers after {:.0} s", begun.elapsed().as_secs_f64());
        }
    }
    eprintln!("{:.0} customers a second", customers as f64 / begun.elapsed().as_secs_f64());
}

fn customer(number: usize) -> Draft {
    let name = format!(
        "{}{}{}{}有限公司",
        PLACES[number % PLACES.len()],
        WORDS[number / 7 % WORDS.len()],
        WORDS[number / 113 % WORDS.len()],
        TRADES[number / 3 % TRADES.len()]
    );
    let status = ["prospect", "active", "dormant", "lost"][number % 4];
    Draft::new("customer")
        .set("name", Value::Text(format!("{name}{number}")))
        .set("status", Value::text(status))
        .set("industry", Value::text(["retail", "wholesale", "catering", "logistics"][number / 4 % 4]))
        .set("phone", Value::Text(format!("+86138{:08}", number * 97 % 100_000_000)))
        .set("external_id", Value::Text(format!("B{number}")))
}

fn figures(number: usize) -> Vec<(String, Value)> {
    let worth = (number as i64).wrapping_mul(7_919) % 10_000_000;
    vec![
        ("value_tier".to_owned(), Value::text(["mvc", "mgc", "maintain", "bz"][number * 31 % 4])),
        ("clv_12m".to_owned(), Value::Money(Money::new(worth, Currency::CNY))),
    ]
}

/// The id as the database keeps it.
pub fn plain(id: &str) -> i64 {
    Id::parse(id, "cus").unwrap().0
}
