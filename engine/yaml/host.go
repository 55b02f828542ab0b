//go:build tools

// Package yaml pins Pulumi's YAML language host, so that `go build` of it needs nothing but this module's go.mod and go.sum.
package yaml

import _ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
