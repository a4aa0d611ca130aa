//! The models on a file of the user's own: nothing is read from or written to the records.

mod answer;
mod baskets;
mod churn;
mod clv;
mod experiment;
mod forecast;
mod purchases;
mod referral;
mod retention;
mod rfm;
mod survey;
mod table;

use crate::command_line::{self, ModelCommand};
use crate::commands::say;
use answer::Answer;
use anyhow::Result;
use std::io::{BufWriter, ErrorKind, Write};

pub fn model(asked: &command_line::Model) -> Result<()> {
    let (json, answer, in_words): (bool, Answer, fn(&Answer) -> String) = match &asked.command {
        ModelCommand::Clv(asked) => (asked.source.json, clv::answer(asked)?, clv::in_words),
        ModelCommand::Rfm(asked) => {
            (asked.source.json, rfm::answer(asked)?, |answer| rfm::in_words(&answer.facts))
        }
        ModelCommand::Baskets(asked) => {
            (asked.source.json, baskets::answer(asked)?.into(), |answer| baskets::in_words(&answer.facts))
        }
        ModelCommand::Forecast(asked) => {
            (asked.source.json, forecast::answer(asked)?.into(), |answer| forecast::in_words(&answer.facts))
        }
        ModelCommand::Experiment(asked) => (asked.source.json, experiment::answer(asked)?.into(), |answer| {
            experiment::in_words(&answer.facts)
        }),
        ModelCommand::Survey(asked) => {
            (asked.source.json, survey::answer(asked)?.into(), |answer| survey::in_words(&answer.facts))
        }
        ModelCommand::Retention(asked) => {
            (asked.json, retention::answer(asked)?.into(), |answer| retention::in_words(&answer.facts))
        }
        ModelCommand::Churn(asked) => {
            (asked.source.json, churn::answer(asked)?.into(), |answer| churn::in_words(&answer.facts))
        }
        ModelCommand::Referral(asked) => {
            (asked.source.json, referral::answer(asked)?.into(), |answer| referral::in_words(&answer.facts))
        }
    };
    if !json {
        return say(&in_words(&answer));
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    match answer.write(&mut out).and_then(|()| out.flush()) {
        // Whoever reads may go when he has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => Ok(done?),
    }
}
