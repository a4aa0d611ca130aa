use crate::tree::refuse_loop;
use records::{Checked, Error, Work};

pub(super) fn parents_end(work: &mut Work<'_, '_>, checked: &Checked) -> Result<(), Error> {
    refuse_loop(work, checked, "parent")
}

pub(super) fn managers_end(work: &mut Work<'_, '_>, checked: &Checked) -> Result<(), Error> {
    refuse_loop(work, checked, "manager")
}

pub(super) fn referrers_end(work: &mut Work<'_, '_>, checked: &Checked) -> Result<(), Error> {
    refuse_loop(work, checked, "referred_by")
}
