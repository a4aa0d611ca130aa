use jiff::civil::Time;
use jiff::tz::Offset;

/// Time of day as written behind a date, with its offset from UTC if it has one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Clock {
    pub time: Time,
    pub offset: Option<Offset>,
}

/// Which half of the day a word beside the time names.
#[derive(Clone, Copy, PartialEq)]
enum Half {
    Unsaid,
    Morning,
    Afternoon,
}

const HALVES: [(&str, Half); 9] = [
    ("上午", Half::Morning),
    ("早上", Half::Morning),
    ("凌晨", Half::Morning),
    ("下午", Half::Afternoon),
    ("晚上", Half::Afternoon),
    ("中午", Half::Afternoon),
    ("a.m.", Half::Morning),
    ("p.m.", Half::Afternoon),
    ("am", Half::Morning),
];

/// Cuts the time off: what is left is the date. No clock means that the text holds none or a broken one.
pub(super) fn take(text: &str) -> (&str, Option<Clock>) {
    let Some(mark) = text.find([':', '时', '時', '点', '點']) else { return (text, None) };
    let digits = text[..mark].bytes().rev().take_while(u8::is_ascii_digit).count();
    let start = mark - digits;
    let mut date = text[..start].trim_end();
    let mut half = Half::Unsaid;
    for (word, named) in HALVES {
        if let Some(shorter) = date.strip_suffix(word) {
            (date, half) = (shorter.trim_end(), named);
        }
    }
    if let Some(shorter) =
        date.strip_suffix(['T', 't']).filter(|shorter| shorter.ends_with(|c: char| c.is_ascii_digit()))
    {
        date = shorter;
    }
    (date, parse(&text[start..], half))
}

fn parse(text: &str, mut half: Half) -> Option<Clock> {
    let mut rest = text.trim();
    let lower = rest.to_ascii_lowercase();
    for (word, named) in
        [("am", Half::Morning), ("pm", Half::Afternoon), ("a.m.", Half::Morning), ("p.m.", Half::Afternoon)]
    {
        if lower.ends_with(word) {
            (rest, half) = (rest[..rest.len() - word.len()].trim_end(), named);
        }
    }
    let (body, offset) = take_offset(rest)?;
    let body = body.trim_end_matches(['秒', '分', '时', '時', '点', '點', '整']);
    let (body, fraction) = body.split_once(['.', ',']).unwrap_or((body, ""));
    let mut numbers = [0_i8; 3];
    for (place, part) in body.split([':', '时', '時', '点', '點', '分']).enumerate() {
        *numbers.get_mut(place)? = part.trim().parse().ok()?;
    }
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hour = match (half, numbers[0]) {
        (Half::Afternoon, hour) if hour < 12 => hour + 12,
        (Half::Morning, 12) => 0,
        (Half::Unsaid | Half::Morning | Half::Afternoon, hour) => hour,
    };
    let time = Time::new(hour, numbers[1], numbers[2], 0).ok()?;
    Some(Clock { time, offset })
}

fn take_offset(text: &str) -> Option<(&str, Option<Offset>)> {
    let text = text.split(" (").next().unwrap_or(text).trim_end();
    if let Some(rest) = text.strip_suffix(['Z', 'z']).or_else(|| text.strip_suffix("UTC")) {
        return Some((rest.trim_end(), Some(Offset::UTC)));
    }
    let Some(at) = text.rfind(['+', '-']) else { return Some((text.trim_end_matches(" GMT"), None)) };
    let digits: String = text[at + 1..].chars().filter(|letter| *letter != ':').collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.parse::<i32>().ok()?, 0),
        4 if digits.is_ascii() => (digits[..2].parse().ok()?, digits[2..].parse::<i32>().ok()?),
        _ => return None,
    };
    let seconds = (hours * 60 + minutes) * if text.as_bytes()[at] == b'-' { -60 } else { 60 };
    let body = text[..at].trim_end().trim_end_matches("GMT").trim_end_matches("UTC").trim_end();
    Some((body, Some(Offset::from_seconds(seconds).ok()?)))
}
