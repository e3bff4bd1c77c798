//! What a person does to a template.

use super::item::{TemplateItem, TemplateKey};
use trustline_model::StencilId;

/// What a person does to a template.
#[derive(Clone, Debug)]
pub enum TemplateCommand {
    /// Looks at a part.
    Show(TemplateItem),
    /// A new stencil under another one; under none, a generic one.
    AddStencil(Option<StencilId>),
    /// A new attribute of a stencil.
    AddAttribute(StencilId),
    /// A new category.
    AddCategory,
    /// A new threat type of the category with this id; of the first, where it is empty.
    AddThreatType(String),
    /// A new property of threats.
    AddProperty,
    /// Another value for a field, in the text form that the pane shows it in.
    Set(TemplateItem, TemplateKey, String),
    /// One place up (`true`) or down, among its like.
    Move(TemplateItem, bool),
    /// The same once more, under an id of its own.
    Duplicate(TemplateItem),
    /// Takes a part away.
    Remove(TemplateItem),
}

/// What is done, for people.
pub(crate) fn label_of(command: &TemplateCommand) -> &'static str {
    use TemplateCommand as C;
    match command {
        C::Show(_) => "show",
        C::AddStencil(_) => "add stencil",
        C::AddAttribute(_) => "add attribute",
        C::AddCategory => "add category",
        C::AddThreatType(_) => "add threat type",
        C::AddProperty => "add threat property",
        C::Set(item, ..) => match item {
            TemplateItem::Manifest => "change manifest",
            TemplateItem::Stencil(_) => "change stencil",
            TemplateItem::Attribute(..) => "change attribute",
            TemplateItem::Category(_) => "change category",
            TemplateItem::ThreatType(_) => "change threat type",
            TemplateItem::Property(_) => "change threat property",
        },
        C::Move(..) => "move in template",
        C::Duplicate(_) => "duplicate in template",
        C::Remove(_) => "remove from template",
    }
}
