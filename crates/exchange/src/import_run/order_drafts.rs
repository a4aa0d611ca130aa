use crate::cell::CellError;
use crate::orders::{Goods, Line, Order, Party, PartyKind, Refusal};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use records::Draft;
use serde_json::{Map, Value as Json};
use value::{Currency, Decimal, Id, Money, Value};

const NAME_LENGTH: usize = 200;

pub(super) fn customer(party: &Party) -> Draft {
    let mut draft =
        Draft::new("customer").set("name", clipped(party.title())).set("status", Value::text("active"));
    draft.put(
        "kind",
        Value::text(match party.kind {
            PartyKind::Company => "company",
            PartyKind::Person => "person",
        }),
    );
    let texts = [
        ("external_id", &party.external_id),
        ("phone", &party.phone),
        ("email", &party.email),
        ("tax_number", &party.tax_number),
    ];
    put_texts(&mut draft, texts);
    let parts = [
        ("country", &party.country),
        ("province", &party.province),
        ("city", &party.city),
        ("street", &party.street),
        ("postcode", &party.postcode),
    ];
    let address: Map<String, Json> = parts
        .into_iter()
        .filter_map(|(part, text)| Some((part.to_owned(), Json::from(text.clone()?))))
        .collect();
    if !address.is_empty() {
        draft.put("address", Value::Json(Json::Object(address)));
    }
    draft
}

pub(super) fn product(goods: &Goods, line: &Line, category: Option<Id>, currency: Currency) -> Draft {
    let name = goods.name.as_ref().unwrap_or(&goods.code);
    let mut draft = Draft::new("product").set("code", Value::text(&goods.code)).set("name", clipped(name));
    put_texts(&mut draft, [("unit", &goods.unit)]);
    put_some(&mut draft, "category", category.map(Value::Id));
    let price =
        goods.price.or(Some(line.unit_price)).filter(|price| price.is_sign_positive() && !price.is_zero());
    put_some(&mut draft, "price", price.and_then(|price| money(price, currency)));
    put_some(
        &mut draft,
        "cost",
        goods.cost.filter(Decimal::is_sign_positive).and_then(|cost| money(cost, currency)),
    );
    draft
}

pub(super) fn order(order: &Order, customer: Option<Id>, owner: Option<Id>, zone: &TimeZone) -> Draft {
    let head = &order.head;
    let mut draft = Draft::new("order")
        .set("external_number", Value::text(&head.number))
        .set("kind", Value::text(order.kind().name()))
        .set("status", Value::text(head.status.as_deref().unwrap_or("done")));
    put_some(&mut draft, "customer", customer.map(Value::Id));
    put_some(&mut draft, "owner", owner.map(Value::Id));
    if let Some(ordered) = head.ordered {
        draft.put("ordered_on", Value::Date(ordered.date()));
        let timed =
            (ordered.time() != Time::midnight()).then(|| ordered.to_zoned(zone.clone()).ok()).flatten();
        put_some(&mut draft, "ordered_at", timed.map(|zoned| Value::Moment(zoned.timestamp())));
    }
    put_texts(&mut draft, [("channel", &head.channel)]);
    put_some(&mut draft, "currency", head.currency.map(|currency| Value::text(currency.code())));
    // A name that is no user's would be lost otherwise.
    let rep = head.owner.as_deref().filter(|_| owner.is_none());
    let note: Vec<&str> = head.note.as_deref().into_iter().chain(rep).collect();
    if !note.is_empty() {
        draft.put("note", Value::text(note.join("\n")));
    }
    draft
}

pub(super) fn line(
    line: &Line,
    order: Id,
    product: Option<Id>,
    currency: Currency,
) -> Result<Draft, (&'static str, CellError)> {
    let too_large = |field| (field, CellError::bare("too_large"));
    let amount = money(line.amount, currency).ok_or_else(|| too_large("amount"))?;
    let unit_cost = line.goods.as_ref().and_then(|goods| goods.cost);
    let cost = match (line.cost, unit_cost) {
        (Some(cost), _) => Some(cost),
        (None, Some(cost)) => Some(cost.checked_mul(line.quantity).ok_or_else(|| too_large("cost"))?),
        (None, None) => None,
    };
    let mut draft = Draft::new("order_line")
        .set("order", Value::Id(order))
        .set("quantity", Value::Decimal(line.quantity))
        .set("unit_price", Value::Decimal(line.unit_price))
        .set("amount", amount)
        .set("kind", Value::text(line.kind.name()));
    put_some(&mut draft, "product", product.map(Value::Id));
    put_some(&mut draft, "cost", cost.and_then(|cost| money(cost, currency)));
    if !line.discount.is_zero() {
        draft.put("discount", Value::Decimal(line.discount));
    }
    let name = line.goods.as_ref().and_then(|goods| goods.name.as_ref());
    if let Some(text) = line.description.as_ref().or(name) {
        draft.put("description", clipped(text));
    }
    Ok(draft)
}

pub(super) fn other_customer(row: u64, order: &str, known: &str, named: &str) -> Refusal {
    let mut error = CellError::new("other_customer", named);
    error.params.push(("order", order.to_owned()));
    error.params.push(("customer", known.to_owned()));
    Refusal { row, column: None, error }
}

fn put_some(draft: &mut Draft, field: &str, value: Option<Value>) {
    if let Some(value) = value {
        draft.put(field, value);
    }
}

fn put_texts<const N: usize>(draft: &mut Draft, texts: [(&str, &Option<String>); N]) {
    for (field, text) in texts {
        put_some(draft, field, text.as_ref().map(Value::text));
    }
}

fn money(amount: Decimal, currency: Currency) -> Option<Value> {
    Money::from_decimal(amount, currency).ok().map(Value::Money)
}

fn clipped(text: &str) -> Value {
    Value::Text(text.chars().take(NAME_LENGTH).collect())
}
