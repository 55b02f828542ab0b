package main

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
)

//go:embed tokens.json
var tokensJSON []byte

// mapping is one Terraform type under its Pulumi token, e.g. alicloud_vpc under alicloud:vpc/network:Network.
// Former tokens are names that the SDK still carries for programs written against them.
type mapping struct {
	Token        string           `json:"token"`
	FormerTokens []string         `json:"formerTokens,omitempty"`
	Fields       map[string]field `json:"fields,omitempty"`
}

// field says where the published SDK's shape of a property differs from what the bridge would derive.
type field struct {
	Name        string           `json:"name,omitempty"`
	MaxItemsOne *bool            `json:"maxItemsOne,omitempty"`
	Fields      map[string]field `json:"fields,omitempty"`
}

type tokenTable struct {
	Resources   map[string]mapping `json:"resources"`
	DataSources map[string]mapping `json:"dataSources"`
}

func readTokens() (tokenTable, error) {
	var table tokenTable
	if err := json.Unmarshal(tokensJSON, &table); err != nil {
		return table, fmt.Errorf("tokens.json: %w", err)
	}
	return table, nil
}

// schemaInfos turns our overrides into the bridge's.
func schemaInfos(fields map[string]field) map[string]*tfbridge.SchemaInfo {
	if len(fields) == 0 {
		return nil
	}
	infos := make(map[string]*tfbridge.SchemaInfo, len(fields))
	for name, f := range fields {
		info := &tfbridge.SchemaInfo{Name: f.Name, MaxItemsOne: f.MaxItemsOne}
		if nested := schemaInfos(f.Fields); nested != nil {
			info.Elem = &tfbridge.SchemaInfo{Fields: nested}
		}
		infos[name] = info
	}
	return infos
}
