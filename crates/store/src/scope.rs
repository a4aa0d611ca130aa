use crate::dialect::Dialect;
use crate::shape::object_column;
use access::{Clause, Pool, Reach, Writes};
use sea_query::{Expr, ExprTrait, PostgresQueryBuilder, Query, SelectStatement, SqliteQueryBuilder};
use std::collections::HashMap;
use value::days_of_date;

/// The reaches that a statement needs beside its own: one for each object that a filter hops to.
pub type Reaches = HashMap<String, Reach>;

/// The condition that a reach puts on the rows of its table, in every statement the same. The table is known
/// by `alias` in the statement.
pub(crate) fn within(reach: &Reach, alias: &str) -> Option<Expr> {
    let column = |name: &str| Expr::col((alias.to_owned(), name.to_owned()));
    match reach.clause() {
        Clause::Everything => None,
        Clause::Each(list) => {
            list.iter().filter_map(|part| within(part, alias)).reduce(|one, other| one.and(other))
        }
        Clause::Owned { owners, teams, pool, member } => {
            let mut any: Vec<Expr> = Vec::new();
            match owners.as_slice() {
                [] => {}
                [one] => any.push(column("owner").eq(one.0)),
                several => any.push(column("owner").is_in(several.iter().map(|id| id.0))),
            }
            if !teams.is_empty() {
                any.push(column("team").is_in(teams.iter().map(|id| id.0)));
            }
            if *pool == Pool::Open {
                any.push(column("owner").is_null());
            }
            if let Some(member) = member {
                let mut shared: SelectStatement = Query::select();
                shared
                    .column("record".to_owned())
                    .from("record_member".to_owned())
                    .and_where(Expr::col("user".to_owned()).eq(member.user.0))
                    .and_where(Expr::col("deleted_at".to_owned()).is_null())
                    .and_where(
                        Expr::col("expires_on".to_owned())
                            .is_null()
                            .or(Expr::col("expires_on".to_owned()).gte(days_of_date(member.today))),
                    );
                if member.writes == Writes::Yes {
                    shared.and_where(Expr::col("level".to_owned()).eq("write"));
                }
                any.push(column("id").in_subquery(shared));
            }
            Some(any.into_iter().reduce(|one, other| one.or(other)).unwrap_or_else(nothing))
        }
        Clause::Private { user, share, team } => {
            let mut any = column("owner").eq(user.0);
            if let Some(share) = share {
                any = any.or(column(share).eq("all"));
                if let Some(team) = team {
                    let mut members: SelectStatement = Query::select();
                    members
                        .column("id".to_owned())
                        .from("user".to_owned())
                        .and_where(Expr::col("team".to_owned()).eq(team.0));
                    any = any.or(column(share).eq("team").and(column("owner").in_subquery(members)));
                }
            }
            Some(any)
        }
        Clause::Parent { field, parents, only_by, orphans_of } => {
            let mut any: Vec<Expr> = Vec::new();
            let several = parents.len() > 1;
            for parent in parents {
                let mut rows: SelectStatement = Query::select();
                rows.column(("p".to_owned(), "id".to_owned()))
                    .from_as(parent.object().to_owned(), "p".to_owned());
                if let Some(condition) = within(parent, "p") {
                    rows.and_where(condition);
                }
                let mut one = column(field).in_subquery(rows);
                if several {
                    one = column(&object_column(field)).eq(parent.object()).and(one);
                }
                any.push(one);
            }
            if let Some(user) = orphans_of {
                any.push(column(field).is_null().and(column("created_by").eq(user.0)));
            }
            let reached = any.into_iter().reduce(|one, other| one.or(other)).unwrap_or_else(nothing);
            Some(match only_by {
                Some(user) => reached.and(column("created_by").eq(user.0)),
                None => reached,
            })
        }
    }
}

/// A read of all rows within a reach with its parameters in place, for the golden file.
pub fn scope_text(reach: &Reach, dialect: Dialect) -> String {
    let mut rows: SelectStatement = Query::select();
    rows.column(("r".to_owned(), "id".to_owned())).from_as(reach.object().to_owned(), "r".to_owned());
    if let Some(condition) = within(reach, "r") {
        rows.and_where(condition);
    }
    match dialect {
        Dialect::Sqlite => rows.to_string(SqliteQueryBuilder),
        Dialect::Postgres => rows.to_string(PostgresQueryBuilder),
    }
}

/// A condition that no row meets.
pub(crate) fn nothing() -> Expr {
    Expr::cust("1 = 0")
}
