use sea_query::{
    Expr, ExprTrait, Func, JoinType, NullOrdering, Order, PostgresQueryBuilder, QueryStatementWriter,
    SelectStatement, SqliteQueryBuilder, Values,
};

/// The two databases. Every difference between them is a function of this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Prints a statement with its parameters.
    pub(crate) fn build(self, statement: &impl QueryStatementWriter) -> (String, Values) {
        let mut text = match self {
            Dialect::Sqlite => sea_query::SqlWriterValues::new("?", false),
            Dialect::Postgres => sea_query::SqlWriterValues::new("$", true),
        };
        match self {
            Dialect::Sqlite => statement.build_collect_any_into(&SqliteQueryBuilder, &mut text),
            Dialect::Postgres => statement.build_collect_any_into(&PostgresQueryBuilder, &mut text),
        }
        text.into_parts()
    }

    /// How the first bound parameter is written.
    pub(crate) fn first_place(self) -> &'static str {
        match self {
            Dialect::Sqlite => "?",
            Dialect::Postgres => "$1",
        }
    }

    /// Sorts with empty values lowest, in both databases.
    pub(crate) fn order(self, statement: &mut SelectStatement, by: Expr, order: Order) {
        match (self, &order) {
            (Dialect::Postgres, Order::Asc) => {
                statement.order_by_expr_with_nulls(by, order, NullOrdering::First);
            }
            (Dialect::Postgres, _) => {
                statement.order_by_expr_with_nulls(by, order, NullOrdering::Last);
            }
            (Dialect::Sqlite, _) => {
                statement.order_by_expr(by, order);
            }
        }
    }

    /// Joins a table so that the one before it is walked first: SQLite keeps the order of a cross join.
    pub(crate) fn join_in_order(self, statement: &mut SelectStatement, table: &str, alias: &str, on: Expr) {
        let kind = match self {
            Dialect::Sqlite => JoinType::CrossJoin,
            Dialect::Postgres => JoinType::InnerJoin,
        };
        statement.join_as(kind, table.to_owned(), alias.to_owned(), on.clone()).and_where(on);
    }

    /// Folded text for case-blind and script-blind comparison: the same function in both databases, made at boot.
    pub(crate) fn folded(self, text: Expr) -> Expr {
        Func::cust("guanxi_fold").arg(text).into()
    }

    /// A text in a JSON object, nothing when it is not there.
    pub(crate) fn json_text(self, json: Expr, name: &str) -> Expr {
        match self {
            Dialect::Sqlite => Func::cust("json_extract").arg(json).arg(format!("$.{name}")).into(),
            Dialect::Postgres => Expr::cust_with_exprs(
                "json_extract_path_text($1, $2) COLLATE \"C\"",
                [json.cast_as("json"), Expr::val(name.to_owned())],
            ),
        }
    }

    /// Position of a piece in a text, zero when it is not there.
    pub(crate) fn position_of(self, text: Expr, piece: String) -> Expr {
        match self {
            Dialect::Sqlite => Func::cust("instr").arg(text).arg(piece).into(),
            Dialect::Postgres => Func::cust("strpos").arg(text).arg(piece).into(),
        }
    }

    /// A sum as a 64-bit integer.
    pub(crate) fn whole(self, number: Expr) -> Expr {
        match self {
            Dialect::Sqlite => number,
            Dialect::Postgres => number.cast_as("bigint"),
        }
    }

    /// A mean as a double.
    pub(crate) fn real(self, number: Expr) -> Expr {
        number.cast_as("double precision")
    }

    /// The calendar period of a day (days since 1970) as text: `2026`, `2026-03`, or the first day of the week.
    pub(crate) fn period(self, days: Expr, bucket: crate::Bucket) -> Expr {
        use crate::Bucket;
        let pattern = match (self, bucket) {
            (Dialect::Sqlite, Bucket::Year) => "strftime('%Y', ? * 86400, 'unixepoch')",
            (Dialect::Sqlite, Bucket::Month) => "strftime('%Y-%m', ? * 86400, 'unixepoch')",
            (Dialect::Sqlite, Bucket::Quarter) => {
                "(strftime('%Y', ? * 86400, 'unixepoch') || '-Q' || ((strftime('%m', ? * 86400, 'unixepoch') + 2) / 3))"
            }
            (Dialect::Sqlite, Bucket::Week) => "date((? - (((? + 3) % 7) + 7) % 7) * 86400, 'unixepoch')",
            (Dialect::Sqlite, Bucket::Day) => "date(? * 86400, 'unixepoch')",
            (Dialect::Postgres, Bucket::Year) => "to_char(date '1970-01-01' + ($1)::int, 'YYYY')",
            (Dialect::Postgres, Bucket::Month) => "to_char(date '1970-01-01' + ($1)::int, 'YYYY-MM')",
            (Dialect::Postgres, Bucket::Quarter) => "to_char(date '1970-01-01' + ($1)::int, 'YYYY-\"Q\"Q')",
            (Dialect::Postgres, Bucket::Week) => {
                "to_char(date_trunc('week', date '1970-01-01' + ($1)::int), 'YYYY-MM-DD')"
            }
            (Dialect::Postgres, Bucket::Day) => "to_char(date '1970-01-01' + ($1)::int, 'YYYY-MM-DD')",
        };
        let places = pattern.matches('?').count().max(1);
        Expr::cust_with_exprs(pattern, vec![days; places])
    }

    /// The day (days since 1970) of a moment in a time zone. The zone is printed and not bound, because what is grouped by
    /// must be the same text as what is selected.
    pub(crate) fn day_in_zone(self, micros: Expr, zone: &str) -> Expr {
        let known = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '/' | '_' | '-' | '+');
        let zone: String = zone.chars().filter(|letter| known(*letter)).collect();
        match self {
            Dialect::Sqlite => Expr::cust_with_exprs(format!("guanxi_day(?, '{zone}')"), [micros]),
            Dialect::Postgres => {
                let text = format!(
                    "((to_timestamp($1 / 1000000.0) AT TIME ZONE '{zone}')::date - date '1970-01-01')"
                );
                Expr::cust_with_exprs(text, [micros])
            }
        }
    }

    /// Column type of whole numbers, ids, days and moments.
    pub(crate) fn integer_type(self) -> &'static str {
        match self {
            Dialect::Sqlite => "INTEGER",
            Dialect::Postgres => "BIGINT",
        }
    }

    /// Column type of texts: compared by their bytes, whatever the language of the server.
    pub(crate) fn text_type(self) -> &'static str {
        match self {
            Dialect::Sqlite => "TEXT",
            Dialect::Postgres => "TEXT COLLATE \"C\"",
        }
    }

    /// Column type of bytes.
    pub(crate) fn bytes_type(self) -> &'static str {
        match self {
            Dialect::Sqlite => "BLOB",
            Dialect::Postgres => "BYTEA",
        }
    }

    /// The columns that an index names: every index of SQLite ends with the id by itself.
    pub(crate) fn index_columns(self, columns: &[String]) -> &[String] {
        match (self, columns) {
            (Dialect::Sqlite, [first @ .., last]) if last == "id" && !first.is_empty() => first,
            (Dialect::Sqlite | Dialect::Postgres, all) => all,
        }
    }

    /// How an index column is written so that empty values are lowest.
    pub(crate) fn index_column(self, column: &str) -> String {
        match self {
            Dialect::Sqlite => format!("\"{column}\""),
            Dialect::Postgres => format!("\"{column}\" NULLS FIRST"),
        }
    }

    /// Rows that one statement may insert, by the limit of bound parameters.
    pub(crate) fn rows_per_insert(self, columns: usize) -> usize {
        match self {
            Dialect::Sqlite => 1,
            Dialect::Postgres => (60_000 / columns.max(1)).clamp(1, 1_000),
        }
    }
}
