package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/help"
	"selfcare/internal/home"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
)

func (p *program) manCommand() *cobra.Command {
	folder := ""
	cmd := &cobra.Command{
		Use:   "man",
		Short: "Print the manual, or write a page for every command",
		Long: `Print the manual page selfcare(1), or write a page for every command into a folder.

  selfcare man | man -l -
  selfcare man --dir ~/.local/share/man/man1

After the second man selfcare-habit-new shows the page of one command.`,
		Args: help.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if folder != "" {
				return p.writeManual(folder, cmd.Root())
			}
			if err := p.noJSON("The manual"); err != nil {
				return err
			}
			_, err := fmt.Fprint(p.out, help.Page(cmd.Root(), p.version()))
			return err
		},
	}
	cmd.Flags().StringVar(&folder, "dir", "", "write a page for every command into `FOLDER`")
	_ = cmd.MarkFlagDirname("dir")
	return cmd
}

// writeManual writes a page for every command into a folder, and says so.
func (p *program) writeManual(folder string, root *cobra.Command) error {
	folder, err := home.Expand(folder)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil { // pages are for everyone
		return home.WriteError(folder, err)
	}
	pages, err := p.writePages(folder, root)
	if err != nil {
		return err
	}
	return p.acknowledge(
		map[string]any{"folder": folder, "pages": pages},
		fmt.Sprintf("%s written to %s.", phrase.Count(len(pages), "page", "pages"), spelling.CleanLine(folder)),
	)
}

// writePages writes the page of every command under and with one into a folder, and returns
// their names.
func (p *program) writePages(folder string, cmd *cobra.Command) (names []string, err error) {
	name := help.PageName(cmd) + ".1"
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(help.Page(cmd, p.version())), 0o644); err != nil {
		return nil, home.WriteError(path, err)
	}
	names = append(names, name)
	for _, c := range help.Shown(cmd) {
		under, err := p.writePages(folder, c)
		if err != nil {
			return nil, err
		}
		names = append(names, under...)
	}
	return names, nil
}
