//! A threat type can never fire.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, Usable, can_hold, threat_place};
use trustline_model::Severity;
use trustline_rule::Term;

pub(crate) const CHECK: Check = Check::of_model("unreachable-threat-type", Severity::Warning, find);

/// A threat type whose include cannot hold, whatever is drawn with the template's stencils.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(template) = c.template else { return };
    let usable = Usable::of(template.kb);
    for (i, threat) in template.kb.threat_types.iter().enumerate() {
        if threat.include.trim().is_empty() {
            let message = format!(
                "threat type `{}` (`{}`) has no include rule",
                threat.id, threat.title
            );
            found.push(
                message,
                threat_place(threat),
                "an empty include never fires",
            );
            continue;
        }
        let Some((include, _)) = template.rules_of(i) else {
            continue;
        };
        let terms = include.terms();
        // Types that ask for `ROOT` hold threats moved over from version 3: never meant to fire.
        let asks_root =
            |t: &Term| matches!(t, Term::Is(_, kind) if kind.eq_ignore_ascii_case("ROOT"));
        if terms.iter().all(|(t, _)| asks_root(t)) {
            continue;
        }
        if !can_hold(&usable, include) {
            let message = format!(
                "no interaction can meet the include rule of threat type `{}` (`{}`)",
                threat.id, threat.title
            );
            found.push(
                message,
                threat_place(threat),
                "check the types it asks of source, target and flow",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["threat type T1", "threat type T2"],
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: source is 'GE.DF'
            - title: '{source.Name} lies'
              id: T2
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: source is 'GE.P'
            - title: '{source.Name} lies'
              id: T2
              include: source is 'ROOT'
        ",
    ),
];
