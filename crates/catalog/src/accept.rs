use crate::field::Field;
use crate::field_error::{Code, FieldError};
use value::{FieldType, Value, text};

const MOST: i64 = 9_007_199_254_740_991;

impl Field {
    /// Checks a value against the field's own rules and brings it into its normal form.
    pub fn accept(&self, value: Value) -> Result<Value, FieldError> {
        match value {
            Value::Null => Ok(Value::Null),
            Value::Text(written) => self.accept_text(written),
            Value::Integer(number) => {
                self.exact(number)?;
                self.bounded(number as f64).map(|()| Value::Integer(number))
            }
            Value::Decimal(number) => {
                let rounded = value::round_half_away(number, self.scale);
                if value::decimal_to_scaled(rounded, self.scale).is_none() {
                    return Err(self.complaint(Code::TooLarge));
                }
                self.bounded(rust_decimal_to_f64(rounded)).map(|()| Value::Decimal(rounded))
            }
            Value::Money(money) => {
                self.exact(money.minor)?;
                self.bounded(rust_decimal_to_f64(money.amount())).map(|()| Value::Money(money))
            }
            Value::List(list) if self.result == FieldType::MultiChoice => {
                let mut chosen: Vec<Value> = Vec::with_capacity(list.len());
                for value in list {
                    self.known_option(value.as_text().unwrap_or_default())?;
                    if !chosen.contains(&value) {
                        chosen.push(value);
                    }
                }
                Ok(if chosen.is_empty() { Value::Null } else { Value::List(chosen) })
            }
            Value::List(list) if list.len() > 1000 => Err(self.complaint(Code::TooLong).with("max", 1000)),
            Value::List(list) if list.is_empty() => Ok(Value::Null),
            Value::Json(json) => self.accept_json(json),
            other @ (Value::Boolean(_)
            | Value::Date(_)
            | Value::Moment(_)
            | Value::Id(_)
            | Value::Link(_)
            | Value::List(_)) => Ok(other),
        }
    }

    /// A complaint about this field.
    pub fn complaint(&self, code: Code) -> FieldError {
        FieldError::new(&self.name, code)
    }

    fn accept_text(&self, written: String) -> Result<Value, FieldError> {
        if matches!(self.result, FieldType::LongText | FieldType::RichText) {
            self.short_enough(&written)?;
            refuse_control(self, &written, &['\n', '\r', '\t'])?;
            if written.trim().is_empty() {
                return Ok(Value::Null);
            }
            return Ok(Value::Text(match self.result {
                FieldType::RichText => ammonia::clean(&written),
                _ => written,
            }));
        }
        let trimmed = written.trim();
        if trimmed.is_empty() {
            return Ok(Value::Null);
        }
        self.short_enough(trimmed)?;
        refuse_control(self, trimmed, &[])?;
        let wrong = || self.complaint(Code::Format);
        match self.result {
            FieldType::Choice => {
                self.known_option(trimmed)?;
                Ok(Value::text(trimmed))
            }
            FieldType::Email => text::email(trimmed).map(Value::Text).map_err(|_| wrong()),
            FieldType::Phone => text::phone(trimmed, self.home()).map(Value::Text).map_err(|_| wrong()),
            FieldType::Url => text::web_address(trimmed).map(Value::Text).map_err(|_| wrong()),
            _ => Ok(Value::text(trimmed)),
        }
    }

    fn accept_json(&self, json: serde_json::Value) -> Result<Value, FieldError> {
        let size = json.to_string();
        if size.len() > FieldType::Json.default_max_length() {
            return Err(self.complaint(Code::TooLong).with("max", FieldType::Json.default_max_length()));
        }
        if matches!(self.result, FieldType::Address | FieldType::PersonName) {
            for part in json.as_object().into_iter().flat_map(|parts| parts.values()) {
                let part = part.as_str().unwrap_or_default();
                self.short_enough(part)?;
                refuse_control(self, part, &['\n'])?;
            }
        }
        Ok(Value::Json(json))
    }

    fn known_option(&self, value: &str) -> Result<(), FieldError> {
        if self.option(value).is_some() {
            return Ok(());
        }
        let clipped: String = value.chars().take(40).collect();
        Err(self.complaint(Code::NotAnOption).with("value", clipped))
    }

    fn short_enough(&self, text: &str) -> Result<(), FieldError> {
        if text.len() > self.max_length && text.chars().count() > self.max_length {
            return Err(self.complaint(Code::TooLong).with("max", self.max_length));
        }
        Ok(())
    }

    /// Browsers and spreadsheets change larger numbers without a word, and sums of them overflow. What only the program
    /// writes may be larger: a bulk job notes the id that it has reached.
    fn exact(&self, number: i64) -> Result<(), FieldError> {
        if self.read_only {
            return Ok(());
        }
        if number > MOST {
            return Err(self.complaint(Code::TooLarge).with("max", MOST));
        }
        if number < -MOST {
            return Err(self.complaint(Code::TooSmall).with("min", -MOST));
        }
        Ok(())
    }

    fn bounded(&self, number: f64) -> Result<(), FieldError> {
        if let Some(min) = self.min
            && number < min
        {
            return Err(self.complaint(Code::TooSmall).with("min", min));
        }
        if let Some(max) = self.max
            && number > max
        {
            return Err(self.complaint(Code::TooLarge).with("max", max));
        }
        Ok(())
    }
}

fn refuse_control(field: &Field, text: &str, allowed: &[char]) -> Result<(), FieldError> {
    let hostile = |letter: &char| letter.is_control() && !allowed.contains(letter);
    match text.chars().find(hostile) {
        Some(letter) => Err(field
            .complaint(Code::ControlCharacters)
            .with("character", format!("U+{:04X}", letter as u32))),
        None => Ok(()),
    }
}

fn rust_decimal_to_f64(number: value::Decimal) -> f64 {
    number.to_string().parse().unwrap_or(f64::MAX)
}
