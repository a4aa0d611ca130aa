use formula::relative_range as range;
use jiff::civil::Weekday;
use value::Date;

fn relative_range(word: &str, today: Date) -> Option<(Date, Date)> {
    range(word, today, Weekday::Monday)
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn words_mean_days() {
    // A Thursday in a leap year.
    let today = day("2024-02-29");
    for (word, first, last) in [
        ("today", "2024-02-29", "2024-02-29"),
        ("yesterday", "2024-02-28", "2024-02-28"),
        ("tomorrow", "2024-03-01", "2024-03-01"),
        ("this_week", "2024-02-26", "2024-03-03"),
        ("last_week", "2024-02-19", "2024-02-25"),
        ("next_week", "2024-03-04", "2024-03-10"),
        ("last_7_days", "2024-02-23", "2024-02-29"),
        ("next_7_days", "2024-02-29", "2024-03-06"),
        ("last_1_days", "2024-02-29", "2024-02-29"),
        ("next_3660_days", "2024-02-29", "2034-03-07"),
        ("this_month", "2024-02-01", "2024-02-29"),
        ("last_month", "2024-01-01", "2024-01-31"),
        ("next_month", "2024-03-01", "2024-03-31"),
        ("this_quarter", "2024-01-01", "2024-03-31"),
        ("last_quarter", "2023-10-01", "2023-12-31"),
        ("next_quarter", "2024-04-01", "2024-06-30"),
        ("this_year", "2024-01-01", "2024-12-31"),
        ("last_year", "2023-01-01", "2023-12-31"),
        ("next_year", "2025-01-01", "2025-12-31"),
    ] {
        assert_eq!(relative_range(word, today), Some((day(first), day(last))), "{word}");
    }
}

#[test]
fn weeks_begin_on_monday() {
    let week = Some((day("2024-02-26"), day("2024-03-03")));
    for today in ["2024-02-26", "2024-03-03"] {
        assert_eq!(relative_range("this_week", day(today)), week, "{today}");
    }
    assert_eq!(relative_range("last_month", day("2024-12-31")), Some((day("2024-11-01"), day("2024-11-30"))));
}

#[test]
fn weeks_begin_as_the_company_says() {
    let thursday = day("2024-02-29");
    for (begins, first, last) in
        [(Weekday::Sunday, "2024-02-25", "2024-03-02"), (Weekday::Saturday, "2024-02-24", "2024-03-01")]
    {
        assert_eq!(range("this_week", thursday, begins), Some((day(first), day(last))), "{begins:?}");
        assert_eq!(range("this_week", day(first), begins), Some((day(first), day(last))), "{begins:?}");
    }
}

#[test]
fn other_words_mean_nothing() {
    let today = day("2024-02-29");
    for word in [
        "",
        "Today",
        "someday",
        "last_days",
        "last__days",
        "last_0_days",
        "last_07_days",
        "last_3661_days",
        "last_-1_days",
        "last_+1_days",
        "some_7_days",
        "last_7_day",
        "last_99999999999_days",
    ] {
        assert_eq!(relative_range(word, today), None, "{word}");
    }
    assert_eq!(relative_range("tomorrow", Date::MAX), None);
    assert_eq!(relative_range("last_year", Date::MIN), None);
}
