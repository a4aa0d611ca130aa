use super::text::Decoded;
use super::{CELL_LIMIT, Cell, ReadError, Row};
use encoding_rs::Encoding;

/// The columns that a card becomes.
const COLUMNS: [&str; 19] = [
    "Full name",
    "Family name",
    "Given name",
    "Company",
    "Department",
    "Job title",
    "Mobile",
    "Phone",
    "Fax",
    "E-mail",
    "E-mail 2",
    "Street",
    "City",
    "Province",
    "Postcode",
    "Country",
    "Website",
    "Birthday",
    "Note",
];

/// Cards (vCard 2.1, 3 and 4), one a row; the row number counts cards.
pub(super) struct Rows {
    text: Decoded,
    chunk: String,
    at: usize,
    carried: Option<String>,
    number: u64,
}

/// One line of a card: `item1.TEL;TYPE=CELL;CHARSET=GBK:+86 138...`.
struct Line {
    name: String,
    params: String,
    value: String,
}

pub(super) fn starts(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).as_bytes();
    start.len() >= 11 && start[..11].eq_ignore_ascii_case(b"BEGIN:VCARD")
}

pub(super) fn headers() -> Vec<String> {
    COLUMNS.iter().map(|name| (*name).to_owned()).collect()
}

impl Rows {
    pub fn new(text: Decoded) -> Rows {
        Rows { text, chunk: String::new(), at: 0, carried: None, number: 0 }
    }

    pub fn next_into(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        while let Some(line) = self.next_line()? {
            if line.name == "BEGIN" {
                self.number += 1;
                self.read_card(row)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn read_card(&mut self, row: &mut Row) -> Result<(), ReadError> {
        let mut cells: [String; COLUMNS.len()] = Default::default();
        while let Some(line) = self.next_line()? {
            if line.name == "END" {
                break;
            }
            line.fill(&mut cells);
        }
        if cells[0].is_empty() {
            cells[0] = joined_name(&cells[1], &cells[2]);
        }
        row.clear();
        row.number = self.number;
        cells.iter().for_each(|cell| row.push(Cell::Text(cell)));
        Ok(())
    }

    /// The next line with its continuations: folded ones begin with a blank, quoted-printable ones follow a `=`.
    fn next_line(&mut self) -> Result<Option<Line>, ReadError> {
        loop {
            let Some(mut whole) = self.next_physical()? else { return Ok(None) };
            let quoted = whole.to_ascii_uppercase().contains("QUOTED-PRINTABLE");
            while let Some(next) = self.next_physical()? {
                if quoted && whole.ends_with('=') {
                    whole.pop();
                    whole.push_str(&next);
                } else if let Some(rest) = next.strip_prefix([' ', '\t']) {
                    whole.push_str(rest);
                } else {
                    self.carried = Some(next);
                    break;
                }
                if whole.len() > CELL_LIMIT {
                    return Err(ReadError::Cell { row: self.number, column: 1, limit: CELL_LIMIT });
                }
            }
            if let Some(line) = Line::of(&whole) {
                return Ok(Some(line));
            }
        }
    }

    fn next_physical(&mut self) -> Result<Option<String>, ReadError> {
        if let Some(line) = self.carried.take() {
            return Ok(Some(line));
        }
        let mut line = String::new();
        loop {
            if self.at >= self.chunk.len() {
                self.at = 0;
                if !self.text.next_chunk(&mut self.chunk)? {
                    return Ok((!line.is_empty()).then_some(line));
                }
            }
            let rest = &self.chunk[self.at..];
            let end = rest.find('\n');
            line.push_str(&rest[..end.unwrap_or(rest.len())]);
            self.at += end.map_or(rest.len(), |end| end + 1);
            if line.len() > CELL_LIMIT {
                return Err(ReadError::Cell { row: self.number, column: 1, limit: CELL_LIMIT });
            }
            if end.is_some() {
                let kept = line.trim_end_matches('\r').len();
                line.truncate(kept);
                return Ok(Some(line));
            }
        }
    }
}

impl Line {
    fn of(whole: &str) -> Option<Line> {
        let colon = whole
            .match_indices(':')
            .map(|(at, _)| at)
            .find(|at| whole[..*at].matches('"').count().is_multiple_of(2))?;
        let (head, value) = (&whole[..colon], &whole[colon + 1..]);
        let (name, params) = head.split_once(';').unwrap_or((head, ""));
        let name = name.rsplit('.').next().unwrap_or(name).trim_start_matches('\u{feff}');
        let params = params.to_ascii_uppercase();
        let value = match params.contains("QUOTED-PRINTABLE") {
            true => unquoted(value, charset(&params)),
            false => value.to_owned(),
        };
        Some(Line { name: name.trim().to_ascii_uppercase(), params, value })
    }

    fn fill(&self, cells: &mut [String; COLUMNS.len()]) {
        let mail = if cells[9].is_empty() { 9 } else { 10 };
        let mut put = |column: usize, text: String| {
            if cells[column].is_empty() {
                cells[column] = text;
            }
        };
        let part = |index: usize| parts(&self.value).get(index).cloned().unwrap_or_default();
        match self.name.as_str() {
            "FN" => put(0, unescaped(&self.value)),
            "N" => {
                put(1, part(0));
                put(2, part(1));
            }
            "ORG" => {
                put(3, part(0));
                put(4, part(1));
            }
            "TITLE" => put(5, unescaped(&self.value)),
            "TEL" => {
                let number = self.value.trim_start_matches("tel:").trim().to_owned();
                match (self.params.contains("FAX"), self.params.contains("CELL") || is_mobile(&number)) {
                    (true, _) => put(8, number),
                    (false, true) => put(6, number),
                    (false, false) => put(7, number),
                }
            }
            "EMAIL" => put(mail, self.value.trim().to_owned()),
            "ADR" => {
                let street =
                    [part(1), part(2)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
                put(11, street.join(" "));
                (0..4).for_each(|index| put(12 + index, part(3 + index)));
            }
            "URL" => put(16, unescaped(&self.value)),
            "BDAY" => put(17, self.value.trim().to_owned()),
            "NOTE" => put(18, unescaped(&self.value)),
            _ => {}
        }
    }
}

/// Chinese names are written without a space, family name first.
fn joined_name(family: &str, given: &str) -> String {
    match (family.is_ascii() && given.is_ascii(), family.is_empty() || given.is_empty()) {
        (true, false) => format!("{given} {family}"),
        (true, true) | (false, _) => format!("{family}{given}"),
    }
}

fn is_mobile(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("86").unwrap_or(&digits);
    national.len() == 11 && national.starts_with('1')
}

fn charset(params: &str) -> &'static Encoding {
    let named = params.split(';').find_map(|param| param.strip_prefix("CHARSET="));
    named.and_then(|name| Encoding::for_label(name.as_bytes())).unwrap_or(encoding_rs::UTF_8)
}

fn unquoted(value: &str, charset: &'static Encoding) -> String {
    let hex = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, tail @ ..] = rest {
        if let (b'=', [high, low, after @ ..]) = (first, tail)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            bytes.push((high * 16 + low) as u8);
            rest = after;
            continue;
        }
        bytes.push(*first);
        rest = tail;
    }
    charset.decode(&bytes).0.into_owned()
}

fn parts(value: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for letter in value.chars() {
        if letter == ';' && !escaped {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            if escaped && letter != '\\' && letter != ';' {
                part.push('\\');
            }
            part.push(letter);
        }
        escaped = letter == '\\' && !escaped;
        if escaped && let Some(part) = parts.last_mut() {
            part.pop();
        }
    }
    parts.iter().map(|part| unescaped(part).trim().to_owned()).collect()
}

fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            other => text.push(other),
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let text = Decoded::open(Box::new(Cursor::new(text.as_bytes().to_vec())), None).unwrap();
        let (mut rows, mut row, mut all) = (Rows::new(text), Row::default(), Vec::new());
        while rows.next_into(&mut row).unwrap() {
            all.push(row.cells().map(|cell| cell.shown().into_owned()).collect());
        }
        all
    }

    #[test]
    fn cards_of_three_versions_become_rows() {
        let found = rows(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:王;小明;;;\r\nFN:王小明\r\nORG:上海花店\\; 有限公司;采购部\r\nitem1.TEL;TYPE=CELL:138 0013 8000\r\n\
             TEL;TYPE=WORK,FAX:021-1\r\nEMAIL:a@b.cn\r\nEMAIL:c@d.cn\r\nADR;TYPE=WORK:;;中山路1号;上海;上海市;200000;中国\r\nNOTE:一\\n\r\n 二\r\nEND:VCARD\r\n\
             BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E;=E5=9B=\n=9B;;;\nTEL;CELL;VOICE:+8613900139000\nEND:VCARD\n\
             BEGIN:VCARD\nVERSION:4.0\nFN;LANGUAGE=\"a:b\":Ann Lee\nTEL;VALUE=uri:tel:+44-20-7946-0000\nBDAY:19800102\nEND:VCARD",
        );
        assert_eq!(found.len(), 3);
        assert_eq!(found[0][..5], ["王小明", "王", "小明", "上海花店; 有限公司", "采购部"]);
        assert_eq!(found[0][6..11], ["138 0013 8000", "", "021-1", "a@b.cn", "c@d.cn"]);
        assert_eq!(found[0][11..16], ["中山路1号", "上海", "上海市", "200000", "中国"]);
        assert_eq!(found[0][18], "一\n二");
        assert_eq!((found[1][0].as_str(), found[1][6].as_str()), ("李四", "+8613900139000"));
        assert_eq!((found[2][0].as_str(), found[2][7].as_str()), ("Ann Lee", "+44-20-7946-0000"));
    }
}
