use crate::dialect::Dialect;
use catalog::{Catalog, Field, OWNER, Object, SYSTEM_FIELDS, Side};
use value::Column;

/// A table that ought to exist.
pub(crate) struct Table {
    pub name: String,
    pub columns: Vec<(String, String)>,
    pub primary_key: &'static str,
    pub indexes: Vec<Index>,
}

/// An index that ought to exist.
pub(crate) struct Index {
    pub name: String,
    pub columns: Vec<String>,
    pub unique: bool,
    pub rows: Rows,
}

/// Which rows an index holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    All,
    Living,
    Deleted,
    /// Those that refer to something: nobody looks for what refers to nothing by an index.
    Referring,
}

/// Name of the side table of an object's figures.
pub(crate) fn side_table(object: &str) -> String {
    format!("{object}__insight")
}

/// Name of the table that keeps a reference to several records.
pub(crate) fn link_table(object: &str, field: &str) -> String {
    format!("{object}__{field}")
}

/// Name of the column that keeps a text's sort key.
pub(crate) fn sort_column(field: &str) -> String {
    format!("{field}__sort")
}

/// Name of the column that keeps an amount's currency.
pub(crate) fn currency_column(field: &str) -> String {
    format!("{field}__currency")
}

/// Name of the column that keeps the object of a reference to anything.
pub(crate) fn object_column(field: &str) -> String {
    format!("{field}__object")
}

/// Every table that the catalog asks for, the engine's own first.
pub(crate) fn tables(catalog: &Catalog, dialect: Dialect) -> Vec<Table> {
    let mut tables = engine_tables(dialect);
    for object in catalog.objects() {
        tables.push(own_table(object, dialect));
        if object.has_insight() {
            tables.push(insight_table(object, dialect));
        }
        for field in object.fields.iter().filter(|field| field.column() == Column::Links) {
            let name = link_table(&object.name, &field.name);
            tables.push(Table {
                columns: vec![
                    column("record", dialect.integer_type(), " NOT NULL"),
                    column("target", dialect.integer_type(), " NOT NULL"),
                    column("target__object", dialect.text_type(), ""),
                    column("place", dialect.integer_type(), " NOT NULL"),
                ],
                primary_key: "\"record\", \"target\"",
                indexes: vec![index(&name, &["target"], "target")],
                name,
            });
        }
    }
    tables
}

/// The statements that make the database from nothing, for the golden file.
pub fn ddl(catalog: &Catalog, dialect: Dialect) -> String {
    let mut text = String::new();
    for table in tables(catalog, dialect) {
        text.push_str(&create_table(&table));
        for index in &table.indexes {
            text.push_str(&create_index(&table.name, index, dialect));
        }
    }
    text
}

/// Names of all indexes that ought to exist.
pub fn index_names(catalog: &Catalog, dialect: Dialect) -> Vec<String> {
    tables(catalog, dialect).into_iter().flat_map(|table| table.indexes).map(|index| index.name).collect()
}

pub(crate) fn create_table(table: &Table) -> String {
    let columns: Vec<String> =
        table.columns.iter().map(|(name, rest)| format!("\n  \"{name}\" {rest}")).collect();
    format!(
        "CREATE TABLE IF NOT EXISTS \"{}\" ({},\n  PRIMARY KEY ({})\n);\n",
        table.name,
        columns.join(","),
        table.primary_key
    )
}

pub(crate) fn create_index(table: &str, index: &Index, dialect: Dialect) -> String {
    let columns: Vec<String> =
        dialect.index_columns(&index.columns).iter().map(|name| dialect.index_column(name)).collect();
    let unique = if index.unique { "UNIQUE " } else { "" };
    let condition = match index.rows {
        Rows::All => String::new(),
        Rows::Living => " WHERE \"deleted_at\" IS NULL".to_owned(),
        Rows::Deleted => " WHERE \"deleted_at\" IS NOT NULL".to_owned(),
        Rows::Referring => format!(" WHERE \"{}\" IS NOT NULL", index.columns[0]),
    };
    format!(
        "CREATE {unique}INDEX IF NOT EXISTS \"{}\" ON \"{table}\" ({}){condition};\n",
        index.name,
        columns.join(", ")
    )
}

fn own_table(object: &Object, dialect: Dialect) -> Table {
    let whole = dialect.integer_type();
    let mut columns = vec![
        column("id", whole, " NOT NULL"),
        column("version", whole, " NOT NULL"),
        column("created_at", whole, " NOT NULL"),
        column("created_by", whole, ""),
        column("updated_at", whole, " NOT NULL"),
        column("updated_by", whole, ""),
        column("deleted_at", whole, ""),
    ];
    let trash = Index { rows: Rows::Deleted, ..index(&object.name, &["deleted_at", "id"], "deleted_at") };
    let mut indexes = vec![index(&object.name, &["created_at", "id"], "created_at"), trash];
    for field in object.fields.iter().skip(SYSTEM_FIELDS).filter(|field| field.side == Side::Own) {
        columns.extend(field_columns(field, dialect));
        indexes.extend(field_indexes(&object.name, field));
    }
    Table { name: object.name.clone(), columns, primary_key: "\"id\"", indexes }
}

fn insight_table(object: &Object, dialect: Dialect) -> Table {
    let name = side_table(&object.name);
    let mut columns = vec![column("id", dialect.integer_type(), " NOT NULL")];
    let mut indexes = Vec::new();
    for field in object.fields.iter().filter(|field| field.side == Side::Insight) {
        columns.extend(field_columns(field, dialect));
        indexes.extend(field_indexes(&name, field));
    }
    Table { name, columns, primary_key: "\"id\"", indexes }
}

fn field_columns(field: &Field, dialect: Dialect) -> Vec<(String, String)> {
    let whole = dialect.integer_type();
    let mut columns = match field.column() {
        Column::Text | Column::Json => vec![column(&field.name, dialect.text_type(), "")],
        Column::Integer | Column::Id => vec![column(&field.name, whole, "")],
        Column::Boolean => vec![column(&field.name, "BOOLEAN", "")],
        Column::Money => {
            vec![
                column(&field.name, whole, ""),
                column(&currency_column(&field.name), dialect.text_type(), ""),
            ]
        }
        Column::Link => {
            vec![column(&field.name, whole, ""), column(&object_column(&field.name), dialect.text_type(), "")]
        }
        Column::Links => Vec::new(),
    };
    if field.sorts_by_language() {
        columns.push(column(&sort_column(&field.name), dialect.bytes_type(), ""));
    }
    columns
}

fn field_indexes(table: &str, field: &Field) -> Vec<Index> {
    let mut indexes = Vec::new();
    let plain = field.column() != Column::Links && field.column() != Column::Json;
    if field.unique {
        indexes.push(Index {
            name: format!("uq_{table}__{}", field.name),
            columns: vec![field.name.clone()],
            unique: true,
            rows: Rows::Living,
        });
    }
    if field.index && plain && !field.unique {
        let refers = matches!(field.column(), Column::Id | Column::Link) && field.name != OWNER;
        let rows = if refers { Rows::Referring } else { Rows::All };
        indexes.push(Index { rows, ..index(table, &[&field.name, "id"], &field.name) });
    }
    if field.sorts_by_language() && field.search {
        let key = sort_column(&field.name);
        indexes.push(index(table, &[&key, "id"], &key));
    }
    indexes
}

fn engine_tables(dialect: Dialect) -> Vec<Table> {
    let whole = dialect.integer_type();
    let serial = match dialect {
        Dialect::Sqlite => "INTEGER",
        Dialect::Postgres => "BIGSERIAL",
    };
    let mut log = vec![
        ("seq".to_owned(), serial.to_owned()),
        column("at", whole, " NOT NULL"),
        column("object", dialect.text_type(), " NOT NULL"),
        column("record", whole, ""),
        column("kind", dialect.text_type(), " NOT NULL"),
        column("actor", whole, ""),
        column("cause", dialect.text_type(), " NOT NULL"),
        column("version", whole, " NOT NULL"),
        column("changes", dialect.text_type(), ""),
        column("secret", dialect.bytes_type(), ""),
        column("subject", whole, ""),
        column("ids", dialect.bytes_type(), ""),
    ];
    if dialect == Dialect::Postgres {
        log.push(column("transaction", "xid8", " NOT NULL DEFAULT pg_current_xact_id()"));
    }
    let mut text = vec![
        column("id", whole, " NOT NULL"),
        column("object", dialect.text_type(), " NOT NULL"),
        column("title", dialect.text_type(), " NOT NULL"),
        column("texts", dialect.text_type(), " NOT NULL"),
    ];
    if dialect == Dialect::Postgres {
        text.push(column("grams", "TEXT[]", " NOT NULL"));
    }
    vec![
        Table {
            name: "change_log".to_owned(),
            columns: log,
            primary_key: "\"seq\"",
            indexes: vec![
                index("change_log", &["record", "seq"], "record"),
                index("change_log", &["cause"], "cause"),
            ],
        },
        Table {
            name: "counter".to_owned(),
            columns: vec![
                column("name", dialect.text_type(), " NOT NULL"),
                column("reached", whole, " NOT NULL"),
            ],
            primary_key: "\"name\"",
            indexes: Vec::new(),
        },
        Table {
            name: "node".to_owned(),
            columns: vec![
                column("number", whole, " NOT NULL"),
                column("owner", dialect.text_type(), " NOT NULL"),
                column("seen_at", whole, " NOT NULL"),
            ],
            primary_key: "\"number\"",
            indexes: Vec::new(),
        },
        Table {
            name: "note".to_owned(),
            columns: vec![
                column("name", dialect.text_type(), " NOT NULL"),
                column("words", dialect.text_type(), " NOT NULL"),
            ],
            primary_key: "\"name\"",
            indexes: Vec::new(),
        },
        Table {
            name: "subject_key".to_owned(),
            columns: vec![
                column("subject", whole, " NOT NULL"),
                column("secret", dialect.bytes_type(), " NOT NULL"),
            ],
            primary_key: "\"subject\"",
            indexes: Vec::new(),
        },
        Table { name: "search_text".to_owned(), columns: text, primary_key: "\"id\"", indexes: Vec::new() },
    ]
}

fn column(name: &str, kind: &str, rest: &str) -> (String, String) {
    (name.to_owned(), format!("{kind}{rest}"))
}

fn index(table: &str, columns: &[&str], label: &str) -> Index {
    Index {
        name: format!("ix_{table}__{label}"),
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        unique: false,
        rows: Rows::All,
    }
}
