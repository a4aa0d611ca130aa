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

    /// Whether a counter's period is one of this pattern's.
    pub fn counts_by(&self, period: &str) -> bool {
        period.len()
            == match self.reset {
                Reset::Never => 0,
                Reset::Year => 4,
                Reset::Month => 7,
                Reset::Day => 10,
            }
    }

    /// What makes numbers repeat: a period that they do not name, so that each begins with those of the one before.
    pub fn repeats(&self) -> Option<String> {
        let has = |wanted: &[Part]| wanted.iter().any(|part| self.parts.contains(part));
        let year = has(&[Part::Year4, Part::Year2]);
        let month = year && has(&[Part::Month]);
        let named = match self.reset {
            Reset::Never => true,
            Reset::Year => year,
            Reset::Month => month,
            Reset::Day => month && has(&[Part::Day]),
        };
        (!named).then(|| {
            format!("'{}' would repeat: a number that begins again every {} must name it, as {{YYYY}}, {{MM}} and {{DD}} do", self.text(), self.reset.word())
        })
    }

    /// The period and the number of a text that this pattern may have written or may yet write; none when it never will.
    pub fn read(&self, text: &str) -> Option<(String, i64)> {
        let letters: Vec<char> = text.chars().collect();
        let fixed: usize = self.parts.iter().map(Part::width).sum();
        let run = letters.len().checked_sub(fixed)?;
        let (mut at, mut number) = (0, 0);
        let (mut year, mut month, mut day) = (None, None, None);
        for part in &self.parts {
            let width = match part {
                Part::Number(_) => run,
                other => other.width(),
            };
            let piece: String = letters[at..at + width].iter().collect();
            at += width;
            let digits = || {
                let plain = piece.bytes().all(|byte| byte.is_ascii_digit());
                piece.parse::<i64>().ok().filter(|_| plain)
            };
            match part {
                Part::Plain(plain) if *plain != piece => return None,
                Part::Plain(_) => {}
                Part::Year4 => year = Some(digits()?),
                Part::Year2 => year = Some(year.unwrap_or(2000 + digits()?)),
                Part::Month => month = Some(digits()?),
                Part::Day => day = Some(digits()?),
                // Filled up with zeros to its width, and never beyond.
                Part::Number(zeros) if run < *zeros || run > *zeros && piece.starts_with('0') => return None,
                Part::Number(_) => number = digits()?,
            }
        }
        let period = match self.reset {
            Reset::Never => String::new(),
            Reset::Year => format!("{:04}", year?),
            Reset::Month => format!("{:04}-{:02}", year?, month?),
            Reset::Day => format!("{:04}-{:02}-{:02}", year?, month?, day?),
        };
        Some((period, number))
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

impl Reset {
    pub const ALL: [Reset; 4] = [Reset::Never, Reset::Year, Reset::Month, Reset::Day];

    /// As it is declared.
    pub fn word(self) -> &'static str {
        match self {
            Reset::Never => "never",
            Reset::Year => "year",
            Reset::Month => "month",
            Reset::Day => "day",
        }
    }
}

impl Part {
    /// Characters that it always takes; the number takes as many as are left.
    fn width(&self) -> usize {
        match self {
            Part::Plain(plain) => plain.chars().count(),
            Part::Year4 => 4,
            Part::Year2 | Part::Month | Part::Day => 2,
            Part::Number(_) => 0,
        }
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
    fn what_a_pattern_writes_it_reads_and_nothing_else() {
        let day: Date = "2026-03-09".parse().unwrap();
        for (text, reset) in [
            ("SO-{YYYY}{MM}-{00000}", "month"),
            ("{000}{YY}年{MM}", "month"),
            ("订{YYYY}{MM}{DD}{0}", "day"),
            ("{YY}/{YYYY}-{00}", "year"),
            ("{000000}", "never"),
        ] {
            let pattern = Pattern::parse(text, reset).unwrap();
            assert_eq!(pattern.repeats(), None);
            for number in [1, 9, 10, 99_999, 100_000, 1_234_567_890] {
                let written = pattern.write(day, number);
                assert_eq!(pattern.read(&written), Some((pattern.period(day), number)), "{text} {written}");
            }
            assert!(pattern.counts_by(&pattern.period(day)));
            for other in ["", "SO-202603", "SO-2026o3-00001", "PO-202603-00001", "-1", "SO-202603-000001"] {
                assert_eq!(pattern.read(other), None, "{text} {other}");
            }
        }
    }

    #[test]
    fn a_pattern_whose_numbers_would_repeat_is_found() {
        for (text, reset) in [
            ("SO-{00}", "year"),
            ("SO-{YYYY}-{00}", "month"),
            ("{MM}{00}", "month"),
            ("{YYYY}{MM}{00}", "day"),
        ] {
            assert!(Pattern::parse(text, reset).unwrap().repeats().is_some(), "{text} {reset}");
        }
    }

    #[test]
    fn a_pattern_without_number_is_refused() {
        assert!(Pattern::parse("SO-{YYYY}", "never").is_err());
        assert!(Pattern::parse("{00}{00}", "never").is_err());
        assert!(Pattern::parse("{QQ}{00}", "never").is_err());
        assert!(Pattern::parse("{00}", "weekly").is_err());
    }
}
