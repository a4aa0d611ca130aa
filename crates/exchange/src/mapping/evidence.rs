use super::Target;
use crate::cell::{self, CellError, Style};
use crate::reading::Cell;
use value::FieldType;

/// Whether a cell can become the target; the complaint says why not.
pub fn check(cell: Cell<'_>, target: &Target, style: &Style) -> Result<(), CellError> {
    match target.kind {
        FieldType::Number | FieldType::Duration => cell::integer(cell, style).map(drop),
        FieldType::Decimal | FieldType::Money => cell::amount(cell, style).map(drop),
        FieldType::Percent => cell::percent(cell, style).map(drop),
        FieldType::Boolean => cell::boolean(cell).map(drop),
        FieldType::Date | FieldType::DateTime => cell::moment(cell, style).map(drop),
        FieldType::Choice => cell::choice(cell, &target.options).map(drop),
        FieldType::MultiChoice => cell::choices(cell, &target.options).map(drop),
        FieldType::Email => cell::email(cell).map(drop),
        FieldType::Phone => cell::phone(cell, value::text::HOME).map(drop),
        FieldType::Text if !target.options.is_empty() => cell::choice(cell, &target.options).map(drop),
        FieldType::Text
        | FieldType::LongText
        | FieldType::RichText
        | FieldType::Reference
        | FieldType::Url
        | FieldType::Address
        | FieldType::PersonName
        | FieldType::File
        | FieldType::Json
        | FieldType::Formula
        | FieldType::RollUp
        | FieldType::AutoNumber => cell::text(cell).map(drop),
    }
}

/// How far the values of a column speak for a target that its header named: 0 to 1.
pub(super) fn agreement(cells: &[Cell<'_>], target: &Target, style: &Style) -> f64 {
    if cells.is_empty() {
        return 0.9;
    }
    let share = |fits: &dyn Fn(Cell<'_>) -> bool| -> f64 {
        cells.iter().filter(|cell| fits(**cell)).count() as f64 / cells.len() as f64
    };
    let fit = share(&|cell| check(cell, target, style).is_ok());
    let own = target.name.rsplit('.').next().unwrap_or(&target.name);
    match own {
        "code" | "external_id" | "external_number" => fit * (0.4 + 0.6 * share(&is_code)),
        "name" => fit * (1.0 - 0.5 * share(&is_code)),
        "owner" | "category" => fit * (1.0 - 0.5 * share(&|cell| matches!(cell, Cell::Number(_)))),
        _ => fit,
    }
}

/// What the values alone say when the header says nothing.
pub(super) fn unnamed(cells: &[Cell<'_>], target: &Target, style: &Style) -> f64 {
    let sure = !cells.is_empty() && cells.iter().all(|cell| check(*cell, target, style).is_ok());
    match target.kind {
        FieldType::Email if sure => 0.65,
        FieldType::Phone if sure && cells.iter().all(|cell| is_mobile(*cell)) => 0.55,
        FieldType::Date | FieldType::DateTime if sure && cells.iter().all(|cell| is_dated(*cell)) => 0.45,
        _ => 0.0,
    }
}

fn is_code(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Number(number) => number.fract() == 0.0,
        Cell::Text(text) => {
            let text = text.trim();
            text.len() <= 40
                && text.bytes().any(|byte| byte.is_ascii_digit())
                && text.bytes().all(|byte| byte.is_ascii_graphic())
        }
        Cell::Empty | Cell::Moment(_) | Cell::Boolean(_) | Cell::Fault(_) => false,
    }
}

fn is_mobile(cell: Cell<'_>) -> bool {
    matches!(cell::phone(cell, value::text::HOME), Ok(Some(number)) if number.starts_with("+86"))
}

fn is_dated(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Moment(_) => true,
        Cell::Text(text) => text.contains(['-', '/', '.', '年']),
        Cell::Empty | Cell::Number(_) | Cell::Boolean(_) | Cell::Fault(_) => false,
    }
}
