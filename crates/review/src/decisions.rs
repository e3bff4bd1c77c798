//! What was decided beyond a state: what happens to a threat, who approved it, and until when.

use trustline_model::review::{Treatment, decision};
use trustline_model::threat_property::TITLE;
use trustline_model::{ThreatKey, ThreatModel};

/// A threat that somebody said more of than its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The threat.
    pub key: ThreatKey,
    /// Its number.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// What happens to it, as it is recorded.
    pub resolution: String,
    /// Who approved that.
    pub approver: String,
    /// The day from which on it must be decided again.
    pub expires: String,
    /// That day has come.
    pub expired: bool,
    /// It is accepted, and nobody is named who approved it.
    pub lacks_approver: bool,
}

/// Threats with a resolution, an approver or a day of expiry, in the order of the record.
pub fn decisions(model: &ThreatModel, today: &str) -> Vec<Resolved> {
    let all = model.threats.iter().map(|threat| {
        let own = |name| threat.property(name).to_owned();
        let (resolution, approver) = (own(decision::RESOLUTION), own(decision::APPROVER));
        let accepted = resolution == Treatment::Accept.as_str();
        Resolved {
            key: threat.key.clone(),
            number: threat.number,
            title: own(TITLE),
            lacks_approver: accepted && approver.trim().is_empty(),
            resolution,
            approver,
            expires: own(decision::EXPIRES),
            expired: decision::is_expired(threat, today),
        }
    });
    let said = |r: &Resolved| {
        let fields = [&r.resolution, &r.approver, &r.expires];
        fields.iter().any(|f| !f.is_empty())
    };
    all.filter(said).collect()
}
