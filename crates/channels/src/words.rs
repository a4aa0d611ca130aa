use crate::letter::{Block, Letter};
use catalog::Language;

/// Somebody is asked to join.
pub fn invitation(
    language: Language,
    who: &str,
    inviter: &str,
    company: &str,
    link: &str,
    days: i64,
) -> Letter {
    let (subject, greeting, asks, button, small) = match language {
        Language::En => (
            format!("Join {company} on Guanxi"),
            format!("Hello {who},"),
            format!("{inviter} has invited you to work in the customer system of {company}."),
            "Accept the invitation",
            format!(
                "The link works once and for {days} days. If you do not know {inviter}, ignore this mail."
            ),
        ),
        Language::ZhHans => (
            format!("邀请您加入{company}的客户系统"),
            format!("{who}，您好："),
            format!("{inviter}邀请您加入{company}的客户系统。"),
            "接受邀请",
            format!("链接仅可使用一次，{days}天内有效。如果您不认识{inviter}，请忽略此邮件。"),
        ),
        Language::ZhHant => (
            format!("邀請您加入{company}的客戶系統"),
            format!("{who}，您好："),
            format!("{inviter}邀請您加入{company}的客戶系統。"),
            "接受邀請",
            format!("連結僅能使用一次，{days}天內有效。若您不認識{inviter}，請略過這封信。"),
        ),
    };
    Letter {
        language,
        subject,
        blocks: vec![
            Block::Text(greeting),
            Block::Text(asks),
            Block::Button { label: button.to_owned(), link: link.to_owned() },
            Block::Small(small),
        ],
    }
}

/// Somebody has forgotten his password.
pub fn password_reset(language: Language, who: &str, company: &str, link: &str) -> Letter {
    let (subject, greeting, asks, button, small) = match language {
        Language::En => (
            format!("A new password for {company}"),
            format!("Hello {who},"),
            "Somebody, probably you, has asked for a new password.",
            "Choose a new password",
            "The link works once and for one hour. If it was not you, ignore this mail: your password stays as it is.",
        ),
        Language::ZhHans => (
            format!("重置{company}客户系统的密码"),
            format!("{who}，您好："),
            "我们收到了重置您密码的请求。",
            "设置新密码",
            "链接仅可使用一次，一小时内有效。如果不是您本人操作，请忽略此邮件，您的密码不会改变。",
        ),
        Language::ZhHant => (
            format!("重設{company}客戶系統的密碼"),
            format!("{who}，您好："),
            "我們收到了重設您密碼的要求。",
            "設定新密碼",
            "連結僅能使用一次，一小時內有效。若不是您本人提出，請略過這封信，您的密碼不會變更。",
        ),
    };
    Letter {
        language,
        subject,
        blocks: vec![
            Block::Text(greeting),
            Block::Text(asks.to_owned()),
            Block::Button { label: button.to_owned(), link: link.to_owned() },
            Block::Small(small.to_owned()),
        ],
    }
}

/// What is new for somebody, line by line, and how much more than that.
pub fn notices(
    language: Language,
    who: &str,
    company: &str,
    lines: &[String],
    more: u64,
    link: &str,
) -> Letter {
    let count = lines.len() as u64 + more;
    let (subject, greeting, rest, button, small) = match language {
        Language::En => (
            match count {
                1 => format!("One notification from {company}"),
                _ => format!("{count} notifications from {company}"),
            },
            format!("Hello {who},"),
            format!("... and {more} more."),
            "Open Guanxi",
            "How often such mails come, you choose on your account page.",
        ),
        Language::ZhHans => (
            format!("{company}：{count}条新通知"),
            format!("{who}，您好："),
            format!("……另有{more}条。"),
            "打开关系",
            "多久收到一次这样的邮件，可以在您的账户页面选择。",
        ),
        Language::ZhHant => (
            format!("{company}：{count}則新通知"),
            format!("{who}，您好："),
            format!("……另有{more}則。"),
            "開啟關係",
            "多久收到一次這樣的郵件，可以在您的帳戶頁面選擇。",
        ),
    };
    let mut blocks = vec![Block::Text(greeting)];
    blocks.extend(lines.iter().map(|line| Block::Text(line.clone())));
    if more > 0 {
        blocks.push(Block::Text(rest));
    }
    blocks.push(Block::Button { label: button.to_owned(), link: link.to_owned() });
    blocks.push(Block::Small(small.to_owned()));
    Letter { language, subject, blocks }
}

/// Shows that mail goes out.
pub fn trial(language: Language, company: &str) -> Letter {
    let (subject, text) = match language {
        Language::En => (
            format!("A test mail from {company}"),
            "This mail was sent from the settings page. Mail goes out as it should.",
        ),
        Language::ZhHans => {
            (format!("来自{company}的测试邮件"), "这封邮件由设置页面发出，说明邮件可以正常发送。")
        }
        Language::ZhHant => {
            (format!("來自{company}的測試郵件"), "這封信由設定頁面寄出，表示郵件可以正常寄送。")
        }
    };
    Letter { language, subject, blocks: vec![Block::Text(text.to_owned())] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_is_whole_in_every_language() {
        let mut subjects = std::collections::HashSet::new();
        for language in catalog::LANGUAGES {
            let invited = invitation(language, "王芳", "Li Wei", "青山贸易", "https://crm/invitation#t", 7);
            let reset = password_reset(language, "王芳", "青山贸易", "https://crm/password#t");
            for (letter, link) in [(&invited, "https://crm/invitation#t"), (&reset, "https://crm/password#t")]
            {
                assert!(letter.plain().contains(link) && letter.html().contains(link));
                assert!(letter.plain().contains("王芳") && letter.subject.contains("青山贸易"));
                assert!(subjects.insert(letter.subject.clone()), "{}", letter.subject);
            }
            assert!(subjects.insert(trial(language, "青山贸易").subject));
            let lines = ["李伟把客户交给了您".to_owned(), "Due".to_owned()];
            let news = notices(language, "王芳", "青山贸易", &lines, 3, "https://crm/");
            for part in ["王芳", "李伟把客户交给了您", "Due", "3", "https://crm/"] {
                assert!(news.plain().contains(part) && news.html().contains(part), "{part}");
            }
            assert!(news.subject.contains('5') && subjects.insert(news.subject.clone()));
        }
    }
}
