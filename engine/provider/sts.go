package main

import (
	"os"

	"github.com/aliyun/terraform-provider-alicloud/alicloud"
	"github.com/hashicorp/terraform-plugin-sdk/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/terraform"
)

// stsVariables name STS's address as the provider's own variables name every other product's.
var stsVariables = []string{"ALIBABA_CLOUD_ENDPOINT_STS", "STS_ENDPOINT"}

// upstreamProvider is the published provider, which also lets the environment say where STS is: it reads
// ALIBABA_CLOUD_ENDPOINT_<PRODUCT> for every product but this one, so that data.alicloud_caller_identity and
// assume_role would leave the machine where nothing else does (alicloud/provider.go, StsEndpoint).
func upstreamProvider() terraform.ResourceProvider {
	provider := alicloud.Provider()
	upstream, ok := provider.(*schema.Provider)
	endpoint := stsEndpoint()
	if !ok || endpoint == "" {
		return provider
	}
	configure := upstream.ConfigureFunc
	upstream.ConfigureFunc = func(d *schema.ResourceData) (interface{}, error) {
		if err := nameSts(d, endpoint); err != nil {
			return nil, err
		}
		return configure(d)
	}
	return upstream
}

func stsEndpoint() string {
	for _, variable := range stsVariables {
		if value := os.Getenv(variable); value != "" {
			return value
		}
	}
	return ""
}

// nameSts adds STS to the endpoints of a configuration, unless the configuration names it.
func nameSts(d *schema.ResourceData, endpoint string) error {
	given, ok := d.Get("endpoints").(*schema.Set)
	if !ok || given.Len() == 0 {
		return d.Set("endpoints", []interface{}{map[string]interface{}{"sts": endpoint}})
	}
	var named []interface{}
	for _, one := range given.List() {
		fields, ok := one.(map[string]interface{})
		if ok && (fields["sts"] == nil || fields["sts"] == "") {
			fields["sts"] = endpoint
		}
		named = append(named, one)
	}
	return d.Set("endpoints", named)
}
