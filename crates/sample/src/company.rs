use jiff::civil::{Date, DateTime};
use serde::Serialize;

/// The demo company. Lists point at each other by index; amounts are in fen; choices are values of the catalog.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Company {
    pub name: &'static str,
    pub currency: &'static str,
    pub time_zone: &'static str,
    pub today: Date,
    pub teams: Vec<Team>,
    pub roles: Vec<Role>,
    pub users: Vec<User>,
    pub tags: Vec<Tag>,
    pub categories: Vec<Category>,
    pub products: Vec<Product>,
    pub customers: Vec<Customer>,
    pub contacts: Vec<Contact>,
    pub contact_roles: Vec<ContactRole>,
    pub relationships: Vec<Relationship>,
    pub orders: Vec<Order>,
    pub preferences: Vec<Preference>,
    pub activities: Vec<Activity>,
    pub tasks: Vec<Task>,
    pub comments: Vec<Comment>,
    /// What only the generator knows, customer by customer.
    pub truths: Vec<Truth>,
    /// Customers that stand in the list twice: the first and his double.
    pub doubles: Vec<(usize, usize)>,
}

/// The process behind a customer's orders.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Truth {
    pub joined_on: Option<Date>,
    pub rate_per_week: f64,
    /// Shape of the waiting times: 1 is memoryless, more is a steady rhythm.
    pub regularity: f64,
    pub dropout_chance: f64,
    pub alive: bool,
    /// Day of the last purchase, after which nothing would ever have come.
    pub dropped_out_on: Option<Date>,
    pub mean_order: i64,
    pub margin_share: f64,
    /// Rate x order x margin over a year; nothing when gone.
    pub expected_margin_12m: i64,
    /// What he spends a year in the category, with everybody.
    pub wallet_12m: i64,
    /// Bought below cost and much visited.
    pub drain: bool,
    pub referrer: Option<usize>,
    pub referred: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Team {
    pub name: &'static str,
    pub parent: Option<usize>,
    pub leader: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Role {
    pub name: &'static str,
    pub description: &'static str,
    pub rights: Rights,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Rights {
    Administrator,
    Granted { grants: Vec<Grant>, fields: Vec<FieldRule> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Grant {
    pub object: &'static str,
    pub action: &'static str,
    pub scope: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FieldRule {
    pub object: &'static str,
    pub field: &'static str,
    pub level: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct User {
    pub name: &'static str,
    pub email: &'static str,
    pub language: &'static str,
    pub job_title: &'static str,
    pub phone: &'static str,
    pub team: usize,
    pub manager: Option<usize>,
    pub role: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tag {
    pub name: &'static str,
    pub color: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Category {
    pub name: &'static str,
    pub parent: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Product {
    pub code: String,
    pub name: String,
    pub description: String,
    pub category: usize,
    pub unit: &'static str,
    pub price: i64,
    pub cost: i64,
    pub status: &'static str,
    pub barcode: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Address {
    pub country: &'static str,
    pub province: &'static str,
    pub city: &'static str,
    pub district: &'static str,
    pub street: String,
    pub postcode: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Customer {
    pub name: String,
    pub short_name: Option<String>,
    pub kind: &'static str,
    pub roles: Vec<&'static str>,
    pub status: &'static str,
    pub grade: Option<&'static str>,
    pub source: Option<&'static str>,
    pub industry: Option<&'static str>,
    pub parent: Option<usize>,
    pub referred_by: Option<usize>,
    pub contact: Option<usize>,
    pub tags: Vec<usize>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
    pub tax_number: Option<String>,
    pub address: Option<Address>,
    pub birthday: Option<Date>,
    pub lunar_birthday: Option<String>,
    pub habits: Option<String>,
    pub employees: Option<i64>,
    pub stated_wallet: Option<i64>,
    pub next_contact_on: Option<Date>,
    pub last_contact_on: Option<Date>,
    pub external_id: String,
    /// Nobody: the customer is in the public pool.
    pub owner: Option<usize>,
    pub created_on: Date,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contact {
    pub family: String,
    pub given: String,
    pub full: String,
    pub customer: usize,
    pub salutation: &'static str,
    pub job_title: &'static str,
    pub decision: &'static str,
    pub mobile: String,
    pub email: Option<String>,
    pub wechat: Option<String>,
    pub birthday: Option<Date>,
    pub owner: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContactRole {
    pub customer: usize,
    pub contact: usize,
    pub role: &'static str,
    pub main: bool,
    pub since: Date,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Relationship {
    pub customer: usize,
    pub other: usize,
    pub kind: &'static str,
    pub since: Date,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Order {
    pub external_number: String,
    pub customer: Option<usize>,
    pub ordered_on: Date,
    pub ordered_at: DateTime,
    pub status: &'static str,
    pub kind: &'static str,
    pub channel: &'static str,
    pub note: Option<String>,
    pub owner: usize,
    pub lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub product: usize,
    pub quantity: i64,
    pub unit_price: i64,
    pub discount: i64,
    pub amount: i64,
    pub cost: i64,
    pub kind: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preference {
    pub customer: usize,
    pub topic: &'static str,
    pub attitude: &'static str,
    pub strength: i64,
    pub evidence: String,
    pub noted_on: Date,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Activity {
    pub subject: String,
    pub kind: &'static str,
    pub state: &'static str,
    pub direction: Option<&'static str>,
    pub happened_at: DateTime,
    pub seconds: Option<i64>,
    pub customer: usize,
    pub contact: Option<usize>,
    pub body: Option<String>,
    pub outcome: Option<&'static str>,
    pub owner: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Task {
    pub subject: String,
    pub status: &'static str,
    pub priority: &'static str,
    pub due_on: Date,
    pub done_at: Option<DateTime>,
    pub customer: Option<usize>,
    pub owner: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comment {
    pub about: About,
    pub body: String,
    pub mentions: Vec<usize>,
    pub author: usize,
    pub at: DateTime,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum About {
    Customer(usize),
    Order(usize),
}

impl Order {
    pub fn total(&self) -> i64 {
        self.lines.iter().map(|line| line.amount).sum()
    }

    pub fn margin(&self) -> i64 {
        self.lines.iter().map(|line| line.amount - line.cost).sum()
    }

    /// Counts as bought: neither a draft nor cancelled.
    pub fn stands(&self) -> bool {
        !matches!(self.status, "draft" | "cancelled")
    }
}
