//! A decision was to be made again by now.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::review::{Treatment, decision};
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("expired-decision", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for threat in &c.model.threats {
        let expires = threat.property(decision::EXPIRES).trim();
        if decision::is_expired(threat, c.today) {
            let what = match decision::resolution(threat) {
                Some(Treatment::Accept) => "acceptance",
                _ => "decision",
            };
            found.push(
                format!(
                    "the {what} of threat {} expired on {expires}",
                    threat.number
                ),
                Place::Threat(threat.number),
                "decide again, and set another day",
            );
        } else if !expires.is_empty() && !decision::is_day(expires) {
            found.push(
                format!(
                    "threat {} expires on `{expires}`, which is no day",
                    threat.number
                ),
                Place::Threat(threat.number),
                "write days as 2026-01-31",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["threat 1", "threat 2"],
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            threat T1 on Save: Mitigated
              trustline.resolution: Accept
              trustline.expires: 2026-01-01
            threat T2 on Save: Mitigated
              trustline.expires: next year
        ",
    ),
    leaves(
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            threat T1 on Save: Mitigated
              trustline.resolution: Accept
              trustline.expires: 2026-01-02
        ",
    ),
];
