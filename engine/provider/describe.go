package main

import (
	"encoding/json"
	"io"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

// property is one property as this provider speaks it: its Pulumi name and shape, and what lies below.
// Of a list it also says what the bridge would call it as a list, and as the one item it may hold at most.
type property struct {
	Name       string              `json:"name,omitempty"`
	Shape      string              `json:"shape"`
	Input      bool                `json:"input,omitempty"`
	AsList     string              `json:"asList,omitempty"`
	AsItem     string              `json:"asItem,omitempty"`
	MaxItems   int                 `json:"maxItems,omitempty"`
	Sensitive  bool                `json:"sensitive,omitempty"`
	Removed    bool                `json:"removed,omitempty"`
	Element    *property           `json:"element,omitempty"`
	Properties map[string]property `json:"properties,omitempty"`
}

type described struct {
	Token      string              `json:"token,omitempty"`
	Properties map[string]property `json:"properties"`
}

type description struct {
	Config      map[string]property  `json:"config"`
	Resources   map[string]described `json:"resources"`
	DataSources map[string]described `json:"dataSources"`
}

// describe writes every Terraform type, mapped or not, so that the token table can be derived and checked.
func describe(info tfbridge.ProviderInfo, out io.Writer) error {
	result := description{
		Config:      properties(info.P.Schema(), info.Config),
		Resources:   map[string]described{},
		DataSources: map[string]described{},
	}
	info.P.ResourcesMap().Range(func(name string, r shim.Resource) bool {
		mapped := info.Resources[name]
		if mapped == nil {
			mapped = &tfbridge.ResourceInfo{}
		}
		result.Resources[name] = described{string(mapped.Tok), properties(r.Schema(), mapped.Fields)}
		return true
	})
	info.P.DataSourcesMap().Range(func(name string, r shim.Resource) bool {
		mapped := info.DataSources[name]
		if mapped == nil {
			mapped = &tfbridge.DataSourceInfo{}
		}
		result.DataSources[name] = described{string(mapped.Tok), properties(r.Schema(), mapped.Fields)}
		return true
	})
	return json.NewEncoder(out).Encode(result)
}

func properties(schemas shim.SchemaMap, infos map[string]*tfbridge.SchemaInfo) map[string]property {
	result := map[string]property{}
	schemas.Range(func(name string, s shim.Schema) bool {
		p := shaped(s, infos[name])
		p.Name = tfbridge.TerraformToPulumiNameV2(name, schemas, infos)
		if s.Type() == shim.TypeList || s.Type() == shim.TypeSet {
			p.AsList, p.AsItem = defaultName(name, schemas, false), defaultName(name, schemas, true)
		}
		result[name] = p
		return true
	})
	return result
}

func defaultName(name string, schemas shim.SchemaMap, maxItemsOne bool) string {
	infos := map[string]*tfbridge.SchemaInfo{name: {MaxItemsOne: &maxItemsOne}}
	return tfbridge.TerraformToPulumiNameV2(name, schemas, infos)
}

func shaped(s shim.Schema, info *tfbridge.SchemaInfo) property {
	p := property{
		Shape:     s.Type().String(),
		Input:     s.Optional() || s.Required(),
		Sensitive: s.Sensitive(),
		Removed:   s.Removed() != "",
		MaxItems:  s.MaxItems(),
	}
	switch element := s.Elem().(type) {
	case shim.Schema:
		inner := shaped(element, elementInfo(info))
		p.Element = &inner
	case shim.Resource:
		p.Element = &property{Shape: "Object", Properties: properties(element.Schema(), fieldsBelow(info))}
	}
	if tfbridge.IsMaxItemsOne(s, info) {
		p.Shape = "Single"
	}
	return p
}

func elementInfo(info *tfbridge.SchemaInfo) *tfbridge.SchemaInfo {
	if info == nil {
		return nil
	}
	return info.Elem
}

func fieldsBelow(info *tfbridge.SchemaInfo) map[string]*tfbridge.SchemaInfo {
	if info == nil || info.Elem == nil {
		return nil
	}
	return info.Elem.Fields
}
