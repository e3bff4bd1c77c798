// Reads .tm7 files with a real DataContractSerializer, as .NET programs do. The contracts were worked out from public files;
// nothing is from the original tool. `cargo xtask dotnet` builds and runs it under Mono.
//   mono reader.exe - FILE...      prints OK or FAIL for each file, and what was LOST: unknown or misplaced members
//   mono reader.exe FOLDER FILE... writes each file again as well
using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using System.Xml;
using System.Linq;
static class N { public const string M="http://schemas.datacontract.org/2004/07/ThreatModeling.Model", A="http://schemas.datacontract.org/2004/07/ThreatModeling.Model.Abstracts", K="http://schemas.datacontract.org/2004/07/ThreatModeling.KnowledgeBase", I="http://schemas.datacontract.org/2004/07/ThreatModeling.Interfaces";
}
[DataContract(Namespace="")]
class Ext : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
}
[CollectionDataContract(Namespace=N.I,Name="AttributeValues",ItemName="Value")]
class AttrValues : List<string>{}
[DataContract(Namespace=N.K,Name="Attribute")]
class KAttribute : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember(Order=0)] public bool IsExtension;
    [DataMember(Order=1)] public AttrValues AttributeValues;
    [DataMember(Order=1)] public string DisplayName;
    [DataMember(Order=1)] public Inh Inheritance;
    [DataMember(Order=1)] public Mode Mode;
    [DataMember(Order=1)] public string Name;
    [DataMember(Order=1)] public AType Type;
}
[DataContract(Namespace=N.K,Name="AttributeInheritance")]
enum Inh {[EnumMember]Virtual,[EnumMember]Overridden}
[DataContract(Namespace=N.K,Name="AttributeMode")]
enum Mode {[EnumMember]Dynamic,[EnumMember]Static}
[DataContract(Namespace=N.K,Name="AttributeType")]
enum AType {[EnumMember]List}
[DataContract(Namespace=N.K,Name="StencilConstraint")]
class StencilConstraint : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember(Order=0)] public bool IsExtension;
    [DataMember(Order=1)] public string SelectedStencilConnection;
    [DataMember(Order=1)] public string SelectedStencilType;
}
[DataContract(Namespace=N.K,Name="VisualRep")]
enum Rep {[EnumMember]Inherited,[EnumMember]BorderBoundary,[EnumMember]Ellipse,[EnumMember]ParallelLines,[EnumMember]Rectangle,[EnumMember]Line,[EnumMember]LineBoundary,[EnumMember]Annotation}
[DataContract(Namespace=N.K,Name="ElementType")]
class ElementType : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember(Order=0)] public bool IsExtension;
    [DataMember(Order=1)] public List<KAttribute> Attributes;
    [DataMember(Order=1)] public List<string> AvailableToBaseModels;
    [DataMember(Order=1)] public string Behavior;
    [DataMember(Order=1)] public string Description;
    [DataMember(Order=1)] public bool Hidden;
    [DataMember(Order=1)] public string Id;
    [DataMember(Order=1)] public string ImageLocation;
    [DataMember(Order=1)] public string ImageSource;
    [DataMember(Order=1)] public string ImageStream;
    [DataMember(Order=1)] public string Name;
    [DataMember(Order=1)] public string ParentId;
    [DataMember(Order=1)] public Rep Representation;
    [DataMember(Order=1)] public string Shape;
    [DataMember(Order=1,EmitDefaultValue=false)] public List<StencilConstraint> StencilConstraints;
    [DataMember(Order=1,EmitDefaultValue=false)] public string StrokeDashArray;
    [DataMember(Order=1,EmitDefaultValue=false)] public double StrokeThickness;
}
[DataContract(Namespace=N.K,Name="Manifest")]
class Manifest : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember] public string Author;
    [DataMember] public string Id;
    [DataMember] public string Name;
    [DataMember] public string Version;
}
[DataContract(Namespace=N.K,Name="ThreatCategory")]
class ThreatCategory : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember(Order=0)] public bool IsExtension;
    [DataMember(Order=1)] public string Id;
    [DataMember(Order=1)] public string LongDescription;
    [DataMember(Order=1)] public string Name;
    [DataMember(Order=1)] public string ShortDescription;
}
[DataContract(Namespace=N.M,Name="ThreatMetaDatum")]
class ThreatMetaDatum : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember(Order=0)] public string Name;
    [DataMember(Order=1)] public string Label;
    [DataMember(Order=2)] public bool HideFromUI;
    [DataMember(Order=3)] public List<string> Values;
    [DataMember(Order=4)] public string Id;
    [DataMember(Order=5,EmitDefaultValue=false)] public int? AttributeType;
}
[DataContract(Namespace=N.M,Name="ThreatMetaData")]
class ThreatMetaData : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember(Order=0)] public bool IsPriorityUsed;
    [DataMember(Order=1)] public bool IsStatusUsed;
    [DataMember(Order=2)] public List<ThreatMetaDatum> PropertiesMetaData;
}
[DataContract(Namespace=N.K,Name="GenerationFilters")]
class GenerationFilters : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember] public string Exclude;
    [DataMember] public string Include;
}
[DataContract(Namespace=N.K,Name="ThreatType")]
class ThreatType : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember(Order=0)] public bool IsExtension;
    [DataMember(Order=1)] public string Category;
    [DataMember(Order=1)] public string Description;
    [DataMember(Order=1)] public GenerationFilters GenerationFilters;
    [DataMember(Order=1)] public string Id;
    [DataMember(Order=1)] public List<ThreatMetaDatum> PropertiesMetaData;
    [DataMember(Order=1)] public string RelatedCategory;
    [DataMember(Order=1)] public string ShortTitle;
}
[DataContract(Namespace=N.K,Name="KnowledgeBase",IsReference=true)]
class KnowledgeBase : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember] public List<ElementType> GenericElements;
    [DataMember] public Manifest Manifest;
    [DataMember] public List<ElementType> StandardElements;
    [DataMember] public List<ThreatCategory> ThreatCategories;
    [DataMember] public ThreatMetaData ThreatMetaData;
    [DataMember] public List<ThreatType> ThreatTypes;
}
[DataContract(Namespace=N.K,Name="Validation",IsReference=true)]
class Validation : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember] public List<Guid> ElementGuids;
    [DataMember] public bool Enabled;
    [DataMember] public Guid Guid;
    [DataMember] public string IssueGuid;
    [DataMember] public List<string> Items;
    [DataMember] public string Message;
    [DataMember] public string Source;
    [DataMember] public string SourceGuid;
}
[DataContract(Namespace=N.K,Name="Threat")]
class Threat : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember] public string ChangedBy;
    [DataMember] public Guid DrawingSurfaceGuid;
    [DataMember] public Guid FlowGuid;
    [DataMember] public int Id;
    [DataMember] public string InteractionKey;
    [DataMember] public string InteractionString;
    [DataMember] public DateTime ModifiedAt;
    [DataMember] public string Priority;
    [DataMember] public Dictionary<string,string> Properties;
    [DataMember] public Guid SourceGuid;
    [DataMember] public ThreatState State;
    [DataMember] public string StateInformation;
    [DataMember] public Guid TargetGuid;
    [DataMember] public string Title;
    [DataMember] public string TypeId;
    [DataMember] public bool Upgraded;
    [DataMember] public string UserThreatCategory;
    [DataMember] public string UserThreatDescription;
    [DataMember] public string UserThreatShortDescription;
    [DataMember] public bool Wide;
}
[DataContract(Namespace=N.K,Name="ThreatState")]
enum ThreatState {[EnumMember]AutoGenerated,[EnumMember]NeedsInvestigation,[EnumMember]NotApplicable,[EnumMember]Mitigated}
[DataContract(Namespace=N.K)]
class DisplayAttribute : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember(Order=0)] public string DisplayName;
    [DataMember(Order=0)] public string Name;
    [DataMember(Order=0)] public object Value;
}
[DataContract(Namespace=N.K)]
class HeaderDisplayAttribute : DisplayAttribute {}
[DataContract(Namespace=N.K)]
class StringDisplayAttribute : DisplayAttribute {}
[DataContract(Namespace=N.K)]
class CustomStringDisplayAttribute : DisplayAttribute {}
[DataContract(Namespace=N.K)]
class BooleanDisplayAttribute : DisplayAttribute {}
[DataContract(Namespace=N.K)]
class ListDisplayAttribute : DisplayAttribute { [DataMember] public int SelectedIndex;
}
[DataContract(Namespace=N.K)]
class StaticListDisplayAttribute : DisplayAttribute { [DataMember] public int SelectedIndex;
}
[DataContract(Namespace=N.A,Name="TaggableElement",IsReference=true)]
class Taggable : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember] public string GenericTypeId;
    [DataMember] public Guid Guid;
    [DataMember] public List<object> Properties;
    [DataMember] public string TypeId;
}
[DataContract(Namespace=N.A,Name="DrawingElement",IsReference=true)]
class Drawn : Taggable { [DataMember] public int Height;
    [DataMember] public int Left;
    [DataMember] public string StrokeDashArray;
    [DataMember] public double StrokeThickness;
    [DataMember] public int Top;
    [DataMember] public int Width;
}
[DataContract(Namespace=N.A,Name="LineElement",IsReference=true)]
class Lined : Taggable { [DataMember] public int HandleX;
    [DataMember] public int HandleY;
    [DataMember] public Port PortSource;
    [DataMember] public Port PortTarget;
    [DataMember] public Guid SourceGuid;
    [DataMember] public int SourceX;
    [DataMember] public int SourceY;
    [DataMember] public Guid TargetGuid;
    [DataMember] public int TargetX;
    [DataMember] public int TargetY;
}
[DataContract(Namespace=N.A,Name="StencilConnectionPort")]
enum Port {[EnumMember]None,[EnumMember]North,[EnumMember]NorthEast,[EnumMember]East,[EnumMember]SouthEast,[EnumMember]South,[EnumMember]SouthWest,[EnumMember]West,[EnumMember]NorthWest}
[DataContract(Namespace=N.M,IsReference=true)]
class StencilEllipse : Drawn {}
[DataContract(Namespace=N.M,IsReference=true)]
class StencilRectangle : Drawn {}
[DataContract(Namespace=N.M,IsReference=true)]
class StencilParallelLines : Drawn {}
[DataContract(Namespace=N.M,IsReference=true)]
class BorderBoundary : Drawn {}
[DataContract(Namespace=N.M,IsReference=true)]
class StencilAnnotation : Drawn {}
[DataContract(Namespace=N.M,IsReference=true)]
class Connector : Lined {}
[DataContract(Namespace=N.M,IsReference=true)]
class LineBoundary : Lined {}
[DataContract(Namespace=N.M,IsReference=true)]
class DrawingSurfaceModel : Taggable { [DataMember] public Dictionary<Guid,object> Borders;
    [DataMember] public string Header;
    [DataMember] public Dictionary<Guid,object> Lines;
    [DataMember] public double Zoom;
}
[DataContract(Namespace=N.M,Name="MetaInformation")]
class MetaInformation : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember] public string Assumptions;
    [DataMember] public string Contributors;
    [DataMember] public string ExternalDependencies;
    [DataMember] public string HighLevelSystemDescription;
    [DataMember] public string Owner;
    [DataMember] public string Reviewer;
    [DataMember] public string ThreatModelName;
}
[DataContract(Namespace=N.M,Name="Note")]
class Note : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember] public string AddedBy;
    [DataMember] public DateTime Date;
    [DataMember] public int Id;
    [DataMember] public string Message;
}
[CollectionDataContract(Namespace="",Name="PromptedKb",ItemName="Version")]
class Prompted : List<string>{}
[DataContract(Namespace="",Name="Profile")]
class Profile : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember] public Prompted PromptedKb;
}
[DataContract(Namespace=N.M,Name="ThreatModel")]
class ThreatModel : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set;
}
    [DataMember(Order=0)] public List<DrawingSurfaceModel> DrawingSurfaceList;
    [DataMember(Order=1)] public MetaInformation MetaInformation;
    [DataMember(Order=2)] public List<Note> Notes;
    [DataMember(Order=3)] public Dictionary<string,Threat> ThreatInstances;
    [DataMember(Order=4)] public bool? ThreatGenerationEnabled;
    [DataMember(Order=5)] public List<Validation> Validations;
    [DataMember(Order=6)] public string Version;
    [DataMember(Order=7)] public KnowledgeBase KnowledgeBase;
    [DataMember(Order=8)] public Profile Profile;
}
class Program
{
    static readonly Type[] Known = {
        typeof(StencilEllipse), typeof(StencilRectangle), typeof(StencilParallelLines), typeof(BorderBoundary), typeof(StencilAnnotation), typeof(Connector), typeof(LineBoundary), typeof(HeaderDisplayAttribute), typeof(StringDisplayAttribute), typeof(CustomStringDisplayAttribute), typeof(BooleanDisplayAttribute), typeof(ListDisplayAttribute), typeof(StaticListDisplayAttribute), typeof(string[])
    };

    static int Main(string[] arguments)
    {
        int bad = 0;
        foreach (var file in arguments.Skip(1))
        {
            var name = file;
            try
            {
                var serializer = new DataContractSerializer(typeof(ThreatModel), Known, int.MaxValue, false, false, null);
                var quotas = new XmlDictionaryReaderQuotas {
                    MaxStringContentLength = int.MaxValue, MaxDepth = 256, MaxArrayLength = int.MaxValue,
                    MaxBytesPerRead = int.MaxValue, MaxNameTableCharCount = int.MaxValue
                };
                ThreatModel model;
                using (var reader = XmlDictionaryReader.CreateTextReader(File.OpenRead(file), quotas))
                    model = (ThreatModel)serializer.ReadObject(reader);
                int lost = 0;
                Walk(model, new HashSet<object>(), ref lost, "");
                if (arguments[0] != "-")
                    using (var output = File.Create(Path.Combine(arguments[0], Path.GetFileName(file))))
                    using (var writer = XmlDictionaryWriter.CreateTextWriter(output, new UTF8Encoding(false), false))
                        serializer.WriteObject(writer, model);
                Console.WriteLine("OK {0} lost={1}", name, lost);
                if (lost > 0) bad++;
            }
            catch (Exception error)
            {
                bad++;
                while (error.InnerException != null) error = error.InnerException;
                Console.WriteLine("FAIL {0} {1}: {2}", name, error.GetType().Name, error.Message.Replace("\n", " "));
            }
        }
        return bad > 0 ? 1 : 0;
    }

    // What a file held and no contract names is kept by .NET as extension data: count it.
    static void Walk(object o, HashSet<object> seen, ref int lost, string path)
    {
        if (o == null || o is string || o.GetType().IsPrimitive || o.GetType().IsEnum || o is Guid || o is DateTime) return;
        if (!seen.Add(o)) return;
        var extensible = o as IExtensibleDataObject;
        if (extensible != null && extensible.ExtensionData != null)
        {
            var field = typeof(ExtensionDataObject).GetField("members", BindingFlags.NonPublic | BindingFlags.Instance);
            var members = field == null ? null : field.GetValue(extensible.ExtensionData) as IList;
            if (members != null)
                foreach (var member in members)
                {
                    lost++;
                    var all = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance;
                    var named = member.GetType().GetProperty("Name", all);
                    if (lost < 6) Console.WriteLine("   LOST at {0}: {1}", path, named == null ? "?" : named.GetValue(member, null));
                }
        }
        var dictionary = o as IDictionary;
        if (dictionary != null)
        {
            foreach (DictionaryEntry entry in dictionary) Walk(entry.Value, seen, ref lost, path + "[" + entry.Key + "]");
            return;
        }
        var list = o as IEnumerable;
        if (list != null)
        {
            foreach (var item in list) Walk(item, seen, ref lost, path + "[]");
            return;
        }
        var own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        for (var type = o.GetType(); type != null && type != typeof(object); type = type.BaseType)
            foreach (var member in type.GetFields(own)) Walk(member.GetValue(o), seen, ref lost, path + "/" + member.Name);
    }
}
