package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set when a release is built.
var version = ""

func versionCommand(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArgs,
		RunE:  func(*cobra.Command, []string) error { return p.printVersion() },
	}
}

func (p *program) printVersion() error {
	v := versionOf()
	if p.json {
		return p.print(map[string]string{"version": v, "go": runtime.Version()})
	}
	_, err := fmt.Fprintf(p.out, "selfcare %s, %s %s/%s\n", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// versionOf is the version of the program: that of the release, else the one that it was
// installed as.
func versionOf() string {
	if info, ok := debug.ReadBuildInfo(); version == "" && ok && info.Main.Version != "" {
		return info.Main.Version
	}
	if version == "" {
		return "(devel)"
	}
	return version
}
