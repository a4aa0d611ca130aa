use catalog::Language;
use std::fmt::Write;

/// A letter before it becomes a mail: the same parts are written as plain text and as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub language: Language,
    pub subject: String,
    pub blocks: Vec<Block>,
}

/// A part of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Text(String),
    /// The one thing to do.
    Button {
        label: String,
        link: String,
    },
    Small(String),
}

impl Letter {
    pub fn plain(&self) -> String {
        let parts: Vec<String> = self.blocks.iter().map(plain_block).collect();
        format!("{}\n", parts.join("\n\n"))
    }

    pub fn html(&self) -> String {
        let mut body = String::new();
        for block in &self.blocks {
            html_block(block, &mut body);
        }
        format!(
            "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\n\
             <body style=\"margin:0;padding:24px;font:16px/1.6 -apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif;color:#1c1c1e\">\n\
             <div style=\"max-width:560px\">\n{body}</div></body></html>\n",
            self.language.tag(),
            escaped(&self.subject),
        )
    }
}

fn plain_block(block: &Block) -> String {
    match block {
        Block::Text(text) | Block::Small(text) => text.clone(),
        Block::Button { label, link } => format!("{label}:\n{link}"),
    }
}

fn html_block(block: &Block, into: &mut String) {
    // Writing to a string cannot end in an error.
    let _ = match block {
        Block::Text(text) => writeln!(into, "<p>{}</p>", escaped(text)),
        Block::Small(text) => {
            writeln!(into, "<p style=\"font-size:13px;color:#6b6b70\">{}</p>", escaped(text))
        }
        Block::Button { label, link } => {
            let (label, link) = (escaped(label), escaped(link));
            writeln!(
                into,
                "<p><a href=\"{link}\" style=\"display:inline-block;padding:10px 18px;border-radius:6px;background:#2f5bd3;color:#ffffff;text-decoration:none\">{label}</a></p>\n\
                 <p style=\"font-size:13px;color:#6b6b70;word-break:break-all\">{link}</p>"
            )
        }
    };
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' => safe.push_str("<br>"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_become_markup() {
        let letter = Letter {
            language: Language::En,
            subject: "</title><script>".to_owned(),
            blocks: vec![
                Block::Text("<img src=x onerror=alert(1)> & 'friends'".to_owned()),
                Block::Button { label: "Go".to_owned(), link: "https://x/\" onmouseover=\"y".to_owned() },
            ],
        };
        let html = letter.html();
        for bad in ["<script", "<img", "\" onmouseover"] {
            assert!(!html.contains(bad), "{bad} in {html}");
        }
        assert!(html.contains("&#39;friends&#39;") && html.contains("https://x/&quot;"));
        assert!(letter.plain().contains("<img src=x"), "plain text is not escaped");
    }
}
