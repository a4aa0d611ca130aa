use value::Date;

/// Pattern of an auto number: text with `{YYYY}`, `{YY}`, `{MM}`, `{DD}` and one run of zeros (`{00000}`).
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    parts: Vec<Part>,
    /// When the counting starts again.
    pub reset: Reset,
}

/// When an auto number starts again at one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reset {
    Never,
    Year,
    Month,
    Day,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Plain(String),
    Year4,
    Year2,
    Month,
    Day,
    Number(usize),
}

impl Pattern {
    /// Reads a pattern; says what is wrong with it otherwise.
    pub fn parse(text: &str, reset: &str) -> Result<Pattern, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            if open > 0 {
                parts.push(Part::Plain(rest[..open].to_owned()));
            }
            let close = rest[open..].find('}').ok_or("a { has no }")? + open;
            parts.push(match &rest[open + 1..close] {
                "YYYY" => Part::Year4,
                "YY" => Part::Year2,
                "MM" => Part::Month,
                "DD" => Part::Day,
                zeros if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => Part::Number(zeros.len()),
                other => return Err(format!("{{{other}}} is no part of a number pattern")),
            });
            rest = &rest[close + 1..];
        }
        if !rest.is_empty() {
            parts.push(Part::Plain(rest.to_owned()));
        }
        if parts.iter().filter(|part| matches!(part, Part::Number(_))).count() != 1 {
            return Err("a number pattern needs exactly one run of zeros".to_owned());
        }
        let reset = match reset {
            "" | "never" => Reset::Never,
            "year" => Reset::Year,
            "month" => Reset::Month,
            "day" => Reset::Day,
            other => return Err(format!("'{other}' is no reset period: never, year, month or day")),
        };
        Ok(Pattern { parts, reset })
    }

    /// The counter that a day belongs to: all days of one period share it.
    pub fn period(&self, day: Date) -> String {
        match self.reset {
            Reset::Never => String::new(),
            Reset::Year => format!("{:04}", day.year()),
            Reset::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Reset::Day => day.to_string(),
        }
    }

    /// The pattern as it is declared.
    pub fn text(&self) -> String {
        let part = |part: &Part| match part {
            Part::Plain(plain) => plain.clone(),
            Part::Year4 => "{YYYY}".to_owned(),
            Part::Year2 => "{YY}".to_owned(),
            Part::Month => "{MM}".to_owned(),
            Part::Day => "{DD}".to_owned(),
            Part::Number(width) => format!("{{{}}}", "0".repeat(*width)),
        };
        self.parts.iter().map(part).collect()
    }

    /// The written number.
    pub fn write(&self, day: Date, number: i64) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Plain(plain) => text.push_str(plain),
                Part::Year4 => text.push_str(&format!("{:04}", day.year())),
                Part::Year2 => text.push_str(&format!("{:02}", day.year() % 100)),
                Part::Month => text.push_str(&format!("{:02}", day.month())),
                Part::Day => text.push_str(&format!("{:02}", day.day())),
                Part::Number(width) => text.push_str(&format!("{number:0width$}")),
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_writes_numbers_and_resets() {
        let pattern = Pattern::parse("SO-{YYYY}{MM}-{00000}", "month").unwrap();
        let day: Date = "2026-03-09".parse().unwrap();
        assert_eq!(pattern.write(day, 42), "SO-202603-00042");
        assert_eq!(pattern.text(), "SO-{YYYY}{MM}-{00000}");
        assert_eq!(pattern.period(day), "2026-03");
        assert_eq!(pattern.write(day, 1_234_567), "SO-202603-1234567");
    }

    #[test]
    fn a_pattern_without_number_is_refused() {
        assert!(Pattern::parse("SO-{YYYY}", "never").is_err());
        assert!(Pattern::parse("{00}{00}", "never").is_err());
        assert!(Pattern::parse("{QQ}{00}", "never").is_err());
        assert!(Pattern::parse("{00}", "weekly").is_err());
    }
}
