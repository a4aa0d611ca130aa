use super::Field;
use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

/// Digits beyond this are rounded by spreadsheet programs.
const EXACT_DIGITS: usize = 15;
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// CSV as spreadsheet programs like it: UTF-8 with its mark, `\r\n` at the ends of rows.
pub struct DelimitedWriter<W: Write> {
    out: BufWriter<W>,
    line: String,
}

impl<W: Write> DelimitedWriter<W> {
    pub fn new(out: W, headers: &[String]) -> io::Result<DelimitedWriter<W>> {
        let mut writer = DelimitedWriter { out: BufWriter::with_capacity(1 << 16, out), line: String::new() };
        writer.out.write_all(BYTE_ORDER_MARK.as_bytes())?;
        let headers: Vec<Field> = headers.iter().map(|header| Field::Text(header.clone())).collect();
        writer.write(&headers)?;
        Ok(writer)
    }

    pub fn write(&mut self, row: &[Field]) -> io::Result<()> {
        self.line.clear();
        for (index, field) in row.iter().enumerate() {
            if index > 0 {
                self.line.push(',');
            }
            push_field(&mut self.line, field);
        }
        self.line.push_str("\r\n");
        self.out.write_all(self.line.as_bytes())
    }

    /// Goes on with a file that has its headers already.
    pub fn continuing(out: W) -> DelimitedWriter<W> {
        DelimitedWriter { out: BufWriter::with_capacity(1 << 16, out), line: String::new() }
    }

    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

fn push_field(line: &mut String, field: &Field) {
    match field {
        Field::Nothing => {}
        Field::Text(text) => push_quoted(line, &harmless(text)),
        Field::Number(number) => line.push_str(&number.to_string()),
        Field::Date(date) => line.push_str(&date.to_string()),
        Field::Moment(moment) => line.push_str(&moment.strftime("%Y-%m-%d %H:%M:%S").to_string()),
        Field::Answer(true) => line.push_str("TRUE"),
        Field::Answer(false) => line.push_str("FALSE"),
    }
}

/// An apostrophe keeps a spreadsheet program from running the text as a formula, and from rounding a long number.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let altered = digits && (text.len() > EXACT_DIGITS || (text.len() > 1 && text.starts_with('0')));
    match (runs && !is_number(text)) || altered {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// `-12.5` is harmless; `+8613800138000` would lose its sign and is not.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    plain(whole) && plain(fraction) && digits.len() <= EXACT_DIGITS
}

fn push_quoted(line: &mut String, text: &str) {
    if !text.contains(['"', ',', ';', '\n', '\r', '\t']) && !text.starts_with(' ') && !text.ends_with(' ') {
        line.push_str(text);
        return;
    }
    line.push('"');
    line.push_str(&text.replace('"', "\"\""));
    line.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use value::Decimal;

    #[test]
    fn what_a_spreadsheet_would_run_is_neutralised() {
        let cases = [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+3", "'-2+3"),
            ("\t=1", "'\t=1"),
            ("+8613800138000", "'+8613800138000"),
            ("00123", "'00123"),
            ("110101199003078888", "'110101199003078888"),
            ("-12.5", "-12.5"),
            ("12345", "12345"),
            ("0", "0"),
            ("上海", "上海"),
            ("a=b", "a=b"),
        ];
        for (text, expected) in cases {
            assert_eq!(harmless(text), expected, "{text}");
        }
    }

    #[test]
    fn rows_are_quoted_and_end_as_they_should() {
        let mut writer = DelimitedWriter::new(Vec::new(), &["名称".to_owned(), "=1".to_owned()]).unwrap();
        let row = [
            Field::Text("a \"b\", c".to_owned()),
            Field::Number(Decimal::new(-1250, 2)),
            Field::Nothing,
            Field::Date(jiff::civil::date(2024, 3, 5)),
            Field::Answer(true),
        ];
        writer.write(&row).unwrap();
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        assert_eq!(text, "\u{feff}名称,'=1\r\n\"a \"\"b\"\", c\",-12.50,,2024-03-05,TRUE\r\n");
    }
}
