package sqlite

import (
	"slices"
	"strings"
)

// maxColumns is the most columns that SQLite itself can be built for.
const maxColumns = 32767

// parseCreate reads the names of the columns out of a CREATE TABLE, and which of
// them is but another name for the rowid, or -1. It says no of a table that is not
// an ordinary one, or has columns that are not in its records. It does not check
// what SQLite has checked, and goes through the text once, keeping only the names.
func parseCreate(sql string) (columns []string, rowid int, ok bool) {
	p := &parser{rest: sql, rowid: -1}
	p.next()
	if !p.take("create") || !p.take("table") {
		return nil, -1, false
	}
	p.definitions()
	if p.kind != ')' || p.bad {
		return nil, -1, false
	}
	for p.kind != 0 {
		if p.next(); p.is("without") {
			return nil, -1, false
		}
	}
	return p.columns, p.rowid, true
}

// definitions reads the columns of a table and what is said of the whole of it.
func (p *parser) definitions() {
	for p.kind != '(' && p.kind != 0 {
		p.next()
	}
	for p.kind == '(' || p.kind == ',' {
		p.next()
		if p.isAny("constraint", "primary", "unique", "check", "foreign") {
			p.constraint()
		} else {
			p.column()
		}
	}
}

// parser stands on one token of an SQL text, and has gathered what came before.
type parser struct {
	rest string
	kind byte // word, quoted, a sign, or 0 at the end
	text string

	columns []string
	whole   []bool // those of type INTEGER
	rowid   int
	bad     bool
}

const (
	word   = 'w'
	quoted = 'q'
)

// column reads what stands between two commas and begins with the name of a column.
func (p *parser) column() {
	if p.kind != word && p.kind != quoted || len(p.columns) == maxColumns {
		p.bad = true
	}
	p.columns = append(p.columns, p.text)
	p.next()

	// The type has to be this one word, quoted or not: neither INTEGER(8) nor
	// UNSIGNED INTEGER.
	whole := strings.EqualFold(p.text, "integer")
	if whole {
		p.next()
		whole = p.ends() || p.isAny("constraint", "primary", "not", "null", "unique", "check",
			"default", "collate", "references", "deferrable")
	}
	p.whole = append(p.whole, whole)

	p.clauses(whole)
}

// clauses reads what follows the type of a column.
func (p *parser) clauses(whole bool) {
	for !p.ends() {
		switch {
		case p.is("as"):
			p.bad = true // A generated column may not be stored at all.
			p.next()
		case p.take("primary"):
			p.next()
			// DESC is an old slip of SQLite that is kept for old files.
			if whole && !p.is("desc") {
				p.rowid = len(p.columns) - 1
			}
		default:
			p.skip()
		}
	}
}

// constraint reads what stands between two commas and is about the whole table.
func (p *parser) constraint() {
	for !p.ends() {
		if !p.take("primary") {
			p.skip()
			continue
		}
		p.next()
		p.next()
		key := p.text
		for !p.ends() {
			p.skip()
		}
		alone := p.kind == ')'
		for p.kind != ')' && p.kind != 0 {
			p.skip()
		}
		p.next()
		i := slices.IndexFunc(p.columns, func(c string) bool { return strings.EqualFold(c, key) })
		if alone && i >= 0 && p.whole[i] {
			p.rowid = i
		}
	}
}

// ends says whether what stands between two commas is over.
func (p *parser) ends() bool { return p.kind == ',' || p.kind == ')' || p.kind == 0 }

// skip goes past a token, or past all that is in parentheses.
func (p *parser) skip() {
	depth := 0
	for {
		switch p.kind {
		case '(':
			depth++
		case ')':
			depth--
		case 0:
			return
		}
		if p.next(); depth <= 0 {
			return
		}
	}
}

func (p *parser) is(keyword string) bool {
	return p.kind == word && strings.EqualFold(p.text, keyword)
}

func (p *parser) isAny(keywords ...string) bool { return slices.ContainsFunc(keywords, p.is) }

func (p *parser) take(keyword string) bool {
	if !p.is(keyword) {
		return false
	}
	p.next()
	return true
}

// next goes on to the next token, past spaces and comments. What does not end, a
// quote or a comment, ends the text.
func (p *parser) next() {
	for {
		p.rest = strings.TrimLeft(p.rest, " \t\n\f\r")
		end := ""
		switch {
		case strings.HasPrefix(p.rest, "--"):
			end = "\n"
		case strings.HasPrefix(p.rest, "/*"):
			end = "*/"
		}
		if end == "" {
			break
		}
		_, p.rest, _ = strings.Cut(p.rest[2:], end)
	}
	if p.rest == "" {
		p.kind, p.text = 0, ""
		return
	}
	switch c := p.rest[0]; c {
	case '"', '\'', '`':
		p.quote(p.rest[:1])
	case '[':
		p.quote("]")
	default:
		n := strings.IndexFunc(p.rest, func(r rune) bool { return !inWord(r) })
		if n < 0 {
			n = len(p.rest)
		}
		p.kind = word
		if n == 0 {
			p.kind, n = c, 1
		}
		p.text, p.rest = p.rest[:n], p.rest[n:]
	}
}

// quote takes a quoted name, in which the closing quote doubled stands for itself.
func (p *parser) quote(end string) {
	for i := 1; i < len(p.rest); i++ {
		switch {
		case p.rest[i] != end[0]:
		case strings.HasPrefix(p.rest[i+1:], end):
			i++
		default:
			p.kind, p.text, p.rest = quoted, strings.ReplaceAll(p.rest[1:i], end+end, end), p.rest[i+1:]
			return
		}
	}
	p.kind, p.text, p.rest = 0, "", ""
}

func inWord(r rune) bool {
	return r == '_' || r == '$' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= 0x80
}
