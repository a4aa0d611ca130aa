use super::phrase::Phrase;

pub const IN_RHYTHM: Phrase = Phrase {
    en: "Buys about every {gap}, last {silent} ago; usual basket {basket}.",
    hans: "大约每 {gap}下单一次，最近一次在 {silent}前；每单约 {basket}。",
    hant: "大約每 {gap}下單一次，最近一次在 {silent}前；每單約 {basket}。",
};

pub const OUT_OF_RHYTHM: Phrase = Phrase {
    en: "Buys about every {gap}, silent for {silent}; usual basket {basket}.",
    hans: "大约每 {gap}下单一次，已 {silent}没有动静；每单约 {basket}。",
    hant: "大約每 {gap}下單一次，已 {silent}沒有動靜；每單約 {basket}。",
};

pub const BOUGHT_ONCE: Phrase = Phrase {
    en: "Bought once, {silent} ago, for {basket}.",
    hans: "只买过一次，在 {silent}前，金额 {basket}。",
    hant: "只買過一次，在 {silent}前，金額 {basket}。",
};

pub const AMONG_THE_BEST: Phrase = Phrase {
    en: "Number {rank} of {customers} customers: {margin} of margin expected in 12 months.",
    hans: "在 {customers} 位客户中排第 {rank}：未来 12 个月预期毛利 {margin}。",
    hant: "在 {customers} 位客戶中排第 {rank}：未來 12 個月預期毛利 {margin}。",
};

pub const COSTS_MORE: Phrase = Phrase {
    en: "Costs {cost} a year to serve and is expected to bring {margin} of margin.",
    hans: "一年的服务成本 {cost}，预期毛利只有 {margin}。",
    hant: "一年的服務成本 {cost}，預期毛利只有 {margin}。",
};

pub const LOSES_MONEY: Phrase = Phrase {
    en: "Sells below cost: {margin} of margin expected in 12 months.",
    hans: "低于成本成交：未来 12 个月预期毛利 {margin}。",
    hant: "低於成本成交：未來 12 個月預期毛利 {margin}。",
};

pub const WALLET_UNTAPPED: Phrase = Phrase {
    en: "Spent {spend} of a stated budget of {wallet} here in 12 months.",
    hans: "自述年预算 {wallet}，过去 12 个月只在本公司花了 {spend}。",
    hant: "自述年預算 {wallet}，過去 12 個月只在本公司花了 {spend}。",
};

pub const OTHERS_SPEND_MORE: Phrase = Phrase {
    en: "Spent {spend} in 12 months; the best {share} of {comparable} comparable customers spend from {benchmark}.",
    hans: "过去 12 个月消费 {spend}；{comparable} 位同类客户中最好的 {share} 都在 {benchmark} 以上。",
    hant: "過去 12 個月消費 {spend}；{comparable} 位同類客戶中最好的 {share} 都在 {benchmark} 以上。",
};

pub const STEADY: Phrase = Phrase {
    en: "{margin} of margin expected in 12 months, with little left to win.",
    hans: "未来 12 个月预期毛利 {margin}，可挖掘的空间不大。",
    hant: "未來 12 個月預期毛利 {margin}，可挖掘的空間不大。",
};

pub const BY_MODEL: Phrase = Phrase {
    en: "Chances by the {model} model.",
    hans: "概率由 {model} 模型得出。",
    hant: "機率由 {model} 模型得出。",
};

pub const BY_MODEL_HARDLY_ANYBODY_LEAVES: Phrase = Phrase {
    en: "Chances by the {model} model; these orders hardly show that anybody leaves.",
    hans: "概率由 {model} 模型得出；现有订单几乎看不出有人流失。",
    hant: "機率由 {model} 模型得出；現有訂單幾乎看不出有人流失。",
};

pub const BY_NBD_NOBODY_LEAVES: Phrase = Phrase {
    en: "Chances by the NBD model: these orders do not show that anybody leaves, so there is no chance of having left.",
    hans: "概率由 NBD 模型得出：现有订单看不出有人流失，因此不给出留存概率。",
    hant: "機率由 NBD 模型得出：現有訂單看不出有人流失，因此不給出留存機率。",
};

pub const BY_NBD_ASSUMED: Phrase = Phrase {
    en: "Chances by an NBD model around the mean rate of all customers: there are too few orders to fit one.",
    hans: "概率按全体客户的平均频率（NBD 模型）估计：订单太少，无法拟合模型。",
    hant: "機率按全體客戶的平均頻率（NBD 模型）估計：訂單太少，無法擬合模型。",
};

pub const RATE_MISSING: Phrase = Phrase {
    en: "Amounts in {currencies} are left out because no exchange rate was known.",
    hans: "{currencies} 的金额因缺少汇率未计入。",
    hant: "{currencies} 的金額因缺少匯率未計入。",
};

pub const NO_HABIT: Phrase = Phrase {
    en: "Bought once, so there is no habit to break yet.",
    hans: "只买过一次，还谈不上习惯。",
    hant: "只買過一次，還談不上習慣。",
};

pub const SELDOM: Phrase = Phrase {
    en: "Buys so seldom that 13 weeks of silence are usual.",
    hans: "下单本来就少，13 周没有动静属于正常。",
    hant: "下單本來就少，13 週沒有動靜屬於正常。",
};

pub const CHANCE_FELL: Phrase = Phrase {
    en: "The chance of an order within 13 weeks has fallen from {usual} to {chance}; {stake} of margin a year is at stake.",
    hans: "13 周内下单的概率已从 {usual} 降到 {chance}；一年约有 {stake} 毛利可能失去。",
    hant: "13 週內下單的機率已從 {usual} 降到 {chance}；一年約有 {stake} 毛利可能失去。",
};

pub const AS_USUAL: Phrase = Phrase {
    en: "An order within 13 weeks has a chance of {chance}, as usual for this customer.",
    hans: "13 周内下单的概率为 {chance}，与往常差不多。",
    hant: "13 週內下單的機率為 {chance}，與往常差不多。",
};

pub const LEAVING: Phrase = Phrase {
    en: "Buys about every {gap}, silent for {silent}; {stake} of margin a year is at stake.",
    hans: "大约每 {gap}下单一次，已 {silent}没有动静；一年约有 {stake} 毛利可能失去。",
    hant: "大約每 {gap}下單一次，已 {silent}沒有動靜；一年約有 {stake} 毛利可能失去。",
};

pub const REORDER_DUE: Phrase = Phrase {
    en: "Buys about every {gap}: the next order is due around {day}; usual basket {basket}.",
    hans: "大约每 {gap}下单一次，下一单应在 {day}前后；每单约 {basket}。",
    hant: "大約每 {gap}下單一次，下一單應在 {day}前後；每單約 {basket}。",
};

pub const FIRST_REPEAT: Phrase = Phrase {
    en: "Bought once, {silent} ago, for {basket}; who comes back mostly does so after {gap}.",
    hans: "{silent}前第一次购买，金额 {basket}；会再来的客户多在 {gap}后再次下单。",
    hant: "{silent}前第一次購買，金額 {basket}；會再來的客戶多在 {gap}後再次下單。",
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn gaps(template: &str) -> BTreeSet<&str> {
        template.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn the_languages_say_the_same_things() {
        for phrase in [
            IN_RHYTHM,
            OUT_OF_RHYTHM,
            BOUGHT_ONCE,
            AMONG_THE_BEST,
            COSTS_MORE,
            LOSES_MONEY,
            WALLET_UNTAPPED,
            OTHERS_SPEND_MORE,
            STEADY,
            BY_MODEL,
            BY_MODEL_HARDLY_ANYBODY_LEAVES,
            BY_NBD_NOBODY_LEAVES,
            BY_NBD_ASSUMED,
            RATE_MISSING,
            NO_HABIT,
            SELDOM,
            CHANCE_FELL,
            AS_USUAL,
            LEAVING,
            REORDER_DUE,
            FIRST_REPEAT,
        ] {
            assert_eq!(gaps(phrase.en), gaps(phrase.hans), "{}", phrase.en);
            assert_eq!(gaps(phrase.hans), gaps(phrase.hant), "{}", phrase.en);
        }
    }
}
