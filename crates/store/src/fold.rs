use std::fmt::Write;
use std::sync::LazyLock;
use value::text::fold;

const FIRST_HAN: u32 = 0x3400;
const LAST_HAN: u32 = 0x9FFF;
const ACCENTS: &str = r"[\u0300-\u036F]";
const BLANKS: &str = r"[\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+";
const INVISIBLE: &str = r"[\u0001-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFE00-\uFE0F\uFEFF]";

/// The function `guanxi_fold` for PostgreSQL: it decides as `value::text::fold` does, letter by letter from the same table.
pub(crate) fn postgres_function() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let letters = letters();
        format!(
            "CREATE OR REPLACE FUNCTION guanxi_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $guanxi$\n\
             SELECT CASE WHEN words COLLATE \"C\" ~ '^([!-~]+( [!-~]+)*)?$' THEN lower(words COLLATE \"C\") ELSE (\n\
             SELECT coalesce(string_agg(coalesce('{letters}'::jsonb ->> letter, letter), '' ORDER BY place), '')\n\
             FROM unnest(string_to_array(btrim(regexp_replace(regexp_replace(normalize(regexp_replace(normalize(words, NFKD),\n\
             '{ACCENTS}', '', 'g'), NFC), '{INVISIBLE}', '', 'g'), '{BLANKS}', ' ', 'g'), ' '), NULL))\n\
             WITH ORDINALITY AS spelt (letter, place)) END $guanxi$;\n"
        )
    });
    &TEXT
}

/// Letters that fold to something else, once compatibility forms and accents are gone, as a JSON object.
fn letters() -> String {
    let blocks = [
        0x41..0xA000,
        0xA640..0xAC00,
        0x1_0400..0x1_0D00,
        0x1_18A0..0x1_18E0,
        0x1_6E40..0x1_6E80,
        0x1_E900..0x1_E950,
    ];
    let mut text = String::from("{");
    for letter in blocks.into_iter().flatten().filter_map(char::from_u32) {
        let han = (FIRST_HAN..=LAST_HAN).contains(&u32::from(letter));
        if !han && !letter.is_uppercase() && !letter.is_lowercase() {
            continue;
        }
        let folded = fold(letter.encode_utf8(&mut [0; 4]));
        if !folded.is_empty() && !folded.chars().eq([letter]) {
            let comma = if text.len() > 1 { "," } else { "" };
            let _ = write!(text, "{comma}\"{letter}\":\"{folded}\"");
        }
    }
    text.push('}');
    text
}
