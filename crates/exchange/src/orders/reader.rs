use super::columns::Columns;
use super::line::{Goods, Head, Line, LineKind, Numbering, OrderKind, Party, PartyKind};
use super::{Refusal, options};
use crate::cell::{self, CellError, Style};
use crate::mapping::PlanError;
use crate::reading::{Cell, Row};
use jiff::civil::DateTime;
use value::Decimal;
use value::text::{HOME, fold};

/// Understands row after row; a row without any head continues the order above it, as in sheets with merged cells.
pub struct LineReader {
    columns: Columns,
    styles: Vec<Style>,
    home: String,
    above: Option<(Head, Option<Party>)>,
}

const SUMMARIES: [&str; 9] =
    ["合计", "总计", "小计", "累计", "本页合计", "total", "grand total", "subtotal", "sum"];
const PERSON_NAME: usize = 4;

impl LineReader {
    /// `styles` holds one style a column.
    pub fn new(map: &[Option<String>], styles: Vec<Style>) -> Result<LineReader, PlanError> {
        let columns = Columns::of(map);
        if columns.ordered.is_none() {
            return Err(PlanError::Missing("order.ordered_on".to_owned()));
        }
        if columns.amount.is_none() && columns.unit_price.is_none() && columns.quantity.is_none() {
            return Err(PlanError::Missing("order_line.amount".to_owned()));
        }
        Ok(LineReader { columns, styles, home: HOME.to_owned(), above: None })
    }

    /// Telephone numbers that name no country belong to this one.
    pub fn at_home_in(self, country: &str) -> LineReader {
        LineReader { home: country.to_owned(), ..self }
    }

    pub fn read(&mut self, row: &Row) -> Result<Line, Refusal> {
        let fields = Fields { row, styles: &self.styles, home: &self.home };
        let columns = &self.columns;
        let (head, party) = match self.continued(row) {
            Some(above) => above,
            None => {
                if is_summary(row) {
                    return Err(fields.refuse(None, CellError::bare("summary_row")));
                }
                fields.head_and_party(columns)?
            }
        };
        let line = fields.line(columns, head, party)?;
        self.above = Some((line.head.clone(), line.party.clone()));
        Ok(line)
    }

    fn continued(&self, row: &Row) -> Option<(Head, Option<Party>)> {
        let columns = &self.columns;
        columns.number?;
        let party = &columns.party;
        let heads = [columns.number, columns.ordered, party.name, party.external_id];
        let bare = heads.into_iter().flatten().all(|column| row.cell(column).is_blank());
        bare.then(|| self.above.clone()).flatten()
    }
}

struct Fields<'a> {
    row: &'a Row,
    styles: &'a [Style],
    home: &'a str,
}

impl Fields<'_> {
    fn head_and_party(&self, columns: &Columns) -> Result<(Head, Option<Party>), Refusal> {
        let party = self.party(columns)?;
        let ordered = self.moment(columns.ordered)?;
        let given = self.text(columns.number)?;
        let day = ordered.map(|moment| moment.date());
        let (number, numbering) = match (given, columns.number) {
            (Some(number), _) => (number, Numbering::Given),
            (None, Some(column)) => return Err(self.refuse(Some(column), CellError::bare("required"))),
            (None, None) => (derived(party.as_ref(), day, self.row.number), Numbering::Derived),
        };
        if ordered.is_none() {
            return Err(self.refuse(columns.ordered, CellError::bare("required")));
        }
        let currency = match self.text(columns.currency)? {
            Some(text) => match cell::currency(&text) {
                Some(code) => Some(code),
                None => return Err(self.refuse(columns.currency, CellError::new("not_an_option", &text))),
            },
            None => None,
        };
        let kind = self.choice(columns.kind, "order.kind")?.map(|kind| match kind {
            "return" => OrderKind::Return,
            _ => OrderKind::Sale,
        });
        let head = Head {
            kind: kind.or_else(|| is_cancellation(&number).then_some(OrderKind::Return)),
            number,
            numbering,
            ordered,
            status: self.choice(columns.status, "order.status")?.map(str::to_owned),
            channel: self.choice(columns.channel, "order.channel")?.map(str::to_owned),
            currency,
            owner: self.text(columns.owner)?,
            note: self.text(columns.note)?,
        };
        Ok((head, party))
    }

    fn party(&self, columns: &Columns) -> Result<Option<Party>, Refusal> {
        let columns = &columns.party;
        let party = Party {
            key: String::new(),
            kind: PartyKind::Company,
            name: self.text(columns.name)?,
            external_id: self.text(columns.external_id)?,
            phone: self.at(columns.phone, |cell, _| cell::phone(cell, self.home))?,
            email: self.at(columns.email, |cell, _| cell::email(cell))?,
            tax_number: self.text(columns.tax_number)?,
            country: self.text(columns.country)?,
            province: self.text(columns.province)?,
            city: self.text(columns.city)?,
            street: self.text(columns.street)?,
            postcode: self.text(columns.postcode)?,
        };
        let kind = match party.name.as_deref() {
            Some(name) if is_person(name) => PartyKind::Person,
            Some(_) | None => PartyKind::Company,
        };
        Ok(party_key(&party, kind).map(|key| Party { key, kind, ..party }))
    }

    fn goods(&self, columns: &Columns) -> Result<Option<Goods>, Refusal> {
        let columns = &columns.goods;
        let name = self.text(columns.name)?;
        let Some(code) = self.text(columns.code)?.or_else(|| name.clone()) else { return Ok(None) };
        Ok(Some(Goods {
            code,
            name,
            category: self.text(columns.category)?,
            unit: self.text(columns.unit)?,
            price: self.decimal(columns.price)?,
            cost: self.decimal(columns.cost)?,
        }))
    }

    fn line(&self, columns: &Columns, mut head: Head, party: Option<Party>) -> Result<Line, Refusal> {
        let given = self.decimal(columns.quantity)?;
        let amount = self.at(columns.amount, cell::amount)?;
        let price = self.at(columns.unit_price, cell::amount)?;
        let discount = self.at(columns.discount, discount)?.unwrap_or_default();
        let found_currency = amount.or(price).and_then(|amount| amount.currency);
        head.currency = head.currency.or(found_currency);
        let too_large = || self.refuse(columns.amount.or(columns.unit_price), CellError::bare("too_large"));
        let mut quantity = given.unwrap_or(Decimal::ONE);
        let (price, amount) = match (price.map(|price| price.number), amount.map(|amount| amount.number)) {
            (Some(price), Some(amount)) => (price, amount),
            (Some(price), None) => {
                let left = (Decimal::ONE_HUNDRED - discount) / Decimal::ONE_HUNDRED;
                let gross = quantity.checked_mul(price).ok_or_else(too_large)?;
                (price, gross.checked_mul(left).ok_or_else(too_large)?)
            }
            (None, Some(amount)) => (amount.checked_div(quantity).unwrap_or(amount).round_dp(4), amount),
            (None, None) if columns.amount.is_none() && columns.unit_price.is_none() && given.is_some() => {
                (Decimal::ZERO, Decimal::ZERO)
            }
            (None, None) => {
                return Err(self.refuse(columns.amount.or(columns.unit_price), CellError::bare("required")));
            }
        };
        let mut amount = if amount.is_zero() { Decimal::ZERO } else { amount };
        if head.kind == Some(OrderKind::Return) && columns.kind.is_some() && quantity.is_sign_positive() {
            quantity = -quantity;
        }
        if quantity.is_sign_negative()
            && price.is_sign_positive()
            && amount.is_sign_positive()
            && !amount.is_zero()
        {
            amount = -amount;
        }
        Ok(Line {
            row: self.row.number,
            kind: line_kind(&head, quantity, amount, columns.unit_price),
            head,
            party,
            goods: self.goods(columns)?,
            quantity,
            unit_price: price,
            discount,
            amount,
            cost: self.decimal(columns.cost)?,
            description: self.text(columns.description)?,
        })
    }

    fn text(&self, column: Option<usize>) -> Result<Option<String>, Refusal> {
        self.at(column, |cell, _| Ok(cell::text(cell)?.map(|text| text.into_owned())))
    }

    fn decimal(&self, column: Option<usize>) -> Result<Option<Decimal>, Refusal> {
        self.at(column, cell::decimal)
    }

    fn moment(&self, column: Option<usize>) -> Result<Option<DateTime>, Refusal> {
        self.at(column, cell::moment)
    }

    fn choice(&self, column: Option<usize>, target: &str) -> Result<Option<&'static str>, Refusal> {
        self.at(column, |cell, _| cell::choice(cell, options(target)))
    }

    fn at<T>(
        &self,
        column: Option<usize>,
        read: impl FnOnce(Cell<'_>, &Style) -> Result<Option<T>, CellError>,
    ) -> Result<Option<T>, Refusal> {
        let Some(column) = column else { return Ok(None) };
        let cell = self.row.cell(column);
        match self.styles.get(column) {
            Some(style) => read(cell, style),
            None => read(cell, &Style::default()),
        }
        .map_err(|error| self.refuse(Some(column), error))
    }

    fn refuse(&self, column: Option<usize>, error: CellError) -> Refusal {
        Refusal { row: self.row.number, column, error }
    }
}

/// In percent off; `9折` leaves nine tenths.
fn discount(cell: Cell<'_>, style: &Style) -> Result<Option<Decimal>, CellError> {
    let left = match cell {
        Cell::Text(text) => text.trim().strip_suffix('折'),
        Cell::Empty | Cell::Number(_) | Cell::Moment(_) | Cell::Boolean(_) | Cell::Fault(_) => None,
    };
    let percent = match left {
        Some(tenths) => cell::decimal(Cell::Text(tenths), style)?.map(|left| match left < Decimal::TEN {
            true => Decimal::ONE_HUNDRED - left * Decimal::TEN,
            false => Decimal::ONE_HUNDRED - left,
        }),
        None => cell::percent(cell, style)?,
    };
    match percent {
        Some(percent) if percent.is_sign_negative() || percent > Decimal::ONE_HUNDRED => {
            Err(CellError::new("out_of_range", &cell.shown()))
        }
        found => Ok(found),
    }
}

/// What cost nothing was given away where a price says so; without one it is a purchase of unknown or no amount.
fn line_kind(head: &Head, quantity: Decimal, amount: Decimal, price: Option<usize>) -> LineKind {
    let negative = (quantity.is_sign_negative() && !quantity.is_zero()) || amount.is_sign_negative();
    match (negative, amount.is_zero(), price) {
        (true, ..) if is_cancellation(&head.number) => LineKind::Cancellation,
        (true, ..) => LineKind::Return,
        (false, true, Some(_)) => LineKind::Free,
        (false, true, None) | (false, false, _) => LineKind::Sale,
    }
}

/// Invoices that begin with C cancel another one.
fn is_cancellation(number: &str) -> bool {
    let mut letters = number.chars();
    matches!(letters.next(), Some('C' | 'c'))
        && number.len() > 1
        && letters.all(|letter| letter.is_ascii_digit())
}

fn is_summary(row: &Row) -> bool {
    let first = row.cells().find(|cell| !cell.is_blank());
    let Some(Cell::Text(text)) = first else { return false };
    let folded = fold(text);
    SUMMARIES.contains(&folded.trim_end_matches([':', ' ']))
}

/// Two to four hanzi are the name of a person; companies have longer ones.
fn is_person(name: &str) -> bool {
    let length = name.chars().count();
    (2..=PERSON_NAME).contains(&length)
        && name.chars().all(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

/// Persons share names, so their telephone number tells them apart.
fn party_key(party: &Party, kind: PartyKind) -> Option<String> {
    if let Some(id) = &party.external_id {
        return Some(format!("id:{id}"));
    }
    let phone = || party.phone.as_ref().map(|phone| format!("phone:{phone}"));
    match (&party.name, kind) {
        (Some(name), PartyKind::Person) => {
            Some(format!("name:{} {}", fold(name), party.phone.as_deref().unwrap_or_default()))
        }
        (Some(name), PartyKind::Company) => Some(format!("name:{}", fold(name))),
        (None, _) => phone().or_else(|| party.email.as_ref().map(|email| format!("email:{email}"))),
    }
}

fn derived(party: Option<&Party>, day: Option<jiff::civil::Date>, row: u64) -> String {
    match (party, day) {
        (Some(party), Some(day)) => format!("{} {day}", party.title()),
        (Some(_) | None, _) => format!("row {row}"),
    }
}
