package main

import (
	"fmt"
	"strings"

	"github.com/aliyun/terraform-provider-alicloud/alicloud"
	"github.com/hashicorp/terraform-plugin-sdk/helper/schema"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shimv1 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v1"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// Names the engine makes up are "<resource name>-<7 random characters>", cut to the longest the SDK allows.
const (
	longestName   = 255
	nameSeparator = "-"
)

func providerInfo() (tfbridge.ProviderInfo, error) {
	upstream, ok := alicloud.Provider().(*schema.Provider)
	if !ok {
		return tfbridge.ProviderInfo{}, fmt.Errorf("the Terraform provider is no schema.Provider")
	}
	table, err := readTokens()
	if err != nil {
		return tfbridge.ProviderInfo{}, err
	}
	info := tfbridge.ProviderInfo{
		P:           shimv1.NewProvider(upstream),
		Name:        "alicloud",
		Version:     version,
		Config:      configFromEnvironment(),
		Resources:   map[string]*tfbridge.ResourceInfo{},
		DataSources: map[string]*tfbridge.DataSourceInfo{},
	}
	addResources(&info, table)
	addDataSources(&info, table)
	info.IgnoreMappings = unmapped(upstream, table)
	info.SetAutonaming(longestName, nameSeparator)
	return info, nil
}

// configFromEnvironment names the variables that the published provider reads where the stack config is silent.
func configFromEnvironment() map[string]*tfbridge.SchemaInfo {
	variables := map[string]string{
		"ecs_role_name": "ALICLOUD_ECS_ROLE_NAME",
		"region":        "ALICLOUD_REGION",
		"profile":       "ALICLOUD_PROFILE",
	}
	config := make(map[string]*tfbridge.SchemaInfo, len(variables))
	for property, variable := range variables {
		config[property] = &tfbridge.SchemaInfo{Default: &tfbridge.DefaultInfo{EnvVars: []string{variable}}}
	}
	return config
}

func addResources(info *tfbridge.ProviderInfo, table tokenTable) {
	for name, m := range table.Resources {
		token, fields := tokens.Type(m.Token), schemaInfos(m.Fields)
		info.Resources[name] = &tfbridge.ResourceInfo{Tok: token, Fields: fields}
		for _, former := range m.FormerTokens {
			old := tokens.Type(former)
			base := &tfbridge.ResourceInfo{Fields: fields}
			info.RenameResourceWithAlias(name, old, token, moduleOf(former), moduleOf(m.Token), base)
		}
	}
}

func addDataSources(info *tfbridge.ProviderInfo, table tokenTable) {
	for name, m := range table.DataSources {
		token, fields := tokens.ModuleMember(m.Token), schemaInfos(m.Fields)
		info.DataSources[name] = &tfbridge.DataSourceInfo{Tok: token, Fields: fields}
		for _, former := range m.FormerTokens {
			old := tokens.ModuleMember(former)
			base := &tfbridge.DataSourceInfo{Fields: fields}
			info.RenameDataSource(name, old, token, moduleOf(former), moduleOf(m.Token), base)
		}
	}
}

// moduleOf is the module as a program names it: vpc in alicloud:vpc/network:Network.
func moduleOf(token string) string {
	_, rest, _ := strings.Cut(token, ":")
	module, _, _ := strings.Cut(rest, "/")
	return module
}

// unmapped lists the Terraform types that the SDK does not have: the bridge wants them named.
func unmapped(upstream *schema.Provider, table tokenTable) []string {
	var names []string
	for name := range upstream.ResourcesMap {
		if _, ok := table.Resources[name]; !ok {
			names = append(names, name)
		}
	}
	for name := range upstream.DataSourcesMap {
		if _, ok := table.DataSources[name]; !ok {
			names = append(names, name)
		}
	}
	return names
}
