package cli

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/help"
)

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  help.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return p.printVersion() },
	}
}

func (p *program) printVersion() error {
	v := p.version()
	return p.write(
		map[string]string{"version": v, "go": runtime.Version()},
		fmt.Sprintf("selfcare %s, %s %s/%s\n", v, runtime.Version(), runtime.GOOS, runtime.GOARCH),
	)
}

// version returns the version of the program: that of the release, else the one that it was installed
// as.
func (p *program) version() string {
	if info, ok := debug.ReadBuildInfo(); p.env.Version == "" && ok {
		return cmp.Or(info.Main.Version, "(devel)")
	}
	return cmp.Or(p.env.Version, "(devel)")
}
