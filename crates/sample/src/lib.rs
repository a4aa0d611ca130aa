//! The demo company: a deterministic generator of customers, their rhythms and everything that hangs on them.

mod activities;
mod care;
mod chance;
mod company;
mod contacts;
mod customers;
mod habit;
mod messy;
mod names;
mod orders;
mod products;
mod season;
mod sheet;
mod staff;
mod standing;
mod words;

pub use company::*;
pub use messy::{Meaning, MessyRow, MessySheet, messy_chinese_rows};
pub use sheet::{Header, orders_spreadsheet};

use jiff::ToSpan;
use jiff::civil::Date;
use orders::Calendar;

/// A tea merchant with three years of orders up to today. The same seed and day give the same company.
pub fn company(seed: u64, today: Date) -> Company {
    let calendar = Calendar::new(today.saturating_sub(3.years()), today);
    let products = products::products(seed);
    let mut entries = customers::book(seed, calendar.start, today);
    let (orders, truths) = orders::orders(seed, &calendar, &entries, &products);
    let doubles = customers::doubles(&mut entries);
    let (contacts, contact_roles) = contacts::contacts(seed, &mut entries);
    let activities = activities::activities(seed, &calendar, &entries, &contact_roles);
    standing::settle(seed, today, &mut entries, &orders, &activities, &truths);
    Company {
        name: "蓝田茶业 Lantian Tea",
        currency: "CNY",
        time_zone: "Asia/Shanghai",
        today,
        teams: staff::teams(),
        roles: staff::roles(),
        users: staff::users(),
        tags: staff::tags(),
        categories: products::categories(),
        preferences: care::preferences(seed, &calendar, &entries),
        tasks: care::tasks(seed, &calendar, &entries),
        comments: care::comments(seed, &calendar, &entries, &orders),
        relationships: customers::relationships(&entries, seed),
        products,
        contacts,
        contact_roles,
        orders,
        activities,
        truths,
        doubles,
        customers: entries.into_iter().map(|entry| entry.customer).collect(),
    }
}
