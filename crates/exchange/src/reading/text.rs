use super::{ReadError, read_up_to};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::io::Read;

const CHUNK: usize = 1 << 18;

/// A stream of bytes as text, whatever the encoding, a chunk at a time.
///
/// As long as all is ASCII the encoding stays open: the first other letter may come late, and only what follows it
/// tells a Chinese file from a French one.
pub(super) struct Decoded {
    source: Box<dyn Read + Send>,
    raw: Vec<u8>,
    encoding: Option<&'static Encoding>,
    decoder: Decoder,
    peeked: Option<String>,
    ended: bool,
}

impl Decoded {
    pub fn open(source: Box<dyn Read + Send>, chosen: Option<&str>) -> Result<Decoded, ReadError> {
        let chosen = match chosen {
            Some(name) => Some(
                Encoding::for_label(name.as_bytes()).ok_or_else(|| ReadError::Encoding(name.to_owned()))?,
            ),
            None => None,
        };
        let mut text = Decoded {
            source,
            raw: Vec::with_capacity(CHUNK),
            encoding: chosen,
            decoder: chosen.unwrap_or(UTF_8).new_decoder_with_bom_removal(),
            peeked: None,
            ended: false,
        };
        text.fill()?;
        if chosen.is_none() {
            let marked = Encoding::for_bom(&text.raw).map(|(encoding, _)| encoding);
            if let Some(encoding) = marked.or_else(|| wide(&text.raw)) {
                text.settle(encoding);
            }
        }
        Ok(text)
    }

    /// The name of the encoding as far as it is known.
    pub fn encoding(&self) -> &'static str {
        self.encoding.unwrap_or(UTF_8).name()
    }

    /// The first chunk, which the next call of `next_chunk` gives again.
    pub fn peek(&mut self) -> Result<&str, ReadError> {
        if self.peeked.is_none() {
            let mut chunk = String::new();
            self.next_chunk(&mut chunk)?;
            self.peeked = Some(chunk);
        }
        Ok(self.peeked.as_deref().unwrap_or_default())
    }

    /// Replaces `chunk` by the next piece of text; `false` says that there is none.
    pub fn next_chunk(&mut self, chunk: &mut String) -> Result<bool, ReadError> {
        chunk.clear();
        if let Some(peeked) = self.peeked.take() {
            *chunk = peeked;
            return Ok(!chunk.is_empty());
        }
        while chunk.is_empty() && !self.ended {
            self.fill()?;
            let plain = match self.encoding {
                Some(_) => self.raw.len(),
                None => Encoding::ascii_valid_up_to(&self.raw),
            };
            let taken = if plain == 0 && !self.raw.is_empty() {
                let encoding = recognise(&self.raw, self.raw.len() < CHUNK);
                self.settle(encoding);
                self.raw.len()
            } else {
                plain
            };
            let last = taken == self.raw.len() && self.raw.len() < CHUNK;
            let room = self.decoder.max_utf8_buffer_length(taken).unwrap_or(taken * 3 + 16);
            chunk.reserve(room);
            let (_, read, _) = self.decoder.decode_to_string(&self.raw[..taken], chunk, last);
            self.raw.drain(..read);
            self.ended = last && self.raw.is_empty();
        }
        Ok(!chunk.is_empty())
    }

    fn settle(&mut self, encoding: &'static Encoding) {
        self.encoding = Some(encoding);
        self.decoder = encoding.new_decoder_with_bom_removal();
    }

    fn fill(&mut self) -> Result<(), ReadError> {
        let kept = self.raw.len();
        self.raw.resize(CHUNK, 0);
        let filled = read_up_to(&mut self.source, &mut self.raw[kept..])
            .map_err(|error| ReadError::Damaged { row: 0, reason: error.to_string() })?;
        self.raw.truncate(kept + filled);
        Ok(())
    }
}

/// UTF-16 without a mark shows in the zero bytes of its digits, separators and line ends.
fn wide(start: &[u8]) -> Option<&'static Encoding> {
    let start = &start[..start.len().min(4096) & !1];
    let zeros = |offset: usize| start.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), start.len() / 2);
    let (few, many) = (pairs / 50, pairs / 8);
    match pairs > 1 {
        true if odd > many && even <= few => Some(UTF_16LE),
        true if even > many && odd <= few => Some(UTF_16BE),
        true | false => None,
    }
}

/// `sample` begins with the first byte that is not ASCII.
fn recognise(sample: &[u8], whole: bool) -> &'static Encoding {
    let (mut letters, mut broken) = (0, 0);
    for chunk in sample.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if broken <= 1 + letters / 20 && letters > 0 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, whole);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess != GBK && mostly_common_hanzi(sample) {
        return GB18030;
    }
    match guess == GBK {
        true => GB18030,
        false => guess,
    }
}

/// Too short a text deceives the detector; the first level of GB 2312 (bytes B0-D7) holds 99 % of what people write, and
/// reading another encoding as GBK does not fall into it by chance.
fn mostly_common_hanzi(sample: &[u8]) -> bool {
    let (mut pairs, mut common) = (0, 0);
    let mut bytes = sample.iter().copied();
    while let Some(lead) = bytes.next() {
        if lead < 0x80 {
            continue;
        }
        let Some(trail) = bytes.next() else { break };
        pairs += 1;
        common +=
            usize::from(((0xb0..=0xd7).contains(&lead) || lead == 0xa1 || lead == 0xa3) && trail >= 0xa1);
    }
    pairs > 1 && common * 20 >= pairs * 19
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, WINDOWS_1252};
    use std::io::Cursor;

    fn read(bytes: Vec<u8>) -> (String, &'static str) {
        let mut text = Decoded::open(Box::new(Cursor::new(bytes)), None).unwrap();
        let (mut all, mut chunk) = (String::new(), String::new());
        while text.next_chunk(&mut chunk).unwrap() {
            all.push_str(&chunk);
        }
        (all, text.encoding())
    }

    const CHINESE: &str = "订单号,客户名称,数量\nA1,上海浦东发展有限公司,３\nA2,北京市朝阳区花店,12\n";

    #[test]
    fn chinese_is_recognised_in_every_usual_encoding() {
        let (gbk, _, _) = GBK.encode(CHINESE);
        assert_eq!(read(gbk.into_owned()), (CHINESE.to_owned(), "gb18030"));
        assert_eq!(read(CHINESE.as_bytes().to_vec()), (CHINESE.to_owned(), "UTF-8"));
        assert_eq!(read([b"\xef\xbb\xbf", CHINESE.as_bytes()].concat()), (CHINESE.to_owned(), "UTF-8"));
        let wide: Vec<u8> = CHINESE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read([b"\xff\xfe".to_vec(), wide.clone()].concat()), (CHINESE.to_owned(), "UTF-16LE"));
        assert_eq!(read(wide), (CHINESE.to_owned(), "UTF-16LE"));
        let traditional = "訂單編號,客戶名稱,電話號碼\n1,臺灣積體電路製造股份有限公司,03-5636688\n2,統一企業股份有限公司,06-2532121\n";
        let (big5, _, _) = BIG5.encode(traditional);
        assert_eq!(read(big5.into_owned()), (traditional.to_owned(), "Big5"));
    }

    #[test]
    fn short_headers_in_gbk_and_western_names_are_told_apart() {
        let (gbk, _, _) = GBK.encode("姓名,电话\n张三,13800138000\n");
        assert_eq!(read(gbk.into_owned()).1, "gb18030");
        let western = "Name;Stadt\nMüller;Köln\nFrançois;Orléans\nGarçon;Genève\n";
        let (latin, _, _) = WINDOWS_1252.encode(western);
        assert_eq!(read(latin.into_owned()), (western.to_owned(), "windows-1252"));
    }

    #[test]
    fn the_first_hanzi_may_come_late() {
        let mut text = "a,b\n1,2\n".repeat(100_000);
        text.push_str("订单,客户\n");
        let (gbk, _, _) = GBK.encode(&text);
        let (found, encoding) = read(gbk.into_owned());
        assert!(found == text);
        assert_eq!(encoding, "gb18030");
    }

    #[test]
    fn one_broken_letter_does_not_change_the_encoding() {
        let mut bytes = CHINESE.as_bytes().to_vec();
        bytes.extend_from_slice(b"A3,\xff\xfe,5\n");
        let (text, encoding) = read(bytes);
        assert_eq!(encoding, "UTF-8");
        assert!(text.starts_with(CHINESE) && text.contains('\u{fffd}'));
    }
}
