use crate::objects;
use catalog::{Field, Object};
use records::{Bucket, Door, GroupBy, Measure, MeasureOp, Query, Record};
use std::collections::BTreeMap;
use testkit::{Filling, Samples, for_each_database};
use value::{Column, Date, Decimal, FieldType, Money, Value};

const ROWS: usize = 40;
const BUCKETS: [Bucket; 5] = [Bucket::Day, Bucket::Week, Bucket::Month, Bucket::Quarter, Bucket::Year];

#[test]
fn groups_and_sums_are_those_of_the_records() {
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let mut samples = Samples::new(40);
        for object in objects(&company.records) {
            let drafts = (0..ROWS).map(|_| samples.draft(&door, &object.name, Filling::Mixed)).collect();
            let name = object.name.clone();
            door.transaction(move |work| work.create_many(&name, drafts)).unwrap();
            let rows = door.find(&Query::of(&object.name).limit(1000)).unwrap().records;
            for field in &object.fields {
                if matches!(field.column(), Column::Links | Column::Json) {
                    continue;
                }
                let place = format!("{}.{} on {}", object.name, field.name, company.database());
                assert_eq!(counts(&door, &object, field, None), expected(&rows, field, None), "{place}");
                if matches!(field.result, FieldType::Date | FieldType::DateTime) && !field.system {
                    for bucket in BUCKETS {
                        let found = counts(&door, &object, field, Some(bucket));
                        assert_eq!(found, expected(&rows, field, Some(bucket)), "{place} by {bucket:?}");
                    }
                }
                for op in [MeasureOp::Sum, MeasureOp::Min, MeasureOp::Max] {
                    if let Some(wanted) = figure(&rows, field, op) {
                        let measure = Measure { field: field.name.clone(), op };
                        let groups = door.aggregate(&Query::of(&object.name), &[], &[measure]).unwrap();
                        assert_eq!(groups[0].measures, [wanted], "{op:?} of {place}");
                    }
                }
            }
        }
    });
}

fn counts(door: &Door, object: &Object, field: &Field, bucket: Option<Bucket>) -> BTreeMap<String, i64> {
    let group = GroupBy { field: field.name.clone(), bucket };
    let groups = door.aggregate(&Query::of(&object.name), &[group], &[]).unwrap();
    groups.into_iter().map(|group| (format!("{:?}", group.group[0]), group.count)).collect()
}

fn expected(rows: &[Record], field: &Field, bucket: Option<Bucket>) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
    for row in rows {
        let key = match (bucket, row.get(&field.name)) {
            (Some(bucket), Value::Date(day)) => Value::Text(period(*day, bucket)),
            (Some(bucket), Value::Moment(moment)) => {
                Value::Text(period(moment.to_zoned(zone.clone()).date(), bucket))
            }
            (_, other) => other.clone(),
        };
        *counts.entry(format!("{key:?}")).or_default() += 1;
    }
    counts
}

fn period(day: Date, bucket: Bucket) -> String {
    match bucket {
        Bucket::Day => day.to_string(),
        Bucket::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Bucket::Quarter => format!("{:04}-Q{}", day.year(), (day.month() + 2) / 3),
        Bucket::Year => format!("{:04}", day.year()),
        Bucket::Week => {
            let back = i64::from(day.weekday().to_monday_zero_offset());
            value::date_from_days(value::days_of_date(day) - back).unwrap().to_string()
        }
    }
}

/// What a measure comes to in memory; amounts of several currencies have no figure.
fn figure(rows: &[Record], field: &Field, op: MeasureOp) -> Option<Value> {
    let values: Vec<&Value> =
        rows.iter().map(|row| row.get(&field.name)).filter(|value| !value.is_null()).collect();
    match field.result {
        FieldType::Number | FieldType::Duration => {
            let numbers: Vec<i64> = values.iter().filter_map(|value| value.as_integer()).collect();
            Some(whole(&numbers, op).map_or(Value::Null, Value::Integer))
        }
        FieldType::Decimal | FieldType::Percent => {
            let numbers: Vec<Decimal> = values.iter().filter_map(|value| value.as_decimal()).collect();
            let figure = match op {
                MeasureOp::Sum => numbers.iter().copied().reduce(|one, other| one + other),
                MeasureOp::Min => numbers.iter().copied().min(),
                MeasureOp::Max | MeasureOp::Avg => numbers.iter().copied().max(),
            };
            Some(figure.map_or(Value::Null, Value::Decimal))
        }
        FieldType::Money => {
            let amounts: Vec<Money> = values.iter().filter_map(|value| value.as_money()).collect();
            let currency = amounts.first().map(|money| money.currency);
            let minor: Vec<i64> = amounts.iter().map(|money| money.minor).collect();
            let alone = currency.filter(|currency| amounts.iter().all(|money| money.currency == *currency));
            Some(match (alone, whole(&minor, op)) {
                (Some(currency), Some(minor)) => Value::Money(Money::new(minor, currency)),
                _ => Value::Null,
            })
        }
        _ => None,
    }
}

fn whole(numbers: &[i64], op: MeasureOp) -> Option<i64> {
    match op {
        MeasureOp::Sum => numbers.iter().copied().reduce(|one, other| one + other),
        MeasureOp::Min => numbers.iter().copied().min(),
        MeasureOp::Max | MeasureOp::Avg => numbers.iter().copied().max(),
    }
}

#[test]
fn a_roll_up_of_several_currencies_says_nothing_rather_than_something_wrong() {
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let order = door.create(records::Draft::new("order")).unwrap().id();
        let line = |amount: i64, currency: &str| {
            let amount = Money::new(amount, currency.parse().unwrap());
            let draft = records::Draft::new("order_line").set("order", Value::Id(order));
            door.create(draft.set("amount", Value::Money(amount))).unwrap();
            door.get("order", order).unwrap().get("total").as_money()
        };
        let yuan = |minor: i64| Some(Money::new(minor, value::Currency::CNY));
        assert_eq!(line(1_000, "CNY"), yuan(1_000));
        assert_eq!(line(-250, "CNY"), yuan(750));
        assert_eq!(line(500, "EUR"), None, "{}", company.database());
    });
}
