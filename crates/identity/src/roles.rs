use access::{Scope, Verb};
use catalog::Language;
use records::{Draft, Error, Work};
use value::{Id, Value};

/// A role that a new company begins with. Later it is a record like any other and may be changed.
pub(crate) struct RolePlan {
    pub(crate) power: Power,
    name: Words,
    description: Words,
    grants: &'static [GrantPlan],
}

/// Whether a role may do everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Power {
    Administrator,
    Granted,
}

struct Words {
    en: &'static str,
    zh_hans: &'static str,
    zh_hant: &'static str,
}

struct GrantPlan(&'static [&'static str], &'static [Verb], Scope);

const SALES: &[&str] = &["customer", "contact", "activity", "task", "order"];
const CUSTOMERS: &[&str] = &["customer", "contact", "order"];
const WORK: &[&str] = &["activity", "task"];
const PRODUCTS: &[&str] = &["product", "product_category"];
const HOUSE: &[&str] = &["user", "team", "role", "layout", "exchange_rate", "tag"];
const TOOLS: &[&str] = &["mapping", "merge_run", "distinct_pair"];
const ALL: &[Verb] = &[Verb::Create, Verb::Read, Verb::Update, Verb::Delete, Verb::Export];
const CHANGES: &[Verb] = &[Verb::Create, Verb::Read, Verb::Update, Verb::Delete];
const EDITS: &[Verb] = &[Verb::Create, Verb::Read, Verb::Update];
const READS: &[Verb] = &[Verb::Read];
const TAKES_OUT: &[Verb] = &[Verb::Read, Verb::Export];

/// Administrator, sales manager, sales representative, service agent, marketer, viewer.
pub(crate) const ROLES: [RolePlan; 6] = [
    RolePlan {
        power: Power::Administrator,
        name: Words { en: "Administrator", zh_hans: "管理员", zh_hant: "系統管理員" },
        description: Words {
            en: "May do everything, also settings, users and roles.",
            zh_hans: "可以执行所有操作，包括设置、用户和角色。",
            zh_hant: "可以執行所有操作，包括設定、使用者與角色。",
        },
        grants: &[],
    },
    RolePlan {
        power: Power::Granted,
        name: Words { en: "Sales manager", zh_hans: "销售经理", zh_hant: "業務經理" },
        description: Words {
            en: "Sees and changes what belongs to the own department and those below it.",
            zh_hans: "查看和修改本部门及下级部门的数据。",
            zh_hant: "檢視與修改本部門及下級部門的資料。",
        },
        grants: &[
            GrantPlan(SALES, ALL, Scope::TeamTree),
            GrantPlan(PRODUCTS, ALL, Scope::All),
            GrantPlan(HOUSE, READS, Scope::All),
            GrantPlan(&["tag"], CHANGES, Scope::All),
            GrantPlan(TOOLS, CHANGES, Scope::All),
        ],
    },
    RolePlan {
        power: Power::Granted,
        name: Words { en: "Sales representative", zh_hans: "销售代表", zh_hant: "業務代表" },
        description: Words {
            en: "Works on the own customers and sees the public pool.",
            zh_hans: "跟进自己的客户，可查看公海客户。",
            zh_hant: "跟進自己的客戶，可檢視公海客戶。",
        },
        grants: &[
            GrantPlan(CUSTOMERS, EDITS, Scope::Own),
            GrantPlan(WORK, CHANGES, Scope::Own),
            GrantPlan(PRODUCTS, READS, Scope::All),
            GrantPlan(HOUSE, READS, Scope::All),
            GrantPlan(TOOLS, EDITS, Scope::All),
        ],
    },
    RolePlan {
        power: Power::Granted,
        name: Words { en: "Service agent", zh_hans: "客服专员", zh_hant: "客服專員" },
        description: Words {
            en: "Sees every customer and keeps the own activities and tasks.",
            zh_hans: "查看所有客户，管理自己的活动和任务。",
            zh_hant: "檢視所有客戶，管理自己的活動與任務。",
        },
        grants: &[
            GrantPlan(CUSTOMERS, READS, Scope::All),
            GrantPlan(WORK, CHANGES, Scope::Own),
            GrantPlan(PRODUCTS, READS, Scope::All),
            GrantPlan(HOUSE, READS, Scope::All),
        ],
    },
    RolePlan {
        power: Power::Granted,
        name: Words { en: "Marketer", zh_hans: "市场专员", zh_hant: "行銷專員" },
        description: Words {
            en: "Reads and exports everything about customers, and keeps the own activities.",
            zh_hans: "查看并导出所有客户数据，管理自己的活动。",
            zh_hant: "檢視並匯出所有客戶資料，管理自己的活動。",
        },
        grants: &[
            GrantPlan(SALES, TAKES_OUT, Scope::All),
            GrantPlan(WORK, CHANGES, Scope::Own),
            GrantPlan(PRODUCTS, TAKES_OUT, Scope::All),
            GrantPlan(HOUSE, READS, Scope::All),
            GrantPlan(&["tag"], CHANGES, Scope::All),
        ],
    },
    RolePlan {
        power: Power::Granted,
        name: Words { en: "Viewer", zh_hans: "只读用户", zh_hant: "唯讀使用者" },
        description: Words {
            en: "Reads everything and changes nothing.",
            zh_hans: "可查看所有数据，不能修改。",
            zh_hant: "可檢視所有資料，不能修改。",
        },
        grants: &[
            GrantPlan(SALES, READS, Scope::All),
            GrantPlan(PRODUCTS, READS, Scope::All),
            GrantPlan(HOUSE, READS, Scope::All),
        ],
    },
];

impl RolePlan {
    /// Writes the role and its grants.
    pub(crate) fn write(&self, work: &mut Work<'_, '_>, language: Language) -> Result<Id, Error> {
        let role = Draft::new("role")
            .set("name", Value::text(self.name.in_(language)))
            .set("description", Value::text(self.description.in_(language)))
            .set("administrator", Value::Boolean(self.power == Power::Administrator));
        let role = work.create(role)?.id();
        for (object, verb, scope) in self.each() {
            let grant = Draft::new("role_grant")
                .set("role", Value::Id(role))
                .set("object", Value::text(object))
                .set("action", Value::text(verb.word()))
                .set("scope", Value::text(scope.word()));
            work.create(grant)?;
        }
        Ok(role)
    }

    fn each(&self) -> impl Iterator<Item = (&'static str, Verb, Scope)> {
        self.grants.iter().flat_map(|GrantPlan(objects, verbs, scope)| {
            objects.iter().flat_map(move |object| verbs.iter().map(move |verb| (*object, *verb, *scope)))
        })
    }
}

impl Words {
    fn in_(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::ZhHans => self.zh_hans,
            Language::ZhHant => self.zh_hant,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::{Access, Catalog};

    #[test]
    fn grants_name_objects_whose_access_goes_by_role() {
        let catalog = Catalog::built_in().unwrap();
        for plan in &ROLES {
            for (object, verb, scope) in plan.each() {
                let found = catalog.object(object).unwrap_or_else(|| panic!("there is no {object}"));
                assert!(matches!(found.access, Access::Owned | Access::Shared), "{object}");
                assert!(!(found.access == Access::Shared && scope != Scope::All), "{object} {}", verb.word());
            }
        }
    }

    #[test]
    fn everybody_reads_what_the_house_shares_and_only_the_administrator_changes_users_and_roles() {
        let guarded = ["user", "role", "role_grant", "role_field", "team", "layout"];
        for plan in ROLES.iter().filter(|plan| plan.power == Power::Granted) {
            for object in HOUSE {
                assert!(plan.each().any(|(name, verb, _)| name == *object && verb == Verb::Read), "{object}");
            }
            assert!(!plan.each().any(|(name, verb, _)| guarded.contains(&name) && verb != Verb::Read));
        }
    }
}
