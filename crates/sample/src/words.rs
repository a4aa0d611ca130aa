//! The word lists that names are made from.

/// Words with their Latin spelling.
pub(crate) type Spelled = &'static [(&'static str, &'static str)];

#[rustfmt::skip]
pub(crate) const SURNAMES: [(&str, &str); 40] = [
    ("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"), ("赵", "zhao"), ("黄", "huang"),
    ("周", "zhou"), ("吴", "wu"), ("徐", "xu"), ("孙", "sun"), ("胡", "hu"), ("朱", "zhu"), ("高", "gao"), ("林", "lin"),
    ("何", "he"), ("郭", "guo"), ("马", "ma"), ("罗", "luo"), ("梁", "liang"), ("宋", "song"), ("郑", "zheng"), ("谢", "xie"),
    ("韩", "han"), ("唐", "tang"), ("冯", "feng"), ("于", "yu"), ("董", "dong"), ("萧", "xiao"), ("程", "cheng"), ("曹", "cao"),
    ("袁", "yuan"), ("邓", "deng"), ("许", "xu"), ("傅", "fu"), ("沈", "shen"), ("曾", "zeng"), ("欧阳", "ouyang"), ("司马", "sima"),
];

#[rustfmt::skip]
pub(crate) const GIVEN: [(&str, &str); 56] = [
    ("伟", "wei"), ("芳", "fang"), ("娜", "na"), ("敏", "min"), ("静", "jing"), ("丽", "li"), ("强", "qiang"), ("磊", "lei"),
    ("洋", "yang"), ("艳", "yan"), ("勇", "yong"), ("军", "jun"), ("杰", "jie"), ("娟", "juan"), ("涛", "tao"), ("明", "ming"),
    ("超", "chao"), ("秀英", "xiuying"), ("霞", "xia"), ("平", "ping"), ("刚", "gang"), ("桂英", "guiying"), ("志强", "zhiqiang"),
    ("建国", "jianguo"), ("雨桐", "yutong"), ("梓涵", "zihan"), ("浩然", "haoran"), ("子轩", "zixuan"), ("思远", "siyuan"),
    ("佳怡", "jiayi"), ("晓燕", "xiaoyan"), ("海波", "haibo"), ("文博", "wenbo"), ("春梅", "chunmei"), ("国庆", "guoqing"),
    ("丹丹", "dandan"), ("欣怡", "xinyi"), ("俊杰", "junjie"), ("晨曦", "chenxi"), ("若溪", "ruoxi"), ("立新", "lixin"),
    ("永康", "yongkang"), ("美玲", "meiling"), ("婉清", "wanqing"), ("天佑", "tianyou"), ("少华", "shaohua"), ("慧", "hui"),
    ("鹏", "peng"), ("莉", "li"), ("凯", "kai"), ("岚", "lan"), ("宁", "ning"), ("瑞", "rui"), ("蕾", "lei"), ("博", "bo"), ("旭", "xu"),
];

#[rustfmt::skip]
pub(crate) const TAIWAN_SURNAMES: [(&str, &str); 14] = [
    ("陳", "chen"), ("林", "lin"), ("黃", "huang"), ("張", "chang"), ("李", "lee"), ("吳", "wu"), ("劉", "liu"),
    ("蔡", "tsai"), ("楊", "yang"), ("許", "hsu"), ("鄭", "cheng"), ("謝", "hsieh"), ("賴", "lai"), ("葉", "yeh"),
];

#[rustfmt::skip]
pub(crate) const TAIWAN_GIVEN: [(&str, &str); 18] = [
    ("雅婷", "yating"), ("志明", "chihming"), ("淑芬", "shufen"), ("家豪", "chiahao"), ("怡君", "yichun"), ("俊宏", "chunhung"),
    ("美玲", "meiling"), ("冠宇", "kuanyu"), ("佩珊", "peishan"), ("宗翰", "tsunghan"), ("詩涵", "shihhan"), ("建宏", "chienhung"),
    ("麗華", "lihua"), ("承恩", "chengen"), ("惠雯", "huiwen"), ("柏翰", "pohan"), ("欣儀", "hsinyi"), ("國榮", "kuojung"),
];

#[rustfmt::skip]
pub(crate) const FIRST_NAMES: [&str; 40] = [
    "James", "Emily", "Oliver", "Sophie", "Daniel", "Grace", "Henry", "Olivia", "Thomas", "Amelia", "George", "Isla", "Samuel",
    "Chloe", "Benjamin", "Hannah", "Edward", "Lucy", "Michael", "Sarah", "Robert", "Anna", "Patrick", "Julia", "Martin", "Laura",
    "Peter", "Claire", "Simon", "Rachel", "Andrew", "Megan", "Lukas", "Ingrid", "Mateo", "Elena", "Noah", "Zoe", "Aaron", "Nadia",
];

#[rustfmt::skip]
pub(crate) const LAST_NAMES: [&str; 40] = [
    "Carter", "Bennett", "Hughes", "Walker", "Murray", "Foster", "Reid", "Palmer", "Grant", "Doyle", "Fletcher", "Marsh", "Hayes",
    "Barker", "Lawson", "Porter", "Sutton", "Whitaker", "O'Neill", "Keller", "Novak", "Lindqvist", "Moreau", "Rossi", "Schmidt",
    "Van Dijk", "Okafor", "Silva", "Petrov", "Larsen", "Byrne", "Chapman", "Dawson", "Ellis", "Franklin", "Gibson", "Holloway",
    "Jennings", "Kingsley", "Tran",
];

#[rustfmt::skip]
pub(crate) const BRANDS: [(&str, &str); 52] = [
    ("云栖", "yunqi"), ("和顺", "heshun"), ("鼎盛", "dingsheng"), ("瑞丰", "ruifeng"), ("恒信", "hengxin"), ("嘉禾", "jiahe"),
    ("金桥", "jinqiao"), ("华茂", "huamao"), ("兴隆", "xinglong"), ("德源", "deyuan"), ("明泰", "mingtai"), ("宏达", "hongda"),
    ("万家", "wanjia"), ("聚福", "jufu"), ("天成", "tiancheng"), ("润泽", "runze"), ("百川", "baichuan"), ("东篱", "dongli"),
    ("望海", "wanghai"), ("松涛", "songtao"), ("青禾", "qinghe"), ("紫竹", "zizhu"), ("白鹭", "bailu"), ("长风", "changfeng"),
    ("凤鸣", "fengming"), ("广源", "guangyuan"), ("海岳", "haiyue"), ("九州", "jiuzhou"), ("开元", "kaiyuan"), ("老街", "laojie"),
    ("隆昌", "longchang"), ("美佳", "meijia"), ("南山", "nanshan"), ("齐力", "qili"), ("三和", "sanhe"), ("盛世", "shengshi"),
    ("同福", "tongfu"), ("旺达", "wangda"), ("西子", "xizi"), ("雅集", "yaji"), ("永兴", "yongxing"), ("裕民", "yumin"),
    ("卓越", "zhuoyue"), ("正阳", "zhengyang"), ("中原", "zhongyuan"), ("安和", "anhe"), ("博雅", "boya"), ("福临", "fulin"),
    ("顺达", "shunda"), ("锦绣", "jinxiu"), ("银河", "yinhe"), ("玉泉", "yuquan"),
];

#[rustfmt::skip]
pub(crate) const TAIWAN_BRANDS: [(&str, &str); 14] = [
    ("豐澤", "fengtse"), ("寶島", "baodao"), ("鴻運", "hungyun"), ("玉山", "yushan"), ("日月", "riyue"), ("晨光", "chenguang"),
    ("龍騰", "lungteng"), ("慶豐", "chingfeng"), ("山海", "shanhai"), ("和泰", "hotai"), ("翠園", "tsuiyuan"), ("華新", "huahsin"),
    ("禮贊", "litzan"), ("東興", "tunghsing"),
];

#[rustfmt::skip]
pub(crate) const ENGLISH_BRANDS: [&str; 40] = [
    "Northgate", "Harbour & Finch", "Willow Lane", "Copperfield", "Bluestone", "Kingfisher", "Silver Birch", "Old Mill",
    "Ashdown", "Meridian", "Redwood", "Lantern", "Stonebridge", "Primrose", "Foxglove", "Highfield", "Oakhurst", "Riverside",
    "Saltmarsh", "Thistle", "Juniper", "Clearwater", "Hawthorn", "Brightwell", "Eastcote", "Fairview", "Goldfinch", "Heron",
    "Ivory", "Kestrel", "Larkspur", "Millbrook", "Orchard", "Pembroke", "Quayside", "Rosewood", "Sandpiper", "Tamarind",
    "Upton", "Windmill",
];

/// Province, city, districts, first digits of the postcode.
pub(crate) type Town = (&'static str, &'static str, [&'static str; 3], &'static str);

#[rustfmt::skip]
pub(crate) const TOWNS: [Town; 22] = [
    ("浙江省", "杭州市", ["西湖区", "滨江区", "余杭区"], "3100"),
    ("浙江省", "宁波市", ["海曙区", "鄞州区", "江北区"], "3150"),
    ("浙江省", "义乌市", ["稠城街道", "江东街道", "北苑街道"], "3220"),
    ("江苏省", "南京市", ["鼓楼区", "玄武区", "江宁区"], "2100"),
    ("江苏省", "苏州市", ["姑苏区", "吴中区", "虎丘区"], "2150"),
    ("江苏省", "无锡市", ["梁溪区", "滨湖区", "惠山区"], "2140"),
    ("上海市", "上海市", ["浦东新区", "徐汇区", "闵行区"], "2000"),
    ("北京市", "北京市", ["朝阳区", "海淀区", "丰台区"], "1000"),
    ("广东省", "广州市", ["天河区", "越秀区", "白云区"], "5100"),
    ("广东省", "深圳市", ["南山区", "福田区", "龙岗区"], "5180"),
    ("广东省", "佛山市", ["禅城区", "顺德区", "南海区"], "5280"),
    ("福建省", "厦门市", ["思明区", "湖里区", "集美区"], "3610"),
    ("福建省", "福州市", ["鼓楼区", "台江区", "仓山区"], "3500"),
    ("四川省", "成都市", ["锦江区", "武侯区", "青羊区"], "6100"),
    ("重庆市", "重庆市", ["渝中区", "江北区", "南岸区"], "4000"),
    ("湖北省", "武汉市", ["武昌区", "江汉区", "洪山区"], "4300"),
    ("湖南省", "长沙市", ["岳麓区", "芙蓉区", "雨花区"], "4100"),
    ("山东省", "青岛市", ["市南区", "崂山区", "李沧区"], "2660"),
    ("山东省", "济南市", ["历下区", "市中区", "槐荫区"], "2500"),
    ("陕西省", "西安市", ["雁塔区", "碑林区", "未央区"], "7100"),
    ("河南省", "郑州市", ["金水区", "二七区", "中原区"], "4500"),
    ("辽宁省", "大连市", ["中山区", "西岗区", "沙河口区"], "1160"),
];

#[rustfmt::skip]
pub(crate) const TAIWAN_TOWNS: [Town; 5] = [
    ("臺北市", "臺北市", ["大安區", "信義區", "中山區"], "106"),
    ("新北市", "新北市", ["板橋區", "新店區", "淡水區"], "220"),
    ("臺中市", "臺中市", ["西屯區", "北屯區", "南區"], "407"),
    ("臺南市", "臺南市", ["東區", "中西區", "安平區"], "701"),
    ("高雄市", "高雄市", ["鼓山區", "三民區", "左營區"], "804"),
];

#[rustfmt::skip]
pub(crate) const FOREIGN_TOWNS: [(&str, Town); 10] = [
    ("GB", ("England", "London", ["Camden", "Hackney", "Lambeth"], "NW1 ")),
    ("GB", ("England", "Bristol", ["Clifton", "Redland", "Bedminster"], "BS8 ")),
    ("GB", ("Scotland", "Edinburgh", ["Leith", "Morningside", "Stockbridge"], "EH6 ")),
    ("IE", ("Leinster", "Dublin", ["Rathmines", "Ringsend", "Phibsborough"], "D06 ")),
    ("US", ("California", "San Francisco", ["Mission", "Sunset", "Richmond"], "941")),
    ("US", ("New York", "Brooklyn", ["Park Slope", "Bushwick", "Red Hook"], "112")),
    ("AU", ("Victoria", "Melbourne", ["Fitzroy", "Carlton", "Richmond"], "30")),
    ("SG", ("Singapore", "Singapore", ["Tiong Bahru", "Katong", "Bukit Timah"], "16")),
    ("DE", ("Hamburg", "Hamburg", ["Altona", "Eimsbüttel", "Winterhude"], "227")),
    ("CA", ("British Columbia", "Vancouver", ["Kitsilano", "Gastown", "Mount Pleasant"], "V6K ")),
];

#[rustfmt::skip]
pub(crate) const STREETS: [&str; 14] = [
    "人民路", "解放路", "中山路", "建设路", "文化路", "学院路", "和平路", "新华街", "长江路", "龙井路", "湖滨路", "滨河大道", "科技园路", "青年路",
];

#[rustfmt::skip]
pub(crate) const TAIWAN_STREETS: [&str; 6] = ["中正路", "忠孝東路", "民生路", "復興南路", "光復路", "和平東路"];

#[rustfmt::skip]
pub(crate) const ENGLISH_STREETS: [&str; 12] = [
    "High Street", "Station Road", "Mill Lane", "Church Street", "Park Avenue", "Market Street", "King Street", "Orchard Road",
    "Bridge Street", "Harbour Way", "Victoria Road", "Elm Grove",
];

#[rustfmt::skip]
pub(crate) const LUNAR_MONTHS: [&str; 12] =
    ["正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月"];

#[rustfmt::skip]
pub(crate) const LUNAR_DAYS: [&str; 12] =
    ["初一", "初三", "初五", "初八", "初十", "十二", "十五", "十八", "二十", "廿三", "廿六", "廿九"];
