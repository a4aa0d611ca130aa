use std::sync::LazyLock;

const SYLLABLES: &str = "a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu \
ca cai can cang cao ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui \
chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dian diao die ding diu dong dou du duan \
dui dun duo e ei en eng er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai \
guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang \
jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo \
la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan lue lun luo ma mai man mang \
mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie \
nin ning niu nong nou nu nuan nue nun nuo o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi \
qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo \
sa sai san sang sao se sen seng sha shai shan shang shao she shen sheng shi shou shu shua shuai shuan shuang shui shun \
shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa \
wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin \
ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhen zheng zhi zhong \
zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo";

/// More ways to cut a typed word add candidates but hardly an answer.
const MOST_CUTS: usize = 12;
/// What follows so many syllables stays in one piece: the search looks only at the first ones.
const MOST_SYLLABLES: usize = 5;
const LONGEST_SYLLABLE: usize = 6;
const LONGEST_WORD: usize = 60;

/// Every syllable of pinyin without tones, ü as u, sorted.
static SORTED: LazyLock<Vec<&'static str>> = LazyLock::new(|| SYLLABLES.split(' ').collect());

/// The ways to read a typed word as syllables; the last piece may be the beginning of a syllable,
/// or a sixth piece all that follows.
pub(crate) fn cuts(word: &str) -> Vec<Vec<&str>> {
    if word.len() > LONGEST_WORD || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Vec::new();
    }
    let mut knife = Knife { word, hopeful: hopeful(word), found: Vec::new() };
    if knife.hopeful[0] {
        knife.cut(0, &mut Vec::new());
    }
    knife.found
}

/// All syllables that begin like this.
pub(crate) fn beginning_with(start: &str) -> &'static [&'static str] {
    let first = SORTED.partition_point(|syllable| *syllable < start);
    let count = SORTED[first..].iter().take_while(|syllable| syllable.starts_with(start)).count();
    &SORTED[first..first + count]
}

/// Whether pinyin can have this first letter.
pub(crate) fn is_initial(letter: char) -> bool {
    letter.is_ascii_lowercase() && !matches!(letter, 'i' | 'u' | 'v')
}

/// Keyboards write ü as v; inside it is u.
pub(crate) fn without_umlaut(word: &str) -> String {
    word.replace("lv", "lu").replace("nv", "nu")
}

struct Knife<'w> {
    word: &'w str,
    hopeful: Vec<bool>,
    found: Vec<Vec<&'w str>>,
}

impl<'w> Knife<'w> {
    fn cut(&mut self, at: usize, before: &mut Vec<&'w str>) {
        let word = self.word;
        let rest = &word[at..];
        for length in (1..=rest.len().min(LONGEST_SYLLABLE)).rev() {
            if self.found.len() >= MOST_CUTS {
                return;
            }
            let first = &rest[..length];
            let is_last = length == rest.len() && !beginning_with(first).is_empty();
            let goes_on = length < rest.len() && self.hopeful[at + length] && is_syllable(first);
            if !is_last && !goes_on {
                continue;
            }
            before.push(first);
            if is_last {
                self.found.push(before.clone());
            } else if before.len() == MOST_SYLLABLES {
                let mut whole = before.clone();
                whole.push(&rest[length..]);
                self.found.push(whole);
            } else {
                self.cut(at + length, before);
            }
            before.pop();
        }
    }
}

/// For every place whether what follows it can be read as syllables.
fn hopeful(word: &str) -> Vec<bool> {
    let mut hopeful = vec![false; word.len() + 1];
    for at in (0..word.len()).rev() {
        let rest = &word[at..];
        hopeful[at] = (1..=rest.len().min(LONGEST_SYLLABLE)).any(|length| {
            let first = &rest[..length];
            if length == rest.len() {
                !beginning_with(first).is_empty()
            } else {
                hopeful[at + length] && is_syllable(first)
            }
        });
    }
    hopeful
}

fn is_syllable(text: &str) -> bool {
    SORTED.binary_search(&text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_are_cut_into_syllables() {
        assert_eq!(cuts("huawei"), vec![vec!["hua", "wei"], vec!["hu", "a", "wei"]]);
        assert!(cuts("huaw").contains(&vec!["hua", "w"]));
        assert!(cuts("xian").contains(&vec!["xi", "an"]));
        assert_eq!(cuts("hw"), Vec::<Vec<&str>>::new());
        assert_eq!(cuts("technology"), Vec::<Vec<&str>>::new());
        assert_eq!(cuts("13800"), Vec::<Vec<&str>>::new());
    }

    #[test]
    fn a_long_word_has_few_cuts() {
        assert_eq!(cuts(&"an".repeat(29)).len(), MOST_CUTS);
        assert!(cuts(&format!("{}v", "an".repeat(29))).is_empty());
        assert!(cuts(&"an".repeat(200)).is_empty());
    }

    #[test]
    fn syllables_are_sorted() {
        assert!(SORTED.is_sorted());
    }

    #[test]
    fn beginnings_are_completed() {
        assert_eq!(beginning_with("hua"), ["hua", "huai", "huan", "huang"]);
        assert!(beginning_with("v").is_empty());
    }
}
