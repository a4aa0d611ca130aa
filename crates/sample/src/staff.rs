use crate::company::{FieldRule, Grant, Rights, Role, Tag, Team, User};

pub(crate) const OWNER: usize = 0;
pub(crate) const SALES_MANAGER: usize = 1;
pub(crate) const REPS: [usize; 2] = [2, 3];
pub(crate) const SERVICE_AGENT: usize = 4;
pub(crate) const MARKETER: usize = 5;

pub(crate) fn teams() -> Vec<Team> {
    vec![
        Team { name: "总经理室 Head office", parent: None, leader: OWNER },
        Team { name: "销售部 Sales", parent: Some(0), leader: SALES_MANAGER },
        Team { name: "客户服务部 Service", parent: Some(0), leader: SERVICE_AGENT },
        Team { name: "市场部 Marketing", parent: Some(0), leader: MARKETER },
    ]
}

pub(crate) fn users() -> Vec<User> {
    let user = |name, email, language, job_title, phone, team, manager, role| User {
        name,
        email,
        language,
        job_title,
        phone,
        team,
        manager,
        role,
    };
    let lead = Some(OWNER);
    let sales = Some(SALES_MANAGER);
    vec![
        user("林若溪", "ruoxi@lantian.example", "zh-Hans", "总经理", "+8613800000001", 0, None, 0),
        user("周志强", "zhiqiang@lantian.example", "zh-Hans", "销售经理", "+8613800000002", 1, lead, 1),
        user("沈晓燕", "xiaoyan@lantian.example", "zh-Hans", "业务代表", "+8613800000003", 1, sales, 2),
        user(
            "Emily Carter",
            "emily@lantian.example",
            "en",
            "Sales representative",
            "+447700900101",
            1,
            sales,
            2,
        ),
        user("陳雅婷", "yating@lantian.example", "zh-Hant", "客服專員", "+886900000105", 2, lead, 3),
        user("Daniel Reid", "daniel@lantian.example", "en", "Marketer", "+447700900102", 3, lead, 4),
    ]
}

pub(crate) fn roles() -> Vec<Role> {
    vec![
        Role {
            name: "Administrator",
            description: "Everything, settings included",
            rights: Rights::Administrator,
        },
        Role {
            name: "Sales manager",
            description: "All customers, orders and products; sees and assigns the work of the team",
            rights: granted(
                &[("read", "all", EVERYTHING), ("write", "all", SALES_WORK), ("export", "all", EVERYTHING)],
                &[],
            ),
        },
        Role {
            name: "Sales rep",
            description: "Own customers and what hangs on them",
            rights: granted(
                &[
                    ("read", "own", OWNED),
                    ("read", "all", SHARED),
                    ("write", "own", OWNED),
                    ("write", "own", CHILDREN),
                    ("read", "own", CHILDREN),
                ],
                &[("product", "cost", "hidden"), ("order_line", "cost", "hidden")],
            ),
        },
        Role {
            name: "Service agent",
            description: "Sees every customer, works on activities and tasks of the own team",
            rights: granted(
                &[
                    ("read", "all", EVERYTHING),
                    ("write", "team", &["activity", "task"]),
                    ("write", "all", &["preference", "comment", "attachment"]),
                ],
                &[
                    ("product", "cost", "hidden"),
                    ("order_line", "cost", "hidden"),
                    ("order_line", "margin", "hidden"),
                    ("order", "margin", "hidden"),
                    ("customer", "margin_12m", "hidden"),
                    ("customer", "clv_12m", "hidden"),
                ],
            ),
        },
        Role {
            name: "Marketer",
            description: "Reads every customer with masked phones and mails, writes tags and preferences",
            rights: granted(
                &[("read", "all", EVERYTHING), ("write", "all", &["tag", "preference", "comment"])],
                &[
                    ("customer", "phone", "mask"),
                    ("customer", "email", "mask"),
                    ("customer", "tax_number", "hidden"),
                    ("contact", "mobile", "mask"),
                    ("contact", "phone", "mask"),
                    ("contact", "email", "mask"),
                    ("contact", "wechat", "mask"),
                ],
            ),
        },
    ]
}

pub(crate) fn tags() -> Vec<Tag> {
    [
        ("VIP", "amber"),
        ("老客户", "green"),
        ("Trade fair 展会", "blue"),
        ("礼品季 Gift season", "pink"),
        ("账期客户", "orange"),
        ("Price sensitive", "red"),
        ("有机爱好者 Organic", "lime"),
        ("口碑达人 Influencer", "violet"),
        ("酒店渠道", "teal"),
        ("Export", "indigo"),
    ]
    .map(|(name, color)| Tag { name, color })
    .to_vec()
}

const OWNED: &[&str] = &["customer", "contact", "activity", "task", "order"];
const CHILDREN: &[&str] = &[
    "contact_role",
    "relationship",
    "preference",
    "order_line",
    "alert",
    "comment",
    "attachment",
    "follower",
];
const SHARED: &[&str] =
    &["product", "product_category", "tag", "user", "team", "exchange_rate", "layout", "role"];
const SALES_WORK: &[&str] = &[
    "customer",
    "contact",
    "activity",
    "task",
    "order",
    "contact_role",
    "relationship",
    "preference",
    "order_line",
    "alert",
    "comment",
    "attachment",
    "follower",
    "product",
    "product_category",
    "tag",
    "record_member",
];
const EVERYTHING: &[&str] = &[
    "customer",
    "contact",
    "activity",
    "task",
    "order",
    "contact_role",
    "relationship",
    "preference",
    "order_line",
    "alert",
    "comment",
    "attachment",
    "follower",
    "product",
    "product_category",
    "tag",
    "user",
    "team",
    "exchange_rate",
    "layout",
    "role",
];

fn granted(
    rules: &[(&'static str, &'static str, &[&'static str])],
    fields: &[(&'static str, &'static str, &'static str)],
) -> Rights {
    let mut grants = Vec::new();
    for (verb, scope, objects) in rules {
        let actions: &[&'static str] = match *verb {
            "write" => &["create", "update", "delete"],
            "export" => &["export"],
            _ => &["read"],
        };
        for object in *objects {
            grants.extend(actions.iter().map(|action| Grant { object, action, scope }));
        }
    }
    let fields = fields.iter().map(|(object, field, level)| FieldRule { object, field, level }).collect();
    Rights::Granted { grants, fields }
}
