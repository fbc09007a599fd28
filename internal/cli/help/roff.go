package help

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manual is a page in man(7), the language of manual pages. It is written here, and by no
// library: those that there are run the examples of our help together, or put all commands on
// one page.
type manual struct{ strings.Builder }

// section is a part of a page: paragraphs, and then things with what they are.
type section struct {
	name, text string
	terms      [][2]string
}

// Page returns the manual page of a command. It has no date: the same program writes the same page.
// That of the program itself says more than the help does.
func Page(cmd *cobra.Command, version string) string {
	cmd.InitDefaultHelpFlag()
	var m manual
	m.request(".TH", strings.ToUpper(PageName(cmd)), "1", "", "selfcare "+version, "selfcare")
	m.WriteString(".nh\n.ad l\n") // words stay whole, to be searched for
	m.section(section{name: "NAME", text: PageName(cmd) + " - " + strings.ToLower(cmd.Short[:1]) + cmd.Short[1:]})
	m.synopsis(cmd)
	about := cmd.Long
	if about == "" {
		about = cmd.Short + "."
	}
	m.section(section{name: "DESCRIPTION", text: about})
	m.section(section{name: "COMMANDS", terms: commandTerms(cmd)})
	m.section(section{name: "OPTIONS", terms: flagTerms(cmd.LocalFlags())})
	m.section(section{name: "OPTIONS OF ALL COMMANDS", terms: flagTerms(cmd.InheritedFlags())})
	if !cmd.HasParent() {
		for _, s := range aboutAll() {
			m.section(s)
		}
	}
	m.section(section{name: "SEE ALSO", text: strings.Join(related(cmd), ", ")})
	return m.String()
}

// PageName returns a command as its page is called: selfcare-habit-new.
func PageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// related returns the pages above and below.
func related(cmd *cobra.Command) (pages []string) {
	if cmd.HasParent() {
		pages = append(pages, PageName(cmd.Parent())+"(1)")
	}
	for _, c := range Shown(cmd) {
		pages = append(pages, PageName(c)+"(1)")
	}
	return pages
}

// commandTerms returns the commands under one, and what each is for.
func commandTerms(cmd *cobra.Command) (terms [][2]string) {
	for _, c := range Shown(cmd) {
		terms = append(terms, [2]string{c.Use, c.Short + "."})
	}
	return terms
}

// flagTerms returns flags, and what each is for.
func flagTerms(flags *pflag.FlagSet) (terms [][2]string) {
	flags.VisitAll(func(f *pflag.Flag) {
		value, about := pflag.UnquoteUsage(f)
		term := strings.TrimSpace("--" + f.Name + " " + value)
		if f.Shorthand != "" {
			term = "-" + f.Shorthand + ", " + term
		}
		terms = append(terms, [2]string{term, strings.ToUpper(about[:1]) + about[1:] + "."})
	})
	return terms
}

// request writes a line that is obeyed.
func (m *manual) request(name string, arguments ...string) {
	m.WriteString(name)
	for _, a := range arguments {
		fmt.Fprintf(&m.Builder, ` "%s"`, inRoff(a))
	}
	m.WriteString("\n")
}

// synopsis writes how a command is written. Flags stand before what it takes, as all commands
// have them.
func (m *manual) synopsis(cmd *cobra.Command) {
	m.request(".SH", "SYNOPSIS")
	for i, use := range strings.Split(cmd.Use, " | ") {
		if i > 0 {
			m.request(".br")
		}
		name, takes, _ := strings.Cut(use, " ")
		if cmd.HasParent() {
			name = cmd.Parent().CommandPath() + " " + name
		}
		if cmd.HasSubCommands() {
			takes = strings.TrimSpace("[COMMAND] " + takes)
		}
		fmt.Fprintf(&m.Builder, "\\fB%s\\fR %s\n", inRoff(name), inRoff(strings.TrimSpace("[OPTION]... "+takes)))
	}
}

// section writes a part of the page, unless it is empty. Lines that begin with a blank stay
// lines: they are examples.
func (m *manual) section(s section) {
	if s.text == "" && len(s.terms) == 0 {
		return
	}
	m.request(".SH", s.name)
	for i, paragraph := range strings.Split(strings.Trim(s.text, "\n"), "\n\n") {
		if i > 0 {
			m.request(".PP")
		}
		m.paragraph(paragraph)
	}
	for _, t := range s.terms {
		m.request(".TP")
		fmt.Fprintf(&m.Builder, "\\fB%s\\fR\n%s\n", inRoff(t[0]), inRoff(t[1]))
	}
}

// paragraph writes lines, and those that are indented as they are.
func (m *manual) paragraph(text string) {
	example := false
	for _, line := range strings.Split(text, "\n") {
		if is := strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t"); is != example {
			m.WriteString(map[bool]string{true: ".RS 2\n.nf\n", false: ".fi\n.RE\n"}[is])
			example = is
		}
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintln(&m.Builder, inRoff(line))
		}
	}
	if example {
		m.WriteString(".fi\n.RE\n")
	}
}

// inRoff returns a text that is printed as it is, in ASCII: a hyphen that can be searched for and
// copied, and nothing that is obeyed.
func inRoff(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch name := map[rune]string{'\\': `\e`, '-': `\-`, '\'': `\(aq`, '`': `\(ga`, '"': `\(dq`, '^': `\(ha`, '~': `\(ti`}[r]; {
		case name != "":
			b.WriteString(name)
		case r == '.' && i == 0:
			b.WriteString(`\&.`)
		case r > '~':
			fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
