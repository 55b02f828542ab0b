// Command pulumi-resource-alicloud serves Alibaba Cloud's Terraform provider to the Pulumi engine,
// under the names and shapes of the published pulumi_alicloud SDK.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/aliyun/terraform-provider-alicloud/alicloud"
	"github.com/hashicorp/terraform-plugin-sdk/plugin"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
)

// version is the SDK's: provider v1.285.0 and pulumi-alicloud 3.105.0 were generated from each other.
const version = "3.105.0"

// emptySchema is enough: only code generators read it, the engine runs without.
var emptySchema = []byte(fmt.Sprintf(`{"name":"alicloud","version":%q}`, version))

func main() {
	if startedByTerraform() {
		plugin.Serve(&plugin.ServeOpts{ProviderFunc: alicloud.Provider})
		return
	}
	info, err := providerInfo()
	exitOn(err)
	if describeRequested() {
		exitOn(describe(info, os.Stdout))
		return
	}
	tfbridge.Main("alicloud", version, info, emptySchema)
}

// startedByTerraform tells whether the same binary, under Terraform's name for it, is to speak Terraform's protocol:
// what holds for one program on the emulator has to hold for the other.
func startedByTerraform() bool {
	return os.Getenv("TF_PLUGIN_MAGIC_COOKIE") != ""
}

// describeRequested tells whether the token generator asks for types instead of the engine for a server.
func describeRequested() bool {
	flags := flag.NewFlagSet("pulumi-resource-alicloud", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // the engine's own flags are parsed later, by the bridge
	wanted := flags.Bool("describe", false, "print every type with its properties as JSON")
	_ = flags.Parse(os.Args[1:])
	return *wanted
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-resource-alicloud:", err)
		os.Exit(1)
	}
}
