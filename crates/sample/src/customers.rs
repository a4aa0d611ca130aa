use crate::chance::Chance;
use crate::company::{Customer, Relationship};
use crate::habit::{Habit, Trade};
use crate::names::{self, Home, Lines};
use crate::products::PRODUCTS;
use crate::season::{days_between, later};
use crate::staff::{REPS, SALES_MANAGER};
use crate::words::{LUNAR_DAYS, LUNAR_MONTHS};
use jiff::civil::{Date, date};
use std::collections::HashSet;

pub(crate) const CUSTOMERS: usize = 2_000;

/// A customer with the habits that make his orders; those who only look have none.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub customer: Customer,
    pub home: Home,
    pub trade: Trade,
    pub habit: Option<Habit>,
}

/// All customers in the order in which they came.
pub(crate) fn book(seed: u64, start: Date, today: Date) -> Vec<Entry> {
    let mut chance = Chance::of(seed, "customers", 0);
    let mut names = HashSet::new();
    let mut entries: Vec<Entry> =
        (0..CUSTOMERS).map(|_| entry(&mut chance, &mut names, start, today)).collect();
    entries.sort_by_key(|entry| entry.customer.created_on);
    refer(&mut entries, &mut Chance::of(seed, "referrals", 0));
    adopt(&mut entries, &mut Chance::of(seed, "parents", 0));
    for (index, entry) in entries.iter_mut().enumerate() {
        entry.customer.external_id = format!("K{:05}", index + 1);
    }
    entries
}

/// Customers of the list a second time, as a colleague would have typed them.
pub(crate) fn doubles(entries: &mut [Entry]) -> Vec<(usize, usize)> {
    let firms: Vec<usize> = (0..entries.len())
        .filter(|index| {
            let entry = &entries[*index];
            entry.customer.kind == "company"
                && entry.habit.is_some()
                && short_form(&entry.customer.name).is_some()
        })
        .collect();
    let spare: Vec<usize> = (0..entries.len())
        .filter(|index| entries[*index].habit.is_none() && entries[*index].customer.kind == "company")
        .collect();
    let mut pairs = Vec::new();
    for (place, second) in spare.iter().take(12).enumerate() {
        let first = firms[place * firms.len() / 12];
        let original = entries[first].customer.clone();
        let double = &mut entries[*second].customer;
        double.name = short_form(&original.name).unwrap_or(original.name);
        double.phone = original.phone;
        double.email = original.email.filter(|_| place % 3 == 0);
        double.address = original.address.filter(|_| place % 2 == 0);
        double.website = None;
        double.short_name = None;
        double.tax_number = None;
        pairs.push((first, *second));
    }
    pairs
}

pub(crate) fn relationships(entries: &[Entry], seed: u64) -> Vec<Relationship> {
    let mut chance = Chance::of(seed, "relationships", 0);
    let mut list = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let since = entry.customer.created_on;
        if let Some(other) = entry.customer.referred_by {
            list.push(Relationship { customer: index, other, kind: "referred_by", since });
        }
        if let Some(other) = entry.customer.parent {
            list.push(Relationship { customer: index, other, kind: "parent", since });
        }
        if index > 0 && chance.happens(0.03) {
            let kind = match entry.customer.kind {
                "person" => *chance.pick(&["family", "friend"]),
                _ => *chance.pick(&["partner", "supplier", "competitor"]),
            };
            list.push(Relationship { customer: index, other: chance.below(index), kind, since });
        }
    }
    list
}

fn entry(chance: &mut Chance, names: &mut HashSet<String>, start: Date, today: Date) -> Entry {
    let trade = Trade::any(chance);
    let home = Home::any(chance);
    let buys = !chance.happens(0.08);
    let created_on = if !buys {
        later(today, -chance.between(3, 420))
    } else if chance.happens(0.4) {
        later(start, -chance.between(1, 1_400))
    } else {
        later(start, chance.between(0, days_between(start, today) - 12))
    };
    let mut customer = blank(created_on);
    match trade {
        Trade::Consumer => person(&mut customer, chance, names, home),
        Trade::EndUser | Trade::Dealer | Trade::Wholesaler | Trade::Distributor | Trade::Agent => {
            firm(&mut customer, chance, names, home, trade);
        }
    }
    customer.address = chance.happens(0.9).then(|| names::address(chance, home));
    customer.source = chance.happens(0.85).then(|| {
        *chance.pick(&[
            "search_engine",
            "advertising",
            "exhibition",
            "website",
            "store",
            "telephone",
            "visit",
            "promotion",
            "partner",
        ])
    });
    customer.owner = owner(chance, home, trade);
    for tag in 0..10 {
        if chance.happens(0.05) {
            customer.tags.push(tag);
        }
    }
    let habit = buys.then(|| Habit::new(chance, trade, PRODUCTS));
    Entry { customer, home, trade, habit }
}

fn blank(created_on: Date) -> Customer {
    Customer {
        name: String::new(),
        short_name: None,
        kind: "company",
        roles: Vec::new(),
        status: "prospect",
        grade: None,
        source: None,
        industry: None,
        parent: None,
        referred_by: None,
        contact: None,
        tags: Vec::new(),
        phone: None,
        email: None,
        website: None,
        tax_number: None,
        address: None,
        birthday: None,
        lunar_birthday: None,
        habits: None,
        employees: None,
        stated_wallet: None,
        next_contact_on: None,
        last_contact_on: None,
        external_id: String::new(),
        owner: None,
        created_on,
    }
}

fn person(customer: &mut Customer, chance: &mut Chance, names: &mut HashSet<String>, home: Home) {
    let mut person = names::person(chance, home);
    for _ in 0..30 {
        if !names.contains(&person.full) {
            break;
        }
        person = names::person(chance, home);
    }
    names.insert(person.full.clone());
    customer.kind = "person";
    customer.roles.push("consumer");
    customer.phone = chance.happens(0.93).then(|| names::mobile(chance, home));
    customer.email = chance.happens(0.6).then(|| format!("{}{}@example.com", person.latin, chance.digits(3)));
    customer.name = person.full;
    customer.birthday = chance.happens(0.55).then(|| {
        date(chance.between(1952, 2004) as i16, chance.between(1, 12) as i8, chance.between(1, 28) as i8)
    });
    customer.lunar_birthday = (home != Home::Abroad && chance.happens(0.2))
        .then(|| format!("{}{}", chance.pick(&LUNAR_MONTHS), chance.pick(&LUNAR_DAYS)));
    let habits = match home {
        Home::Mainland | Home::Taiwan => [
            "每天早上先泡一壶绿茶，下午换普洱。",
            "周末在家招待朋友，喜欢小包装。",
            "只在下午三点后接电话。",
            "送礼讲究包装，颜色要喜庆。",
        ],
        Home::Abroad => [
            "Drinks black tea with milk in the morning, oolong after dinner.",
            "Buys gifts for clients twice a year, always asks for plain wrapping.",
            "Prefers messages to calls.",
            "Collects clay pots; asks about new makers.",
        ],
    };
    customer.habits = chance.happens(0.25).then(|| (*chance.pick(&habits)).to_owned());
}

fn firm(customer: &mut Customer, chance: &mut Chance, names: &mut HashSet<String>, home: Home, trade: Trade) {
    let lines = if trade == Trade::EndUser { Lines::Use } else { Lines::Resale };
    let mut firm = names::firm(chance, home, lines);
    for _ in 0..60 {
        if !names.contains(&firm.name) && !names.contains(&firm.short) {
            break;
        }
        firm = names::firm(chance, home, lines);
    }
    names.insert(firm.name.clone());
    let ending = match home {
        Home::Mainland => ".cn.example",
        Home::Taiwan => ".tw.example",
        Home::Abroad => ".example",
    };
    customer.email = chance.happens(0.7).then(|| format!("info@{}{}{ending}", firm.latin, chance.digits(2)));
    customer.website = chance.happens(0.4).then(|| format!("https://www.{}{ending}", firm.latin));
    customer.name = firm.name;
    customer.short_name = Some(firm.short);
    customer.phone = chance.happens(0.92).then(|| names::mobile(chance, home));
    customer.tax_number = chance.happens(0.6).then(|| names::tax_number(chance, home));
    let (role, staff, industries): (&str, i64, &[&'static str]) = match trade {
        Trade::Consumer => ("consumer", 3, &["retail"]),
        Trade::EndUser => (
            "consumer",
            400,
            &["technology", "catering", "services", "health", "education", "culture", "construction"],
        ),
        Trade::Dealer => ("dealer", 25, &["retail", "wholesale"]),
        Trade::Wholesaler => ("wholesaler", 60, &["wholesale"]),
        Trade::Distributor => ("distributor", 150, &["wholesale", "logistics"]),
        Trade::Agent => ("agent", 12, &["services", "wholesale"]),
    };
    customer.roles.push(role);
    if chance.happens(0.06) && role != "agent" {
        customer.roles.push("agent");
    }
    customer.industry = Some(*chance.pick(industries));
    customer.employees = chance.happens(0.7).then(|| chance.between(2, staff));
}

fn owner(chance: &mut Chance, home: Home, trade: Trade) -> Option<usize> {
    if chance.happens(0.06) {
        return None;
    }
    let large = matches!(trade, Trade::Distributor | Trade::Wholesaler);
    if large && chance.happens(0.4) {
        return Some(SALES_MANAGER);
    }
    Some(match home {
        Home::Abroad => REPS[1],
        Home::Mainland | Home::Taiwan => REPS[usize::from(chance.happens(0.12))],
    })
}

// A few people bring many: of some earlier customers the one with the widest influence is asked.
fn refer(entries: &mut [Entry], chance: &mut Chance) {
    let influence: Vec<f64> = entries.iter().map(|_| chance.gamma(0.25)).collect();
    for index in 40..entries.len() {
        let share = match entries[index].trade {
            Trade::Consumer => 0.3,
            Trade::Dealer | Trade::Agent => 0.18,
            Trade::EndUser | Trade::Wholesaler | Trade::Distributor => 0.08,
        };
        if !chance.happens(share) {
            continue;
        }
        let mut best: Option<usize> = None;
        for _ in 0..20 {
            let candidate = chance.below(index);
            let fits = entries[candidate].home == entries[index].home && entries[candidate].habit.is_some();
            if fits && best.is_none_or(|best| influence[candidate] > influence[best]) {
                best = Some(candidate);
            }
        }
        if let Some(referrer) = best {
            entries[index].customer.referred_by = Some(referrer);
            entries[index].customer.source = Some("referral");
        }
    }
}

fn adopt(entries: &mut [Entry], chance: &mut Chance) {
    let heads: Vec<usize> = (0..entries.len())
        .filter(|index| matches!(entries[*index].trade, Trade::Distributor | Trade::EndUser))
        .collect();
    for index in 0..entries.len() {
        if entries[index].trade != Trade::Dealer || !chance.happens(0.16) {
            continue;
        }
        let head = *chance.pick(&heads);
        if entries[head].home == entries[index].home {
            entries[index].customer.parent = Some(head);
        }
    }
}

fn short_form(name: &str) -> Option<String> {
    let forms = [
        ("股份有限公司", ""),
        ("有限责任公司", ""),
        ("有限公司", ""),
        (" Limited", " Ltd"),
        (" Ltd", " Limited"),
        (" Inc.", ""),
        (" GmbH", ""),
    ];
    forms.iter().find_map(|(ending, other)| name.strip_suffix(ending).map(|stem| format!("{stem}{other}")))
}
