package main

import (
	"fmt"

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
		Resources:   resources(table),
		DataSources: dataSources(table),
	}
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

func resources(table tokenTable) map[string]*tfbridge.ResourceInfo {
	infos := make(map[string]*tfbridge.ResourceInfo, len(table.Resources))
	for name, m := range table.Resources {
		infos[name] = &tfbridge.ResourceInfo{Tok: tokens.Type(m.Token), Fields: schemaInfos(m.Fields)}
	}
	return infos
}

func dataSources(table tokenTable) map[string]*tfbridge.DataSourceInfo {
	infos := make(map[string]*tfbridge.DataSourceInfo, len(table.DataSources))
	for name, m := range table.DataSources {
		infos[name] = &tfbridge.DataSourceInfo{Tok: tokens.ModuleMember(m.Token), Fields: schemaInfos(m.Fields)}
	}
	return infos
}

// unmapped lists the Terraform types that the SDK does not know: the bridge wants them named.
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
