package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/complete"
	"selfcare/internal/cli/document"
	"selfcare/internal/cli/text"
	"selfcare/internal/settings"
	"selfcare/internal/spelling"
)

func (p *program) settingsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "settings [KEY [VALUE]]",
		Short: "Print the settings, or choose one: settings day_start 05:00",
		Long: `Print the settings, print one, or choose one.

  selfcare settings
  selfcare settings clock
  selfcare settings clock 12h
  selfcare settings mood_words "grey, dim, even, bright, shining"
  selfcare settings accent default

They are kept in ` + "`config.toml`" + ` in the configuration folder; what else is in that file
stays as it is. In the app it is the key , (comma).`,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeSetting,
		RunE: func(_ *cobra.Command, args []string) error {
			switch len(args) {
			case 0:
				return p.printSettings(p.settings())
			case 1:
				return p.printSetting(p.choices(), args[0])
			}
			return p.choose(p.choices(), args[0], strings.Join(args[1:], " "))
		},
	}
}

// completeSetting completes a key, then what it may be.
func completeSetting(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	var all []string
	switch len(args) {
	case 0:
		for _, s := range settings.All() {
			all = append(all, s.Key+"\t"+s.Says+": "+s.About)
		}
	case 1:
		if s, ok := settings.Find(args[0]); ok {
			all = append(s.Choices, "default")
		}
	}
	return complete.Fitting(all, typed), complete.OnlyThese
}

// printSettings prints all, as the file would have them.
func (p *program) printSettings(chosen settings.Settings) error {
	file := p.config.Path()
	if p.folders.CheckConfig() != nil {
		file = ""
	}
	all := map[string]any{}
	for _, s := range settings.All() {
		all[s.Key] = chosen.Typed(s.Key)
	}
	return p.write(map[string]any{"file": document.OrNull(file), "settings": all}, text.Settings(chosen, file))
}

// printSetting prints one setting.
func (p *program) printSetting(chosen settings.Settings, key string) error {
	if _, err := chosen.With(key, chosen.Value(key)); err != nil {
		return err
	}
	p.settings() // which tells what is wrong with them
	return p.write(map[string]any{"key": key, "value": chosen.Typed(key)}, chosen.Value(key)+"\n")
}

// choose saves a setting.
func (p *program) choose(chosen settings.Settings, key, value string) error {
	if spelling.Fold(value) == "default" {
		value = settings.Default().Value(key)
	}
	now, err := chosen.With(key, value)
	if err != nil {
		return err
	}
	if err := p.config.Save(key, now); err != nil {
		return err
	}
	return p.acknowledge(map[string]any{"key": key, "value": now.Typed(key)}, fmt.Sprintf("%s = %s", key, now.Value(key)))
}
