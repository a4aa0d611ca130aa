use catalog::Key;
use catalog::keys::order_line;
use records::{Ctx, Draft, Record};
use value::{Decimal, Money, Value};

/// Goods that come back have a negative quantity; who says nothing else means a return.
pub(super) fn kind_from_the_sign(draft: &mut Draft, before: Option<&Record>, _: &Ctx) {
    if draft.get("kind").is_some_and(|kind| !kind.is_null()) {
        return;
    }
    let Some(quantity) = draft.get("quantity").and_then(Value::as_decimal) else { return };
    let known = before.map(|line| line.text("kind"));
    let kind = match known {
        Some("cancellation" | "free") => return,
        Some(_) | None if quantity.is_sign_negative() && !quantity.is_zero() => "return",
        Some(_) | None => "sale",
    };
    draft.put("kind", Value::text(kind));
}

/// Quantity x price less discount, unless somebody says what the line comes to.
pub(super) fn amount_from_the_price(draft: &mut Draft, before: Option<&Record>, ctx: &Ctx) {
    if draft.get("amount").is_some_and(|amount| !amount.is_null()) {
        return;
    }
    let asked = draft.get("amount").is_some();
    let parts = ["quantity", "unit_price", "discount"];
    if before.is_some() && !asked && !parts.iter().any(|part| draft.get(part).is_some()) {
        return;
    }
    let Some(price) = number(draft, before, order_line::UNIT_PRICE) else { return };
    let quantity = number(draft, before, order_line::QUANTITY).unwrap_or(Decimal::ONE);
    let discount = number(draft, before, order_line::DISCOUNT).unwrap_or(Decimal::ZERO);
    if let Some(amount) =
        amount(quantity, price, discount).and_then(|sum| Money::from_decimal(sum, ctx.currency).ok())
    {
        draft.write(order_line::AMOUNT, amount);
    }
}

fn amount(quantity: Decimal, price: Decimal, discount: Decimal) -> Option<Decimal> {
    let hundred = Decimal::ONE_HUNDRED;
    quantity.checked_mul(price)?.checked_mul(hundred.checked_sub(discount)?)?.checked_div(hundred)
}

pub(super) fn number(draft: &Draft, before: Option<&Record>, key: Key<Decimal>) -> Option<Decimal> {
    match draft.get(key.field) {
        Some(_) => draft.read(key),
        None => before.and_then(|line| line.read(key)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use value::{Currency, Timestamp};

    fn ctx() -> Ctx {
        let now = Timestamp::from_second(1_790_000_000).unwrap();
        Ctx { now, today: now.to_zoned(jiff::tz::TimeZone::UTC).date(), currency: Currency::CNY }
    }

    fn line(quantity: &str, price: &str) -> Draft {
        let number = |text: &str| Value::Decimal(text.parse().unwrap());
        Draft::new("order_line").set("quantity", number(quantity)).set("unit_price", number(price))
    }

    fn minor(draft: &Draft) -> i64 {
        draft.get("amount").and_then(Value::as_money).unwrap().minor
    }

    #[test]
    fn a_line_comes_to_quantity_times_price_less_discount() {
        let mut draft = line("3", "19.99").set("discount", Value::Decimal(Decimal::from(15)));
        amount_from_the_price(&mut draft, None, &ctx());
        assert_eq!(minor(&draft), 5097);
        let mut half = line("0.5", "0.01");
        amount_from_the_price(&mut half, None, &ctx());
        assert_eq!(minor(&half), 1, "half a fen is rounded away from zero");
    }

    #[test]
    fn what_somebody_says_is_kept() {
        let mut draft = line("3", "19.99").set("amount", Value::Money(Money::new(1, Currency::CNY)));
        amount_from_the_price(&mut draft, None, &ctx());
        assert_eq!(minor(&draft), 1);
        let mut draft = line("-3", "1").set("kind", Value::text("cancellation"));
        kind_from_the_sign(&mut draft, None, &ctx());
        assert_eq!(draft.get("kind").and_then(Value::as_text), Some("cancellation"));
    }

    #[test]
    fn a_negative_quantity_is_a_return() {
        let mut back = line("-3", "1");
        kind_from_the_sign(&mut back, None, &ctx());
        assert_eq!(back.get("kind").and_then(Value::as_text), Some("return"));
        let mut sold = line("3", "1");
        kind_from_the_sign(&mut sold, None, &ctx());
        assert_eq!(sold.get("kind").and_then(Value::as_text), Some("sale"));
    }

    #[test]
    fn what_does_not_fit_into_money_stays_empty() {
        let mut draft = line("79228162514264337593543950335", "79228162514264337593543950335");
        amount_from_the_price(&mut draft, None, &ctx());
        assert!(draft.get("amount").is_none());
    }
}
