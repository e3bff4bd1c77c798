//! The built-in questionnaire: thirteen categories of open questions about how an organisation
//! protects what it runs. Texts only, read from `questionnaire.json`; what people answer is kept in
//! the model.

use serde::Deserialize;
use std::sync::LazyLock;
use trustline_model::review;

/// A category of questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Short and stable.
    pub id: String,
    /// What people read.
    pub title: String,
    /// Why to ask, one or two sentences.
    pub why: String,
    /// Its questions.
    pub questions: Vec<Question>,
}

/// An open question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Short and stable, unique among all.
    pub id: String,
    /// The question.
    pub text: String,
    /// What an answer should cover.
    pub areas: Vec<String>,
    /// The id of a question in another category that asks for much the same.
    pub see: Option<String>,
}

/// Every category, in the order in which they are asked.
pub fn categories() -> &'static [Category] {
    static CATEGORIES: LazyLock<Vec<Category>> = LazyLock::new(|| {
        // INVARIANT: the file is part of the crate, and a test reads it.
        serde_json::from_str(include_str!("../questionnaire.json")).expect("our own questionnaire")
    });
    &CATEGORIES
}

/// The questionnaire as a record to be answered and changed.
pub fn built_in() -> Vec<review::Question> {
    let mut found = Vec::new();
    for category in categories() {
        for question in &category.questions {
            found.push(review::Question {
                id: question.id.clone(),
                category: category.title.clone(),
                text: question.text.clone(),
                areas: question.areas.clone(),
                ..review::Question::default()
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_questionnaire_is_whole() {
        let counts: Vec<_> = categories()
            .iter()
            .map(|category| (category.id.as_str(), category.questions.len()))
            .collect();
        let expected = [
            ("access-control", 7),
            ("secure-development", 3),
            ("business-continuity", 3),
            ("cryptography", 2),
            ("asset-management", 8),
            ("legal", 3),
            ("incident-response", 2),
            ("network", 4),
            ("operations", 5),
            ("physical-environment", 4),
            ("governance", 2),
            ("security-architecture", 3),
            ("supplier-risk", 2),
        ];
        assert_eq!(expected.len(), 13);
        assert_eq!(counts, expected);
        assert_eq!(built_in().len(), 48);

        let mut ids = BTreeSet::new();
        for category in categories() {
            assert!(ids.insert(category.id.as_str()), "{} twice", category.id);
            for question in &category.questions {
                assert!(ids.insert(question.id.as_str()), "{} twice", question.id);
                assert!((3..=6).contains(&question.areas.len()), "{}", question.id);
            }
        }
    }

    #[test]
    fn references_lead_to_a_question_of_another_category() {
        for category in categories() {
            for question in &category.questions {
                let Some(see) = &question.see else { continue };
                let found = categories()
                    .iter()
                    .filter(|other| other.id != category.id)
                    .flat_map(|other| &other.questions)
                    .any(|other| other.id == *see);
                assert!(found, "{} leads to {see}", question.id);
            }
        }
    }
}
