//go:build tools

// Package cli pins the Pulumi CLI, so that `go build` of it needs nothing but this module's go.mod and go.sum.
package cli

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
