package playground

import (
	"errors"
	"strings"
)

// errQuote means that a quote of a command is not closed.
var errQuote = errors.New("a quote of the command is not closed")

// words cuts a command into words as a shell does: with both quotes, $'…', escapes, and lines that
// a backslash continues. Nothing is expanded. The command ends at a line's end, or at what would
// hand its output on.
func words(command string) ([]string, error) {
	var list []string
	var word []byte // nil between words
	for len(command) > 0 {
		n, text, sort := token(command)
		command = command[n:]
		if sort == comment && word != nil {
			sort = letters
		}
		switch {
		case sort == unclosed:
			return nil, errQuote
		case sort == letters && word == nil:
			word = append(make([]byte, 0, len(text)), text...)
		case sort == letters:
			word = append(word, text...)
		case sort != nothing && word != nil:
			list, word = append(list, string(word)), nil
		}
		if sort == stop || sort == comment {
			return list, nil
		}
	}
	if word != nil {
		list = append(list, string(word))
	}
	return list, nil
}

// The sorts of tokens.
const (
	letters  = iota // of a word
	blank           // between words
	nothing         // a line that is continued
	comment         // a "#", which is one at the beginning of a word
	stop            // the end of the command
	unclosed        // a quote without its end
)

// token reads the first token of a command: its length, its text, and its sort.
func token(s string) (n int, text string, sort int) {
	switch {
	case strings.HasPrefix(s, "\\\n"):
		return 2, "", nothing
	case strings.HasPrefix(s, "\\\r\n"):
		return 3, "", nothing
	case s[0] == '\\' && len(s) > 1:
		return 2, s[1:2], letters
	case s[0] == ' ', s[0] == '\t', s[0] == '\r':
		return 1, "", blank
	case strings.IndexByte("\n;|&<>", s[0]) >= 0:
		return 1, "", stop
	case s[0] == '#':
		return 1, "#", comment
	case s[0] == '\'':
		i := strings.IndexByte(s[1:], '\'')
		if i < 0 {
			return len(s), "", unclosed
		}
		return i + 2, s[1 : i+1], letters
	case s[0] == '"':
		return quoted(s, 1, `$"\`+"`", "")
	case strings.HasPrefix(s, "$'"):
		return quoted(s, 2, `'"\?`, "ntr")
	}
	return 1, s[:1], letters
}

// quoted reads a text in quotes in which a backslash escapes some characters, and some letters
// behind one mean others.
func quoted(s string, from int, escaped, lettered string) (n int, text string, sort int) {
	var b strings.Builder
	for i := from; i < len(s); i++ {
		switch c := s[i]; {
		case c == s[from-1]:
			return i + 1, b.String(), letters
		case c == '\\' && i+1 < len(s) && strings.IndexByte(escaped, s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case c == '\\' && i+1 < len(s) && strings.IndexByte(lettered, s[i+1]) >= 0:
			i++
			b.WriteByte(map[byte]byte{'n': '\n', 't': '\t', 'r': '\r'}[s[i]])
		case c == '\\' && i+1 < len(s) && s[i+1] == '\n':
			i++
		default:
			b.WriteByte(c)
		}
	}
	return len(s), "", unclosed
}
