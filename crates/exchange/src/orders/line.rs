use jiff::civil::DateTime;
use value::{Currency, Decimal};

/// One row, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub row: u64,
    pub head: Head,
    pub party: Option<Party>,
    pub goods: Option<Goods>,
    pub quantity: Decimal,
    pub unit_price: Decimal,
    pub discount: Decimal,
    pub amount: Decimal,
    pub cost: Option<Decimal>,
    pub description: Option<String>,
    pub kind: LineKind,
}

/// What a row says about its order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Head {
    pub number: String,
    pub numbering: Numbering,
    pub ordered: Option<DateTime>,
    pub kind: Option<OrderKind>,
    pub status: Option<String>,
    pub channel: Option<String>,
    pub currency: Option<Currency>,
    pub owner: Option<String>,
    pub note: Option<String>,
}

/// Where the number of an order comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    #[default]
    Given,
    /// The file has no numbers: what one customer bought on one day is one order.
    Derived,
}

/// What a row says about its customer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// Rows with the same key belong to the same customer.
    pub key: String,
    pub kind: PartyKind,
    pub name: Option<String>,
    pub external_id: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub tax_number: Option<String>,
    pub country: Option<String>,
    pub province: Option<String>,
    pub city: Option<String>,
    pub street: Option<String>,
    pub postcode: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PartyKind {
    #[default]
    Company,
    Person,
}

/// What a row says about its product; the code names it, without a code its name does.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Goods {
    pub code: String,
    pub name: Option<String>,
    pub category: Option<String>,
    pub unit: Option<String>,
    pub price: Option<Decimal>,
    pub cost: Option<Decimal>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderKind {
    Sale,
    Return,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    Sale,
    Return,
    Cancellation,
    Free,
}

impl OrderKind {
    pub fn name(self) -> &'static str {
        match self {
            OrderKind::Sale => "sale",
            OrderKind::Return => "return",
        }
    }
}

impl LineKind {
    pub fn name(self) -> &'static str {
        match self {
            LineKind::Sale => "sale",
            LineKind::Return => "return",
            LineKind::Cancellation => "cancellation",
            LineKind::Free => "free",
        }
    }
}

impl Party {
    /// What the customer is called: without a name, by his number.
    pub fn title(&self) -> &str {
        let names = [&self.name, &self.external_id, &self.phone, &self.email];
        names.into_iter().flatten().map(String::as_str).next().unwrap_or(&self.key)
    }
}
